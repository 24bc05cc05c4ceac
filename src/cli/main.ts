import { execute } from './execute.ts';

// `nfv-tst cases list | head`: a reader that has had enough is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

// Not process.exit: what is written to a pipe may still be under way.
process.exitCode = await execute(process.argv.slice(2));
