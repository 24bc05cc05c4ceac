import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Exchange } from '../src/exchange/exchange.ts';
import { countRecord, readRecord } from '../src/exchange/read-record.ts';
import type { RecordEnd } from '../src/exchange/record-course.ts';
import { explain, validators } from '../src/judge/formats/formats.ts';
import type { Matrix } from '../src/judge/matrix.ts';
import { notOfARun, readRunInfo, unreadable, withRecordEnd } from '../src/judge/run-directory.ts';
import type { RunInfo } from '../src/judge/run-info.ts';
import type { Verdict } from '../src/judge/verdict.ts';
import { count } from './count.ts';

/** A run as the reports see it. */
export interface Run {
  readonly dir: string;
  readonly info: RunInfo;
  readonly verdicts: readonly Verdict[];
  readonly matrix: Matrix;
}

/**
 * Reads run.json and verdicts.ndjson, and counts the record: it may have been cut or damaged since run.json was written.
 * @throws UserError E_RECORD where a file is missing or not of the documented format
 */
export async function loadRun(dir: string): Promise<Run> {
  const said = readRunInfo(dir);
  const info = await withRecord(said, join(dir, 'exchanges.ndjson'));
  const verdicts = await readVerdicts(join(dir, 'verdicts.ndjson'));
  return { dir, info, verdicts, matrix: count(verdicts, info) };
}

async function withRecord(said: RunInfo, record: string): Promise<RunInfo> {
  if (said.complete) return withRecordEnd(said, await endOf(record));
  // A killed run could not count what it recorded.
  return said.endedAt === undefined ? { ...said, exchanges: (await endOf(record)).exchanges } : said;
}

async function endOf(file: string): Promise<RecordEnd> {
  try {
    return await countRecord(file);
  } catch (error) {
    throw unreadable(file, error);
  }
}

async function readVerdicts(file: string): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  let number = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
      number += 1;
      if (line === '') continue;
      const value = parse(line, `${file}:${number}`);
      if (!validators.verdict(value)) throw notOfARun(`${file}:${number}: ${explain(validators.verdict.errors)}`);
      verdicts.push(value);
    }
  } catch (error) {
    throw unreadable(file, error);
  }
  return verdicts;
}

function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw notOfARun(`${where}: not JSON; the file was cut off, or is not part of a run`);
  }
}

/** Streams the record and calls back for each exchange whose id is wanted; stops when all are found. */
export async function pickExchanges(
  dir: string,
  wanted: ReadonlySet<string>,
  found: (exchange: Exchange) => void,
): Promise<void> {
  let left = wanted.size;
  if (left === 0) return;
  const file = join(dir, 'exchanges.ndjson');
  try {
    for await (const line of readRecord(file)) {
      if (line.type !== 'exchange' || !wanted.has(line.id)) continue;
      found(line);
      left -= 1;
      if (left === 0) return;
    }
  } catch (error) {
    throw unreadable(file, error);
  }
}
