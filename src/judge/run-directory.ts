import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMissingFile, messageOf, newerFormat, systemErrorCode, UserError } from '../errors.ts';
import type { RecordEnd } from '../exchange/record-course.ts';
import { explain, validators } from './formats/formats.ts';
import type { RunInfo } from './run-info.ts';

/** Reports on one run or several. */
export const REPORT_FILES = {
  matrix: 'matrix.json',
  html: 'matrix.html',
  junit: 'junit.xml',
  ctrf: 'ctrf.json',
} as const;

/** Directories in which Playwright's reporters write theirs. */
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
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined;
  const newer = newerFormat(file, format);
  if (newer !== undefined) throw newer;
  if (!validators.run(value)) throw notOfARun(`${file}: ${explain(validators.run.errors)}`);
  return value;
}

/** Atomic: if it is killed, the file before it remains. */
export function writeRunInfo(dir: string, info: RunInfo): void {
  const file = join(dir, 'run.json');
  writeFileSync(`${file}.new`, `${JSON.stringify(info, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

/** The description of a run with what the end of its record says about completeness. */
export function withRecordEnd(info: RunInfo, end: RecordEnd): RunInfo {
  const why = whyIncomplete(info, end);
  // A killed run could not count what it recorded.
  const exchanges = info.endedAt === undefined ? end.exchanges : info.exchanges;
  if (why !== undefined) return { ...info, exchanges, complete: false, incomplete: why };
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

const MAY_NOT = { is: 'you may not', wayOut: 'Give yourself the right to read it and the directories above it.' };

/** What is there and cannot be read all the same. */
const RIGHTS: Readonly<Record<string, typeof MAY_NOT>> = {
  EACCES: MAY_NOT,
  EPERM: MAY_NOT,
  ELOOP: { is: 'its links lead in a circle', wayOut: 'Correct the link.' },
};

/** The error for a file of a run directory that cannot be read. */
export function unreadable(file: string, cause: unknown): UserError {
  if (cause instanceof UserError) return cause;
  if (isMissingFile(cause)) return notOfARun(`${file} does not exist: the directory contains no judged run`, cause);
  const why = RIGHTS[systemErrorCode(cause) ?? ''];
  if (why === undefined) return notOfARun(`${file} cannot be read: ${messageOf(cause)}`, cause);
  return new UserError(`${file} cannot be read: ${why.is}`, { code: 'E_RECORD', wayOut: why.wayOut, cause });
}

/** The error for a directory or a file that `run` or `judge` did not write. */
export function notOfARun(message: string, cause?: unknown): UserError {
  return new UserError(message, {
    code: 'E_RECORD',
    wayOut: 'Name a directory that `nfv-tst run` or `nfv-tst judge` wrote.',
    cause,
  });
}
