import { Command } from 'commander';
import { harnessVersion } from '../engine/harness-version.ts';
import { casesCommand } from './cases.ts';
import { certificateCommand } from './certificate.ts';
import { cleanCommand } from './clean.ts';
import { doctorCommand } from './doctor-command.ts';
import { icsCommand } from './ics.ts';
import { judgeCommand } from './judge.ts';
import { labCommand } from './lab.ts';
import { matrixCommand } from './matrix.ts';
import { examples } from './options.ts';
import { qualifyCommand } from './qualify.ts';
import { runCommand } from './run.ts';
import { serveCommand } from './serve.ts';
import { specsCommand } from './specs.ts';

/**
 * The command line. Each command defines itself in a file of its own and loads what it needs only when it is called,
 * so that help is there at once.
 */
export function createProgram(): Command {
  const program = new Command('nfv-tst')
    .description('Conformance tests for the ETSI NFV SOL APIs')
    .version(harnessVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print the help of a command')
    .showHelpAfterError('(see --help)')
    // `certificate verify --key` is an option of `verify`: taken for that of `certificate`, the key would not be looked at.
    .enablePositionalOptions()
    .exitOverride()
    .addHelpText(
      'after',
      `
Exit codes:
  0  conformant, or done; for run --case or --api: the selected cases pass
  1  non-conformities found, or conformance not shown
  2  wrong usage or configuration
  3  the harness could not do its work
${examples(
  ['nfv-tst run', 'judge the embedded orchestrator, as each release'],
  ['nfv-tst doctor --target my.yaml', 'is the profile correct, does the target answer?'],
  ['nfv-tst run --target my.yaml', 'judge a deployment'],
)}`,
    );
  for (const define of [
    runCommand,
    doctorCommand,
    matrixCommand,
    judgeCommand,
    certificateCommand,
    cleanCommand,
    casesCommand,
    icsCommand,
    serveCommand,
    specsCommand,
    qualifyCommand,
    labCommand,
  ])
    define(program);
  return program;
}
