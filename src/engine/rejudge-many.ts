import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { RecordEnd } from '../exchange/store.ts';
import type { Release } from '../model/release-model.ts';
import { forkSource } from './fork-source.ts';

/** A record to be judged again, and where its verdicts go. */
export interface Judging {
  readonly dir: string;
  readonly out: string;
  readonly releases?: readonly Release[];
}

export type JudgingDone =
  { readonly end: RecordEnd; /** How many. */ readonly verdicts: number } | { readonly failure: string };

/** What became of one record. */
export type Judged = Judging & Extract<JudgingDone, { end: unknown }>;

/**
 * Judges records beside each other, on all cores; one alone is judged here.
 * @returns in the order of the records
 * @throws UserError E_RECORD where one cannot be read
 */
export async function rejudgeMany(records: readonly Judging[]): Promise<readonly Judged[]> {
  const [only] = records;
  if (only !== undefined && records.length === 1) {
    const { rejudge } = await import('./rejudge.ts');
    const { end, verdicts } = await rejudge(only.dir, only);
    return [{ ...only, end, verdicts: verdicts.length }];
  }
  const results = new Map<Judging, Judged>();
  // The longest first, so that none of them is begun when the others are done.
  const waiting = [...records].sort((a, b) => sizeOf(b) - sizeOf(a));
  const helpers = Array.from({ length: Math.min(availableParallelism(), records.length) }, () =>
    forkSource(new URL('rejudge-process.ts', import.meta.url)),
  );
  try {
    await Promise.all(
      helpers.map(async (helper) => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
          results.set(next, { ...next, ...(await judgedBy(helper, next)) });
      }),
    );
  } finally {
    for (const helper of helpers) if (helper.connected) helper.disconnect();
  }
  return records.flatMap((record) => results.get(record) ?? []);
}

async function judgedBy(helper: ChildProcess, judging: Judging): Promise<Extract<JudgingDone, { end: unknown }>> {
  const heard = new AbortController();
  const { signal } = heard;
  helper.send(judging);
  const answer = await Promise.race([
    once(helper, 'message', { signal }).then(([message]) => message as JudgingDone),
    once(helper, 'exit', { signal }).then(([code]): JudgingDone => {
      return { failure: `the process that judged it ended with ${String(code)}` };
    }),
  ]).finally(() => heard.abort());
  if ('failure' in answer) throw new UserError(`${judging.dir}: ${answer.failure}`, { code: 'E_RECORD' });
  return answer;
}

function sizeOf({ dir }: Judging): number {
  return statSync(join(dir, 'exchanges.ndjson'), { throwIfNoEntry: false })?.size ?? 0;
}
