import { createWriteStream, readFileSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { catalogue } from '../../suites/cases/index.ts';
import { UserError } from '../errors.ts';
import type { StoreLine } from '../exchange/exchange.ts';
import { readBatches, type RecordEnd } from '../exchange/store.ts';
import { Judge } from '../judge/judge.ts';
import type { RunInfo } from '../judge/run-info.ts';
import type { Verdict } from '../judge/verdict.ts';
import { loadModel } from '../model/load.ts';
import { RELEASES, type Release } from '../model/release-model.ts';
import { selects } from './selection.ts';
import { answerOf } from '../target/ics.ts';

export interface RejudgeOptions {
  /** Judge for these only; default: every release that the record is evidence for. */
  readonly releases?: readonly Release[];
  /** Where verdicts.ndjson goes; default: the run's own directory. `null`: nowhere. */
  readonly out?: string | null;
}

export interface Rejudged {
  readonly end: RecordEnd;
  readonly verdicts: readonly Verdict[];
}

/**
 * Judges the record of a run again, without a SUT. The record streams by; memory does not grow with it.
 * A record that was cut off is judged as far as whole procedure runs go, and says so.
 * @throws UserError (E_RECORD) when the directory holds no run
 */
export async function rejudge(dir: string, options: RejudgeOptions = {}): Promise<Rejudged> {
  keepHeapSmall(join(dir, 'exchanges.ndjson'));
  const info = runInfo(dir);
  const model = loadModel();
  const judged = RELEASES.filter((release) => {
    const major = model.release(release).apis.get('vnflcm')?.major ?? '';
    return (
      info.target.roots[`vnflcm/${major}`] !== undefined &&
      (options.releases ?? info.selection?.releases ?? RELEASES).includes(release)
    );
  });
  // What the run was not asked about was not driven; to judge it would be to find everything inconclusive.
  const judge = new Judge(
    catalogue().filter(selects(info.selection)),
    judged.map((release) => model.release(release)),
    { roots: info.target.roots, claims: (item, major) => answerOf(info.ics, item, major) },
  );
  const end = await feed(judge, join(dir, 'exchanges.ndjson'));
  const verdicts = [...judge.verdicts()];
  if (options.out !== null) await write(join(options.out ?? dir, 'verdicts.ndjson'), verdicts);
  return { end, verdicts };
}

/** Bytes of a record from which on memory is worth more than time. */
const LONG = 100 * 1024 * 1024;

/**
 * A record that streams by lives for a moment and leaves garbage, which V8 lets pile up to several times what lives: 300 to 440 MB
 * of a process that holds 30. Half as much again as lives is 200 MB, for a tenth more time.
 */
function keepHeapSmall(record: string): void {
  const size = statSync(record, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LONG) setFlagsFromString('--heap-growing-percent=50');
}

async function feed(judge: Judge, file: string): Promise<RecordEnd> {
  const batches = readBatches(file);
  for (;;) {
    const next = await batches.next();
    if (next.done === true) return next.value;
    for (const line of next.value) apply(judge, line);
  }
}

/** One line of a record, as the live engine and a re-judging tell it to the judge. */
export function apply(judge: Judge, line: StoreLine): void {
  if (line.type === 'exchange') judge.exchange(line);
  else if (line.type === 'begin') judge.begin(line);
  else if (line.type === 'end') judge.end(line);
}

function runInfo(dir: string): RunInfo {
  try {
    return JSON.parse(readFileSync(join(dir, 'run.json'), 'utf8')) as RunInfo;
  } catch (cause) {
    throw new UserError(`${dir} contains no readable run`, {
      code: 'E_RECORD',
      wayOut: 'Name the directory that `nfv-tst run --out` wrote; it contains run.json and exchanges.ndjson.',
      cause,
    });
  }
}

async function write(file: string, verdicts: readonly Verdict[]): Promise<void> {
  const stream = createWriteStream(file);
  for (const verdict of verdicts) stream.write(`${JSON.stringify(verdict)}\n`);
  stream.end();
  await once(stream, 'finish');
}
