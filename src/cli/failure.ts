import { HarnessError, messageOf, UserError, type ExitCode } from '../errors.ts';

/** Says on stderr what went wrong and how to fix it; a stack only for unexpected errors. Returns the exit code. */
export function report(error: unknown, stderr: NodeJS.WritableStream = process.stderr): ExitCode {
  const user = error instanceof UserError || isRunDirectoryError(error);
  const lines = messageOf(error).split('\n');
  stderr.write(`${lines.length === 1 ? `error: ${lines.join('')}` : ['error:', ...lines].join('\n  ')}\n`);
  if (error instanceof UserError || error instanceof HarnessError) {
    if (error.wayOut !== undefined) stderr.write(`${error.wayOut}\n`);
  }
  if (!user && !(error instanceof HarnessError)) {
    stderr.write('This is a bug in the harness, not in the target. Please report it with these lines:\n');
    if (error instanceof Error && error.stack !== undefined) stderr.write(`${error.stack}\n`);
  } else if (process.env['NFV_TST_DEBUG'] !== undefined && error instanceof Error) {
    stderr.write(`${error.stack ?? ''}\n`);
  }
  return user ? 2 : 3;
}

/** The reporters do not use src/errors.ts; a directory that is not a run is the user's mistake. */
function isRunDirectoryError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'RUN_DIRECTORY';
}
