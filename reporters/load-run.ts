import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Exchange } from '../src/exchange/exchange.ts';
import { lastLine, readRecord } from '../src/exchange/store.ts';
import { explain, validators } from '../src/judge/formats/formats.ts';
import type { Matrix } from '../src/judge/matrix.ts';
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

/** A run directory that cannot be read; the message names file, line and what is wrong. */
export class RunDirectoryError extends Error {
  readonly code = 'RUN_DIRECTORY';
}

/** Reads run.json and verdicts.ndjson. Throws RunDirectoryError where one is missing or not of the documented format. */
export async function loadRun(dir: string): Promise<Run> {
  const said = await readInfo(join(dir, 'run.json'));
  const info = said.complete ? { ...said, complete: endsWell(join(dir, 'exchanges.ndjson'), said) } : said;
  const verdicts = await readVerdicts(join(dir, 'verdicts.ndjson'));
  return { dir, info, verdicts, matrix: count(verdicts, info) };
}

/** Whether the record ends with the footer that fits run.json: the file may have been cut since. */
function endsWell(file: string, info: RunInfo): boolean {
  try {
    const last: unknown = lastLine(file);
    return isFooter(last) && last.exchanges === info.exchanges;
  } catch (error) {
    throw unreadable(file, error);
  }
}

function isFooter(line: unknown): line is { readonly exchanges: unknown } {
  return typeof line === 'object' && line !== null && 'type' in line && line.type === 'footer' && 'exchanges' in line;
}

async function readInfo(file: string): Promise<RunInfo> {
  const value = parse(await open(file), file);
  if (!validators.run(value)) throw new RunDirectoryError(`${file}: ${explain(validators.run.errors)}`);
  return value;
}

async function open(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
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
      if (!validators.verdict(value))
        throw new RunDirectoryError(`${file}:${number}: ${explain(validators.verdict.errors)}`);
      verdicts.push(value);
    }
  } catch (error) {
    throw error instanceof RunDirectoryError ? error : unreadable(file, error);
  }
  return verdicts;
}

function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new RunDirectoryError(`${where}: not JSON; the file was cut off, or is not part of a run`);
  }
}

function unreadable(file: string, error: unknown): RunDirectoryError {
  const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  if (missing) return new RunDirectoryError(`${file} does not exist: the directory does not contain a judged run`);
  return new RunDirectoryError(`${file} cannot be read: ${String(error)}`);
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
