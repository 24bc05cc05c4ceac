import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nfvTst } from '../command.ts';
import { median, report, seconds } from './figure.ts';
import { readRunInfo } from '../../src/judge/run-directory.ts';
import { measured, measuredAlone, validated } from './judged.ts';
import { longer } from './longer.ts';

/**
 * A whole run on the embedded orchestrator, and judging its record again: as it is, against a bare validation of the same bodies,
 * and made longer by repetition, each in a process of its own.
 */

const LONG = [10_000, 100_000];
const ROUNDS = 3;

const dir = mkdtempSync(join(tmpdir(), 'bench-'));
try {
  const out = join(dir, 'run');
  const run = await seconds(async () => {
    const { code, err } = await nfvTst('run', '--out', out);
    if (code !== 0 && code !== 1) throw new Error(`the run ended with ${code}\n${err}`);
  });
  const targets = ['2.4.1', '2.6.1', '3.3.1', '3.7.1'].map((release) => join(out, `embedded-${release}`));
  const exchanges = targets.reduce((sum, one) => sum + readRunInfo(one).exchanges, 0);
  report({
    figure: 'run: embedded orchestrator, four releases',
    value: run,
    unit: 's',
    limit: 30,
    of: { exchanges },
  });
  await againAgainstValidation(targets, exchanges);
  const command = await seconds(async () => {
    const { code, err } = await nfvTst('judge', out);
    if (code !== 0) throw new Error(`judging again ended with ${code}\n${err}`);
  });
  report({ figure: 'nfv-tst judge of them, with its start and reports', value: command, unit: 's', of: { exchanges } });
  for (const count of LONG) await longer(targets[2] ?? '', dir, count);
} finally {
  rmSync(dir, { recursive: true, force: true });
}

/** All four records on all cores and in one process, and nothing but the validation of the same bodies in one. */
async function againAgainstValidation(targets: readonly string[], exchanges: number): Promise<void> {
  const judged: number[] = [];
  const alone: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    judged.push((await measured(...targets)).seconds);
    alone.push((await measuredAlone(...targets)).seconds);
    bare.push((await validated(...targets)).seconds);
  }
  report({ figure: 'judging those records again', value: median(judged), unit: 's', limit: 3, of: { exchanges } });
  report({
    figure: 'judging them / nothing but validating the same bodies',
    value: median(alone) / median(bare),
    unit: 'ratio',
    limit: 2,
    of: { judgedSeconds: median(alone).toFixed(2), validatedSeconds: median(bare).toFixed(2) },
  });
}
