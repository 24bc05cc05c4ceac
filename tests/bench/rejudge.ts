import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nfvTst } from '../command.ts';
import { median, report, seconds } from './figure.ts';
import { infoOf, measured } from './judged.ts';
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
  const exchanges = targets.reduce((sum, one) => sum + infoOf(one).exchanges, 0);
  report({
    figure: 'run: embedded orchestrator, four releases',
    value: run,
    unit: 's',
    limit: 30,
    of: { exchanges },
  });
  const again = await seconds(async () => {
    const { code, err } = await nfvTst('judge', out);
    if (code !== 0) throw new Error(`judging again ended with ${code}\n${err}`);
  });
  report({ figure: 'nfv-tst judge: those records again', value: again, unit: 's', limit: 3, of: { exchanges } });
  await againstValidation(targets[2] ?? '');
  for (const count of LONG) await longer(targets[2] ?? '', dir, count);
} finally {
  rmSync(dir, { recursive: true, force: true });
}

async function againstValidation(target: string): Promise<void> {
  const judged: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    judged.push((await measured(target)).seconds);
    bare.push((await measured(target, 'bare')).seconds);
  }
  report({
    figure: 'judging / nothing but validating the same bodies',
    value: median(judged) / median(bare),
    unit: 'ratio',
    limit: 2,
    of: { judgedSeconds: median(judged).toFixed(2), validatedSeconds: median(bare).toFixed(2) },
  });
}
