import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { catalogue } from '../../suites/cases/index.ts';
import type { StoreLine } from '../exchange/exchange.ts';
import { readBatches } from '../exchange/read-record.ts';
import type { RecordEnd } from '../exchange/record-course.ts';
import { Judge } from '../judge/judge.ts';
import { readRunInfo, withRecordEnd, writeRunInfo } from '../judge/run-directory.ts';
import type { RunInfo } from '../judge/run-info.ts';
import type { Verdict } from '../judge/verdict.ts';
import { loadModel } from '../model/load.ts';
import { RELEASES, type Release } from '../model/release-model.ts';
import { selects } from './selection.ts';
import { writeVerdicts } from './verdicts-file.ts';
import { answerOf } from '../target/ics.ts';

export interface RejudgeOptions {
  /** Judge for these only; default: every release that the record is evidence for. */
  readonly releases?: readonly Release[];
  /** Where verdicts.ndjson and run.json go; default: the run's own directory. `null`: nowhere. */
  readonly out?: string | null;
}

export interface Rejudged {
  readonly end: RecordEnd;
  readonly verdicts: readonly Verdict[];
}

/**
 * Judges the record of a run again, without a SUT. The record streams by; memory does not grow with it.
 * A record that was cut off or damaged is judged as far as whole procedure runs go, and run.json says so.
 * @throws UserError (E_RECORD) when the directory holds no run
 */
export async function rejudge(dir: string, options: RejudgeOptions = {}): Promise<Rejudged> {
  const file = join(dir, 'exchanges.ndjson');
  optimizeLater();
  keepHeapSmall(file);
  const info = readRunInfo(dir);
  const { releases } = options;
  const asked = releases === undefined ? info : { ...info, selection: { ...info.selection, releases } };
  const judge = judgeOf(asked);
  const end = await feed(judge, file);
  const verdicts = [...judge.verdicts()];
  if (options.out !== null) {
    const out = options.out ?? dir;
    await writeVerdicts(out, verdicts);
    writeRunInfo(out, withRecordEnd(asked, end));
  }
  return { end, verdicts };
}

/** A judge of what the run was asked about: the rest was not driven, and to judge it would be to find it inconclusive. */
export function judgeOf({ target, ics, selection }: RunInfo): Judge {
  const model = loadModel();
  const judged = RELEASES.filter((release) => (selection?.releases ?? RELEASES).includes(release))
    .map((release) => model.release(release))
    .filter(({ apis }) => target.roots[`vnflcm/${apis.get('vnflcm')?.major ?? ''}`] !== undefined);
  return new Judge(catalogue().filter(selects(selection)), judged, {
    roots: target.roots,
    claims: (item, major) => answerOf(ics, item, major),
  });
}

/**
 * V8 optimizes what has run for a moment, on another core. Most records are judged before that pays, and other cores judge other
 * records: a fifth of the time of the command was spent on it. To compile at once, without optimizing, pays from the first calls on.
 */
function optimizeLater(): void {
  setFlagsFromString('--interrupt-budget=500000');
  setFlagsFromString('--always-sparkplug');
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
