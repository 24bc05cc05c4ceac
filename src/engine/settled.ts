import type { RunEvent } from '../exchange/exchange.ts';
import { readRecord } from '../exchange/read-record.ts';
import type { Judge } from '../judge/judge.ts';
import type { RunSummary } from './engine.ts';
import { apply } from './rejudge.ts';

/**
 * Feeds the record of a run that is resumed to the judge, and returns the procedure runs that have ended in it. What was
 * disturbed is driven again.
 */
export async function settledRuns(judge: Judge, file: string): Promise<readonly RunSummary[]> {
  const begun = new Map<string, Extract<RunEvent, { type: 'begin' }>>();
  const settled: RunSummary[] = [];
  for await (const line of readRecord(file)) {
    apply(judge, line);
    if (line.type === 'begin') begun.set(line.run, line);
    const begin = line.type === 'end' ? begun.get(line.run) : undefined;
    if (line.type !== 'end' || begin === undefined || line.outcome.kind === 'disturbed') continue;
    const { run, procedure, major, dialect } = begin;
    const ms = Date.parse(line.at) - Date.parse(begin.at);
    settled.push({ run, procedure, major, dialect, outcome: line.outcome, ms });
  }
  return settled;
}
