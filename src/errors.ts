/** Stable codes, for scripts and for the documentation. */
export type UserErrorCode =
  | 'E_USAGE'
  | 'E_PROFILE'
  | 'E_ICS'
  | 'E_VARIABLE'
  | 'E_AUTH'
  | 'E_TLS'
  | 'E_UNREACHABLE'
  | 'E_PORT'
  | 'E_RECORD'
  | 'E_PREREQUISITE'
  | 'E_KEY'
  | 'E_CERTIFICATE';
export type HarnessErrorCode = 'E_HARNESS' | 'E_COUNTERPART' | 'E_STORE' | 'E_PLAYWRIGHT' | 'E_LAB';

/** 0 conformant, 1 non-conformities found, 2 usage or configuration, 3 the harness could not do its work. */
export type ExitCode = 0 | 1 | 2 | 3;

interface ErrorOptionsOf<Code> {
  readonly code: Code;
  /** What the user can do about it. */
  readonly wayOut?: string;
  readonly cause?: unknown;
}

/** The user can fix it: command line, profile, ICS, credentials, a port that is in use. Exit code 2. */
export class UserError extends Error {
  readonly code: UserErrorCode;
  readonly exitCode = 2;
  readonly wayOut: string | undefined;

  constructor(message: string, options: ErrorOptionsOf<UserErrorCode>) {
    super(message, { cause: options.cause });
    this.name = 'UserError';
    this.code = options.code;
    this.wayOut = options.wayOut;
  }
}

/** The harness could not do its work, whoever asked. Exit code 3. */
export class HarnessError extends Error {
  readonly code: HarnessErrorCode;
  readonly exitCode = 3;
  readonly wayOut: string | undefined;

  constructor(message: string, options: ErrorOptionsOf<HarnessErrorCode> = { code: 'E_HARNESS' }) {
    super(message, { cause: options.cause });
    this.name = 'HarnessError';
    this.code = options.code;
    this.wayOut = options.wayOut;
  }
}

/** Exit code for whatever was thrown; what is not known to be the user's doing is the harness's. */
export function exitCodeOf(error: unknown): ExitCode {
  return failureOf(error).kind === 'user' ? 2 : 3;
}

/** What goes from one process to another in place of an error, which cannot. */
export type Failure = { readonly message: string; readonly wayOut?: string } & (
  | { readonly kind: 'user'; readonly code: UserErrorCode }
  | { readonly kind: 'harness'; readonly code: HarnessErrorCode }
);

/** What to say of whatever was thrown; what nobody foresaw comes with its stack, and is the harness's. */
export function failureOf(error: unknown): Failure {
  if (error instanceof UserError || error instanceof HarnessError) {
    const { message, wayOut } = error;
    const more = wayOut === undefined ? {} : { wayOut };
    return error instanceof UserError
      ? { kind: 'user', code: error.code, message, ...more }
      : { kind: 'harness', code: error.code, message, ...more };
  }
  return (
    fileFailure(error) ?? {
      kind: 'harness',
      code: 'E_HARNESS',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
      wayOut: 'This is a bug in the harness, not in the target. Please report it with these lines.',
    }
  );
}

/** What keeps a file from being read or written and is no slip of the harness. A file that is not there may be one. */
const FILE_TROUBLE = [
  'EACCES',
  'EEXIST',
  'EISDIR',
  'ELOOP',
  'ENAMETOOLONG',
  'ENOTDIR',
  'ENOTEMPTY',
  'EPERM',
  'EROFS',
  'ERR_FS_EISDIR',
];

/** Nobody looked for it beforehand: something else in the place of a file, or rights that are missing. */
function fileFailure(error: unknown): Failure | undefined {
  const code = systemErrorCode(error) ?? '';
  if (!(error instanceof Error && 'path' in error && typeof error.path === 'string')) return undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return { kind: 'harness', code: 'E_STORE', message: error.message, wayOut: 'Make room on the disk.' };
  if (!FILE_TROUBLE.includes(code)) return undefined;
  const files = 'dest' in error ? `${error.path} and ${String(error.dest)}` : error.path;
  return {
    kind: 'user',
    code: 'E_USAGE',
    message: error.message,
    wayOut: `Look at ${files}: something else may be in its place, or you may not read or write it.`,
  };
}

/** The error that `failureOf` was asked about in another process. */
export function errorOf(failure: Failure): UserError | HarnessError {
  return failure.kind === 'user' ? new UserError(failure.message, failure) : new HarnessError(failure.message, failure);
}

/** Text of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Code of an error of the operating system, such as ENOENT; `undefined` for whatever else was thrown. */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Whether it was thrown because there is no such file. */
export function isMissingFile(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error) ?? '');
}

/** Format of the files of a run that this harness writes, and the newest that it reads. */
const FORMAT = 1;

/**
 * The error for a file of a run whose format is newer than the harness, which would misread it; `undefined` for any other.
 * @param named what says by which version it was written
 */
export function newerFormat(what: string, format: unknown, named = '`run.json`'): UserError | undefined {
  if (typeof format !== 'number' || format <= FORMAT) return undefined;
  return new UserError(`${what} has format ${format}; this nfv-tst reads format ${FORMAT} only`, {
    code: 'E_RECORD',
    wayOut: `A later version wrote it: use that one. ${named} names it (harness.version).`,
  });
}
