import type { AgentOptions } from 'node:https';
import { UserError } from '../errors.ts';
import { membersOf, postForToken, stringMember, type Answer, type Taken } from './credentials.ts';
import type { CloudSettings } from './clouds.ts';

/**
 * Token of Keystone v3, by password or application credential.
 * @throws UserError E_AUTH when Keystone refuses or the settings lack something
 */
export async function takeKeystoneToken(cloud: CloudSettings, timeoutMs: number, tls: AgentOptions): Promise<Taken> {
  const url = `${cloud.authUrl.replace(/\/+$/, '').replace(/\/v3$/, '')}/v3/auth/tokens`;
  const asked = Date.now();
  const answer = await postForToken({
    url,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ auth: { identity: identity(cloud), ...scope(cloud) } }),
    timeoutMs,
    tls,
    who: 'Keystone',
  });
  const token = answer.header('X-Subject-Token');
  if (answer.status !== 201 || token === undefined) throw refused(url, cloud, answer);
  const expiresAt = endOf(membersOf(answer.body)['token'], asked);
  return { header: ['X-Auth-Token', token], secrets: [token], ...(Number.isNaN(expiresAt) ? {} : { expiresAt }) };
}

/** When a token ends by our clock, as that of Keystone may be hours off: as long after the request as it lives. NaN: not said. */
function endOf(token: unknown, asked: number): number {
  const [from, to] = ['issued_at', 'expires_at'].map((name) => Date.parse(stringMember(token, name) ?? ''));
  if (from === undefined || to === undefined) return NaN;
  return Number.isNaN(from) ? to : asked + to - from;
}

function identity(cloud: CloudSettings): object {
  if (cloud.kind === 'application-credential') {
    const { id, name, secret, user } = cloud;
    return {
      methods: ['application_credential'],
      application_credential: id === undefined ? { name, secret, user: userOf(user) } : { id, secret },
    };
  }
  return { methods: ['password'], password: { user: { ...userOf(cloud.user), password: cloud.password } } };
}

function userOf(user: CloudSettings['user']): object {
  if (user.id !== undefined) return { id: user.id };
  return { name: user.name, domain: domainOf(user.domainId, user.domainName) };
}

/** An application credential brings its own scope; Keystone refuses another one beside it. */
function scope(cloud: CloudSettings): object {
  if (cloud.kind === 'application-credential') return {};
  const { project } = cloud;
  if (project.id !== undefined) return { scope: { project: { id: project.id } } };
  if (project.name === undefined) return {};
  return {
    scope: { project: { name: project.name, domain: domainOf(project.domainId, project.domainName) } },
  };
}

function domainOf(id: string | undefined, name: string | undefined): object {
  if (id !== undefined) return { id };
  return name === undefined ? { id: 'default' } : { name };
}

function refused(url: string, cloud: CloudSettings, answer: Answer): UserError {
  const message = stringMember(membersOf(answer.body)['error'], 'message');
  const who =
    cloud.kind === 'password'
      ? `user ${cloud.user.name ?? cloud.user.id ?? '?'}`
      : `application credential ${cloud.name ?? cloud.id ?? '?'}`;
  return new UserError(
    `Keystone ${url} gave ${who} no token: ${answer.status}${message === undefined ? '' : ` ${message}`}`,
    {
      code: 'E_AUTH',
      wayOut:
        answer.status === 404 || (answer.status >= 300 && answer.status < 400)
          ? `Check auth_url in ${cloud.origin}.`
          : `Check user, password, project and domains in ${cloud.origin}.`,
    },
  );
}
