import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { RecordEnd } from '../exchange/record-course.ts';
import { explain, validators } from './formats/formats.ts';
import type { RunInfo } from './run-info.ts';

/** What reports write over one run or several, by what it is. */
export const REPORT_FILES = {
  matrix: 'matrix.json',
  html: 'matrix.html',
  junit: 'junit.xml',
  ctrf: 'ctrf.json',
} as const;

/** Reports that Playwright's reporters write while the tests of a run go by: folders. */
export const PLAYWRIGHT_REPORTS = { html: 'playwright-report', allure: 'allure-results' } as const;

/** @throws UserError E_RECORD where run.json is missing or not of the documented format */
export function readRunInfo(dir: string): RunInfo {
  const file = join(dir, 'run.json');
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw cause instanceof SyntaxError ? notOfARun(`${file}: not JSON`, cause) : unreadable(file, cause);
  }
  if (!validators.run(value)) throw notOfARun(`${file}: ${explain(validators.run.errors)}`);
  return value;
}

/** A kill leaves this one or the one before, whole. */
export function writeRunInfo(dir: string, info: RunInfo): void {
  const file = join(dir, 'run.json');
  writeFileSync(`${file}.new`, `${JSON.stringify(info, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

/** What run.json has to say of completeness where the record ends like this, whatever it said before. */
export function withRecordEnd(info: RunInfo, end: RecordEnd): RunInfo {
  const why = whyIncomplete(info, end);
  if (why !== undefined) return { ...info, complete: false, incomplete: why };
  const whole: RunInfo & { incomplete?: string } = { ...info, complete: true };
  delete whole.incomplete;
  return whole;
}

function whyIncomplete(info: RunInfo, end: RecordEnd): string | undefined {
  if (!end.complete) return end.reason;
  if (info.endedAt === undefined) return 'run.json does not say when the run ended';
  if (end.exchanges === info.exchanges) return undefined;
  return `run.json counts ${info.exchanges} exchanges, the record holds ${end.exchanges}`;
}

/** A file of a run directory that cannot be read at all. */
export function unreadable(file: string, cause: unknown): UserError {
  const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  if (missing) return notOfARun(`${file} does not exist: the folder holds no run that can be judged`, cause);
  return notOfARun(`${file} cannot be read: ${String(cause)}`, cause);
}

/** Something in a run directory that no run or judging has written. */
export function notOfARun(message: string, cause?: unknown): UserError {
  return new UserError(message, {
    code: 'E_RECORD',
    wayOut: 'Name a directory that `nfv-tst run` or `nfv-tst judge` wrote.',
    cause,
  });
}
