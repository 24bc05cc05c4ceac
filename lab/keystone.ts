import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { HarnessError } from '../src/errors.ts';
import type { CloudSettings } from '../src/target/clouds.ts';
import { takeKeystoneToken } from '../src/target/keystone.ts';
import type { Installed } from './install.ts';
import { shipped } from './places.ts';
import { finish, lives, type Started, startDetached, tail } from './processes.ts';

/** A Keystone of the lab's own, with its administrator, who is also who the harness is. */
export interface Keystone {
  /** URI without `/v3`. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly project: string;
}

/** Name of the entry in the clouds.yaml that `writeClouds` makes. */
export const CLOUD = 'nfv-tst';
const DOMAIN = 'Default';

/** What the lab asks Keystone as; the harness itself reads the same from clouds.yaml. */
export function credentialsOf({ url, user, password, project }: Keystone): CloudSettings {
  return {
    kind: 'password',
    origin: 'the lab',
    authUrl: url,
    user: { name: user, domainName: DOMAIN },
    password,
    project: { name: project, domainName: DOMAIN },
  };
}

/**
 * Sections of tacker.conf by which Tacker reaches Keystone. The conductor registers options of `[keystone_authtoken]` that
 * the API's middleware registers otherwise; in one process the middleware has to take them from a section of its own.
 */
export function authSections({
  url,
  user,
  password,
  project,
}: Keystone): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const who = {
    auth_url: url,
    username: user,
    password,
    project_name: project,
    user_domain_name: DOMAIN,
    project_domain_name: DOMAIN,
  };
  return {
    keystone_authtoken: { www_authenticate_uri: url, auth_section: 'keystone_middleware', ...who },
    keystone_middleware: { auth_type: 'password', ...who },
  };
}

/** A client of Keystone's token endpoint (OS-OAUTH2): an application credential by another name. */
export interface OAuth2Client {
  readonly tokenEndpoint: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Makes an application credential of the administrator's. @throws HarnessError E_LAB */
export async function makeClient(keystone: Keystone): Promise<OAuth2Client> {
  const { header } = await takeKeystoneToken(credentialsOf(keystone), 30_000, {});
  const headers = { [header[0]]: header[1], 'X-Subject-Token': header[1], 'Content-Type': 'application/json' };
  const { token } = (await answerOf(`${keystone.url}/v3/auth/tokens`, { headers })) as { token?: { user?: Named } };
  const clientSecret = randomBytes(12).toString('hex');
  const made = (await answerOf(`${keystone.url}/v3/users/${String(token?.user?.id)}/application_credentials`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ application_credential: { name: randomBytes(6).toString('hex'), secret: clientSecret } }),
  })) as { application_credential?: Named };
  const clientId = made.application_credential?.id;
  if (clientId === undefined) throw failed('could not create an application credential', '');
  return { tokenEndpoint: `${keystone.url}/v3/OS-OAUTH2/token`, clientId, clientSecret };
}

interface Named {
  readonly id?: string;
}

async function answerOf(url: string, request: RequestInit): Promise<unknown> {
  return (await fetch(url, request)).json();
}

/** clouds.yaml with the one cloud. */
export async function writeClouds(file: string, { url, user, password, project }: Keystone): Promise<void> {
  const auth = {
    auth_url: `${url}/v3`,
    username: user,
    password,
    project_name: project,
    user_domain_name: DOMAIN,
    project_domain_name: DOMAIN,
  };
  await writeFile(file, stringify({ clouds: { [CLOUD]: { auth } } }), { mode: 0o600 });
}

interface Place {
  readonly folder: string;
  readonly host: string;
  readonly port: number;
  /** Seconds that a token is good for; as shipped an hour. */
  readonly lifetime?: number;
}

/**
 * Starts a Keystone with SQLite in `folder` and waits until it answers. `keep` hears of the process as soon as there is one.
 * @throws HarnessError E_LAB when it does not start
 */
export async function startKeystone(
  at: Place,
  installed: Installed,
  keep: (started: Started) => Promise<void>,
): Promise<Keystone> {
  const { folder, host, port, lifetime } = at;
  const url = `http://${host}:${port}`;
  const keystone = { url, user: 'admin', password: randomBytes(12).toString('hex'), project: 'admin' };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, 'keystone.conf'), configuration(folder, lifetime), { mode: 0o600 });
  const manage = (...args: string[]): Promise<void> => manageWith(folder, installed, args);
  const owner = ['--keystone-user', String(process.getuid?.()), '--keystone-group', String(process.getgid?.())];
  await Promise.all([manage('db_sync'), manage('fernet_setup', ...owner), manage('credential_setup', ...owner)]);
  await manage(
    'bootstrap',
    ...['--bootstrap-username', keystone.user, '--bootstrap-project-name', keystone.project],
    ...['--bootstrap-password', keystone.password, '--bootstrap-region-id', 'RegionOne'],
    ...['admin', 'public', 'internal'].flatMap((kind) => [`--bootstrap-${kind}-url`, `${url}/v3`]),
  );
  await serve(at, installed, keep);
  return keystone;
}

/** A process that serves what the folder's configuration names, which has been made. @throws HarnessError E_LAB */
export async function serve(
  { folder, host, port }: Place,
  installed: Pick<Installed, 'python'>,
  keep: (started: Started) => Promise<void>,
): Promise<void> {
  const url = `http://${host}:${port}`;
  const output = join(folder, 'keystone.out');
  const started = await startDetached(
    {
      name: 'keystone',
      mark: folder,
      command: installed.python,
      args: ['-W', 'ignore', shipped('keystone/serve.py'), folder, String(port)],
    },
    output,
  );
  if (started === undefined) throw failed('could not be started', '');
  await keep(started);
  const until = Date.now() + 60_000;
  while (!(await answers(url))) {
    if (!(await lives(started))) throw failed('ended immediately', await tail(output));
    if (Date.now() > until) throw failed('does not answer within a minute', await tail(output));
    await sleep(200);
  }
}

/** `of`: the folder whose database and keys are used. */
export function configuration(folder: string, lifetime = 3600, of = folder): string {
  return [
    ['[DEFAULT]', `log_file = ${join(folder, 'keystone.log')}`],
    ['[database]', `connection = sqlite:///${join(of, 'keystone.sqlite')}`],
    ['[token]', `expiration = ${lifetime}`],
    ['[fernet_tokens]', `key_repository = ${join(of, 'fernet')}`],
    ['[fernet_receipts]', `key_repository = ${join(of, 'fernet')}`],
    ['[credential]', `key_repository = ${join(of, 'credential')}`],
    // One user: what slows down guessing is of no account here.
    ['[identity]', 'password_hash_rounds = 4', ''],
  ]
    .flat()
    .join('\n');
}

async function manageWith(folder: string, installed: Installed, args: readonly string[]): Promise<void> {
  const command = join(dirname(installed.python), 'keystone-manage');
  const { code, output } = await finish(command, ['--config-file', join(folder, 'keystone.conf'), ...args]);
  if (code !== 0) throw failed(`keystone-manage ${args[0]} failed`, output.split('\n').slice(-12).join('\n'));
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/v3`, { signal: AbortSignal.timeout(5000) }).then(
    ({ status }) => status === 200,
    () => false,
  );
}

function failed(what: string, said: string): HarnessError {
  return new HarnessError(`Keystone: ${what}${said.trim() === '' ? '' : `\n${said.trim()}`}`, {
    code: 'E_LAB',
    wayOut: "keystone.log and keystone.out in the lab's folder say more.",
  });
}
