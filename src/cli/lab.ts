import type { Command } from 'commander';
import type { Layout } from '../../lab/places.ts';
import type { LabAuth, LabTransport, UpOptions } from '../../lab/tacker.ts';
import { between, examples, oneOf } from './options.ts';

interface LabOptions {
  readonly layout: Layout;
  readonly port?: number;
  readonly auth?: LabAuth;
  readonly tls?: LabTransport;
}

const LAYOUTS: readonly Layout[] = ['A', 'B'];
const AUTH: readonly LabAuth[] = ['none', 'keystone', 'oauth2'];
const TLS: readonly LabTransport[] = ['none', 'mutual'];

export function labCommand(program: Command): void {
  const tacker = program
    .command('lab')
    .description('real targets on this machine')
    .addHelpText('after', examples(['nfv-tst lab tacker up --layout A', 'start an OpenStack Tacker']))
    .command('tacker')
    .description('OpenStack Tacker 16.0.0 from PyPI; layout A: v2 on SQLite, layout B: v1 and v2 on MariaDB')
    .addHelpText(
      'after',
      examples(
        ['nfv-tst lab tacker up --layout A', 'start it and print the path of its profile'],
        ['nfv-tst run --target .lab/tacker-A/ixit.yaml', 'judge it'],
        ['nfv-tst lab tacker down --layout A', 'stop it'],
      ),
    );
  tacker
    .command('up')
    .description('install what is missing, start Tacker, wait until it is ready, write its profile')
    .requiredOption('--layout <layout>', 'A or B', oneOf(LAYOUTS))
    .option(
      '--port <port>',
      'port of Tacker (default: 9890 for A, 9990 for B); the next two are for the NFVO and the VIM that the harness plays',
      between(1, 65533),
    )
    .option(
      '--auth <kind>',
      'keystone: start a Keystone too, and require its token; oauth2: the same with bearer tokens (default: none)',
      oneOf(AUTH),
    )
    .option('--tls <kind>', 'mutual: HTTPS, with certificates on both sides; layout A only (default: none)', oneOf(TLS))
    .addHelpText(
      'after',
      examples(
        ['nfv-tst lab tacker up --layout A', 'about a minute the first time, then seconds'],
        ['nfv-tst lab tacker up --layout B --auth keystone', 'the profile gets a clouds.yaml'],
        ['nfv-tst lab tacker up --layout A --tls mutual', 'the profile gets a client certificate'],
      ),
    )
    .action(up);
  tacker
    .command('down')
    .description('stop what `up` started and remove its state')
    .requiredOption('--layout <layout>', 'A or B', oneOf(LAYOUTS))
    .addHelpText('after', examples(['nfv-tst lab tacker down --layout A', 'also removes logs and database']))
    .action(down);
  tacker
    .command('status')
    .description('report whether it is running; exit code 3 if it is not')
    .requiredOption('--layout <layout>', 'A or B', oneOf(LAYOUTS))
    .addHelpText('after', examples(['nfv-tst lab tacker status --layout A', 'state, address, profile, processes']))
    .action(status);
}

async function up({ layout, port, auth, tls }: LabOptions): Promise<void> {
  const [{ tackerUp }, { stoppable }] = await Promise.all([import('../../lab/tacker.ts'), import('./stopped.ts')]);
  const wanted: UpOptions = {
    layout,
    log: (line) => console.error(line),
    ...(port === undefined ? {} : { port }),
    ...(auth === undefined ? {} : { auth }),
    ...(tls === undefined ? {} : { tls }),
  };
  const lab = await stoppable('the start of Tacker', 'Stopping: what was started is stopped.', (signal) =>
    tackerUp({ ...wanted, signal }),
  );
  console.log(lab.profile);
}

async function down({ layout }: LabOptions): Promise<void> {
  const { tackerDown } = await import('../../lab/tacker.ts');
  await tackerDown({ layout, log: (line) => console.error(line) });
}

async function status({ layout }: LabOptions): Promise<void> {
  const { tackerStatus } = await import('../../lab/tacker.ts');
  const { state, lab, processes } = await tackerStatus({ layout });
  console.log(`Tacker, layout ${layout}: ${state}`);
  if (lab !== undefined) console.log(`  ${lab.baseUrl}\n  profile: ${lab.profile}`);
  for (const { name, pid, alive } of processes) console.log(`  ${name}: pid ${pid}${alive ? '' : ', gone'}`);
  if (state !== 'up') process.exitCode = 3;
}
