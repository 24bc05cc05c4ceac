import { exitCodeOf, failureOf, type ExitCode } from '../errors.ts';

/** Says on stderr what went wrong and how to fix it; a stack only for unexpected errors. Returns the exit code. */
export function report(error: unknown, stderr: NodeJS.WritableStream = process.stderr): ExitCode {
  const { message, wayOut } = failureOf(error);
  const lines = message.split('\n');
  stderr.write(`${lines.length === 1 ? `error: ${message}` : ['error:', ...lines].join('\n  ')}\n`);
  if (wayOut !== undefined) stderr.write(`${wayOut}\n`);
  if (process.env['NFV_TST_DEBUG'] !== undefined && error instanceof Error) stderr.write(`${error.stack ?? ''}\n`);
  return exitCodeOf(error);
}
