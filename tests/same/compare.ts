import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { drive } from '../../src/qualify/drive.ts';
import { RELEASES } from '../../src/model/release-model.ts';

/** Drives the embedded orchestrator several times and lists the cases whose verdict varies: `npm run test:same -- --runs 10`. */

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '2' }, release: { type: 'string', default: '3.7.1' } },
});
const runs = Number(values.runs);
const release = RELEASES.find((one) => one === values.release);
if (release === undefined || !(runs > 1)) throw new Error('usage: --runs N (2 or more) --release RELEASE');

const dir = mkdtempSync(join(tmpdir(), 'same-'));
/** Verdicts of each case, one a run, with the deviations found. */
const said = new Map<string, string[]>();
for (let nth = 1; nth <= runs; nth++) {
  const { verdicts, ms } = await drive({ release, out: join(dir, 'run') });
  for (const one of verdicts) {
    const deviations = one.findings.filter(({ keyword }) => keyword !== 'info').map(({ deviation }) => deviation);
    const words = [one.verdict, ...deviations].join(' ');
    said.set(one.case, [...(said.get(one.case) ?? []), words]);
  }
  process.stdout.write(`run ${nth} of ${runs}: ${verdicts.length} verdicts, ${Math.round(ms / 1000)} s\n`);
}
rmSync(dir, { recursive: true, force: true });

const varying = [...said].filter(([, all]) => all.length !== runs || new Set(all).size > 1);
for (const [id, all] of varying) process.stdout.write(`${id}: ${all.join(' | ')}\n`);
process.stdout.write(`${said.size - varying.length} passed, ${varying.length} failed\n`);
process.exitCode = varying.length === 0 && said.size > 0 ? 0 : 1;
