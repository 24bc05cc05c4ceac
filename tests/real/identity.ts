import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { makeClient, type Keystone } from '../../lab/keystone.ts';
import { cloudSettings } from '../../src/target/clouds.ts';
import { takeKeystoneToken } from '../../src/target/keystone.ts';

export type Check = (holds: boolean, what: string, otherwise?: string) => void;
type Json = Readonly<Record<string, unknown>>;

const CLOUD = 'nfv-tst';

/**
 * Every way in which the harness gets a token, against the real Keystone of a lab: password from clouds.yaml and from OS_*,
 * application credential, and what a refusal looks like.
 */
export async function checkIdentity(profile: string, check: Check): Promise<void> {
  const folder = dirname(profile);
  const clouds = join(folder, 'clouds.yaml');
  const auth = (parse(readFileSync(clouds, 'utf8')) as Json as { clouds: { [CLOUD]: { auth: Json } } }).clouds[CLOUD]
    .auth;
  const url = String(auth['auth_url']);

  const first = await tokenOf(clouds);
  check(first.token !== undefined, 'Keystone: a password in clouds.yaml gets a token', first.problem);
  check(first.project === auth['project_name'], 'Keystone: the token is for the project', String(first.project));
  const variables = Object.fromEntries(
    Object.entries(auth).map(([name, value]) => [`OS_${name.toUpperCase()}`, String(value)]),
  );
  const second = await tokenOf(undefined, variables);
  check(second.token !== undefined, 'Keystone: OS_* variables get a token', second.problem);

  const keystone = { url: url.replace(/\/v3$/, ''), ...whoIs(auth) };
  const { clientId, clientSecret } = await makeClient(keystone);
  const other = join(folder, 'application-credential');
  const named = { auth_url: url, application_credential_id: clientId, application_credential_secret: clientSecret };
  const third = await tokenOf(written(`${other}.yaml`, { auth_type: 'v3applicationcredential', auth: named }));
  check(third.token !== undefined, 'Keystone: an application credential gets a token', third.problem);

  const guess = 'no-password-of-anybody';
  const wrong = await tokenOf(written(`${other}-wrong.yaml`, { auth: { ...auth, password: guess } }));
  check(
    wrong.token === undefined && wrong.problem.includes('401'),
    'Keystone: a wrong password is refused, and said so',
    wrong.problem,
  );
  check(!wrong.problem.includes(guess), 'Keystone: the message of a refusal does not hold the password', wrong.problem);
}

function whoIs(auth: Json): Pick<Keystone, 'user' | 'password' | 'project'> {
  return { user: String(auth['username']), password: String(auth['password']), project: String(auth['project_name']) };
}

function written(file: string, cloud: Json): string {
  writeFileSync(file, stringify({ clouds: { [CLOUD]: cloud } }), { mode: 0o600 });
  return file;
}

interface Got {
  readonly token?: string;
  readonly project?: unknown;
  readonly problem: string;
}

async function tokenOf(file: string | undefined, variables: Readonly<Record<string, string>> = {}): Promise<Got> {
  try {
    const how = file === undefined ? { environment: true } : { cloud: CLOUD, file, environment: false };
    const cloud = cloudSettings({ kind: 'keystone', ...how }, variables);
    const { header } = await takeKeystoneToken(cloud, 30_000, {});
    return { token: header[1], project: await projectOf(cloud.authUrl, header[1]), problem: '' };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Keystone's own word for whose token it is. */
async function projectOf(url: string, token: string): Promise<unknown> {
  const { token: shown } = (await ask(url, token, '/auth/tokens', { 'X-Subject-Token': token })) as {
    token?: { project?: { name?: unknown } };
  };
  return shown?.project?.name;
}

async function ask(url: string, token: string, path: string, headers: Readonly<Record<string, string>>): Promise<Json> {
  const root = url.replace(/\/v3$/, '');
  const answer = await fetch(`${root}/v3${path}`, {
    headers: { 'X-Auth-Token': token, ...headers },
  });
  return (await answer.json()) as Json;
}
