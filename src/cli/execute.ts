import { CommanderError } from 'commander';
import type { ExitCode } from '../errors.ts';
import { report } from './failure.ts';
import { createProgram } from './program.ts';

/** Runs a command and says what its exit code is; commands leave theirs in process.exitCode, 0 when they do not. */
export async function execute(args: readonly string[]): Promise<ExitCode> {
  process.exitCode = 0;
  try {
    await createProgram().parseAsync(args, { from: 'user' });
    return exitCodeSet();
  } catch (error) {
    // Help and version end that way too, with 0; commander has said all there is to say.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return report(error);
  }
}

function exitCodeSet(): ExitCode {
  const code = process.exitCode;
  return code === 1 || code === 2 || code === 3 ? code : 0;
}
