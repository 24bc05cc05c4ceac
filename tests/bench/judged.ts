import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Body, StoreLine } from '../../src/exchange/exchange.ts';
import { matchExchange } from '../../src/exchange/match.ts';
import { readRunInfo } from '../../src/judge/run-directory.ts';
import { loadModel } from '../../src/model/load.ts';
import { RELEASES } from '../../src/model/release-model.ts';
import { validatorFor } from '../../src/model/schema.ts';
import { seconds } from './figure.ts';

/** Judging records on all cores, or in one process, or only validating their payloads: `judged.ts judge|alone|bare DIR...`. */

const HERE = fileURLToPath(import.meta.url);

export interface Measured {
  readonly seconds: number;
  readonly verdicts: number;
  readonly peakMB: number;
}

type What = 'judge' | 'alone' | 'bare';

if (process.argv[1] === HERE) await inThisProcess(process.argv[2] as What, process.argv.slice(3));

/** Judges records as the command does, on all cores. In a process of its own, so that one measurement does not warm up the next. */
export function measured(...dirs: readonly string[]): Promise<Measured> {
  return inProcess('judge', dirs);
}

/** Judges records one after the other in one process. */
export function measuredAlone(...dirs: readonly string[]): Promise<Measured> {
  return inProcess('alone', dirs);
}

/** Validates the payloads of records, and nothing else, in one process. */
export function validated(...dirs: readonly string[]): Promise<Measured> {
  return inProcess('bare', dirs);
}

async function inProcess(what: What, dirs: readonly string[]): Promise<Measured> {
  const child = fork(HERE, [what, ...dirs], { execArgv: ['--import', 'tsx'] });
  const [message] = (await once(child, 'message')) as [Measured];
  await once(child, 'exit');
  return message;
}

async function inThisProcess(what: What, dirs: readonly string[]): Promise<void> {
  const [{ rejudgeMany }, { catalogue }, { rejudge }] = await Promise.all([
    import('../../src/engine/rejudge-many.ts'),
    import('../../suites/cases/index.ts'),
    import('../../src/engine/rejudge.ts'),
  ]);
  loadModel();
  catalogue();
  let verdicts = 0;
  const spent = await seconds(async () => {
    if (what === 'bare') for (const dir of dirs) verdicts += validate(dir);
    else if (what === 'alone') for (const dir of dirs) verdicts += (await rejudge(dir)).verdicts.length;
    else for (const one of await rejudgeMany(dirs.map((dir) => ({ dir, out: dir })))) verdicts += one.verdicts;
  });
  const measured: Measured = { seconds: spent, verdicts, peakMB: process.resourceUsage().maxRSS / 1000 };
  process.send?.(measured);
}

/** Reads the record and validates every payload by its schema, for each release that it is evidence for. @returns how many */
function validate(dir: string): number {
  const { roots } = readRunInfo(dir).target;
  const models = RELEASES.map((release) => loadModel().release(release)).filter(
    (model) => roots[`vnflcm/${model.apis.get('vnflcm')?.major ?? ''}`] !== undefined,
  );
  let validated = 0;
  for (const text of readFileSync(join(dir, 'exchanges.ndjson'), 'utf8').split('\n')) {
    const line = text === '' ? undefined : (JSON.parse(text) as StoreLine);
    if (line?.type !== 'exchange') continue;
    for (const model of models) {
      const match = matchExchange(line, model, roots);
      const answer = match?.operation?.responses.get(line.response?.status ?? 0);
      const [body, type, list] =
        line.direction === 'outbound'
          ? [line.response?.body, answer?.type, answer?.list === true]
          : [line.request.body, match?.operation?.request?.type, false];
      const value = plain(body);
      if (type === undefined || value === undefined) continue;
      const check = validatorFor(model, type, { direction: line.direction === 'outbound' ? 'response' : 'request' });
      for (const one of list && Array.isArray(value) ? (value as unknown[]) : [value]) check(one);
      validated += 1;
    }
  }
  return validated;
}

/** Read without anything that the harness does to be quick. */
function plain(body: Body | undefined): unknown {
  if (body === undefined || body.encoding !== 'utf8' || body.truncated === true) return undefined;
  try {
    return JSON.parse(body.data);
  } catch {
    return undefined;
  }
}
