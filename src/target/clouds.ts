import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { messageOf, UserError } from '../errors.ts';
import { nearest } from '../model/nearest.ts';
import { membersOf } from './credentials.ts';
import type { Auth } from './profile.ts';
import type { Variables } from './variables.ts';

type Keystone = Extract<Auth, { kind: 'keystone' }>;

interface UserName {
  readonly id?: string;
  readonly name?: string;
  readonly domainId?: string;
  readonly domainName?: string;
}

/** How to get a token of one cloud. `origin` says where the settings came from, for messages. */
export type CloudSettings = {
  readonly origin: string;
  readonly authUrl: string;
  readonly user: UserName;
  readonly ca?: string;
  readonly verify?: boolean;
} & (
  | { readonly kind: 'password'; readonly password: string; readonly project: UserName }
  | { readonly kind: 'application-credential'; readonly id?: string; readonly name?: string; readonly secret: string }
);

/**
 * Settings of the cloud that the profile names, from clouds.yaml (with secure.yaml beside it) or OS_* variables.
 * @throws UserError E_AUTH naming what is missing and where
 */
export function cloudSettings(auth: Keystone, variables: Variables): CloudSettings {
  return auth.cloud === undefined || auth.environment
    ? fromEnvironment(variables)
    : fromCloudsYaml(auth.cloud, auth.file ?? cloudsFile(variables));
}

function fromEnvironment(variables: Variables): CloudSettings {
  const value = (name: string): string | undefined => {
    const set = variables[`OS_${name.toUpperCase()}`];
    return set === '' ? undefined : set;
  };
  return settings(value, 'the OS_* variables', (name) => `OS_${name.toUpperCase()}`, {
    cacert: value('cacert'),
    verify: undefined,
  });
}

function cloudsFile(variables: Variables): string {
  const home = homedir();
  const candidates = [
    variables['OS_CLIENT_CONFIG_FILE'],
    'clouds.yaml',
    join(home, '.config', 'openstack', 'clouds.yaml'),
    '/etc/openstack/clouds.yaml',
  ].filter((file) => file !== undefined);
  const found = candidates.find((file) => existsSync(file));
  if (found !== undefined) return found;
  throw new UserError(`auth names a cloud, but there is no clouds.yaml; looked for ${candidates.join(', ')}`, {
    code: 'E_AUTH',
    wayOut: 'Give auth.file, or use OS_* variables with auth.environment: true.',
  });
}

function fromCloudsYaml(name: string, file: string): CloudSettings {
  const clouds = membersOf(membersOf(readYaml(file))['clouds']);
  const cloud = membersOf(clouds[name]);
  if (clouds[name] === undefined) {
    const near = nearest(name, Object.keys(clouds));
    throw new UserError(`${file} has no cloud ${name}${near === undefined ? '' : ` (did you mean ${near}?)`}`, {
      code: 'E_AUTH',
      wayOut: `It has: ${Object.keys(clouds).join(', ') || 'none'}.`,
    });
  }
  const secure = join(dirname(file), 'secure.yaml');
  const secret = existsSync(secure) ? membersOf(membersOf(membersOf(readYaml(secure))['clouds'])[name]) : {};
  const auth = { ...membersOf(cloud['auth']), ...membersOf(secret['auth']) };
  const value = (key: string): string | undefined => {
    const set = (auth as Record<string, unknown>)[key] ?? cloud[key];
    return typeof set === 'string' || typeof set === 'number' ? String(set) : undefined;
  };
  const verify = cloud['verify'];
  return settings(value, `cloud ${name} of ${file}`, (key) => key, {
    cacert: value('cacert'),
    verify: typeof verify === 'boolean' ? verify : undefined,
  });
}

function settings(
  value: (name: string) => string | undefined,
  origin: string,
  nameOf: (name: string) => string,
  tls: { readonly cacert: string | undefined; readonly verify: boolean | undefined },
): CloudSettings {
  const need = (name: string): string => {
    const found = value(name);
    if (found !== undefined) return found;
    throw new UserError(`${nameOf(name)} is missing in ${origin}`, {
      code: 'E_AUTH',
      wayOut: 'Keystone needs auth_url, and either a user with password or an application credential with its secret.',
    });
  };
  const common = {
    origin,
    authUrl: need('auth_url'),
    user: present({
      id: value('user_id'),
      name: value('username'),
      domainId: value('user_domain_id') ?? value('domain_id'),
      domainName: value('user_domain_name') ?? value('domain_name'),
    }),
    ...present({ ca: tls.cacert, verify: tls.verify }),
  };
  const id = value('application_credential_id');
  const name = value('application_credential_name');
  if (id !== undefined || name !== undefined || (value('auth_type') ?? '').includes('applicationcredential')) {
    if (id === undefined && name === undefined) need('application_credential_id');
    const secret = need('application_credential_secret');
    return { ...common, kind: 'application-credential', ...present({ id, name }), secret };
  }
  if (common.user.id === undefined) need('username');
  return {
    ...common,
    kind: 'password',
    password: need('password'),
    project: present({
      id: value('project_id') ?? value('tenant_id'),
      name: value('project_name') ?? value('tenant_name'),
      domainId: value('project_domain_id'),
      domainName: value('project_domain_name'),
    }),
  };
}

type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

function present<T extends object>(members: T): Present<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<T>;
}

function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8')) as unknown;
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${messageOf(error)}`, { code: 'E_AUTH', cause: error });
  }
}
