import { CommanderError } from 'commander';
import { report } from './failure.ts';
import { createProgram } from './program.ts';

// `nfv-tst cases list | head`: a reader that has had enough is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await createProgram().parseAsync(process.argv);
} catch (error) {
  // Help and version end that way too, with 0; commander has said all there is to say.
  process.exitCode = error instanceof CommanderError ? (error.exitCode === 0 ? 0 : 2) : report(error);
}
