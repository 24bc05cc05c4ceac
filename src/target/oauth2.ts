import type { AgentOptions } from 'node:https';
import { UserError } from '../errors.ts';
import { membersOf, postForToken, stringMember, type Answer, type Taken } from './credentials.ts';
import type { Auth } from './profile.ts';
import { basicCredential } from './secrets.ts';

type OAuth2 = Extract<Auth, { kind: 'oauth2' }>;

/**
 * Access token by client credentials (RFC 6749 4.4, SOL013 8.3).
 * @throws UserError E_AUTH when it is refused or the answer holds no bearer token
 */
export async function takeAccessToken(auth: OAuth2, timeoutMs: number, tls: AgentOptions): Promise<Taken> {
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  if (auth.scope !== undefined) form.set('scope', auth.scope);
  const headers: Record<string, string> = { 'Content-Type': 'application/x-www-form-urlencoded' };
  if (auth.clientAuthentication === 'body') {
    form.set('client_id', auth.clientId);
    form.set('client_secret', auth.clientSecret);
  } else {
    headers['Authorization'] = `Basic ${basicCredential(auth.clientId, auth.clientSecret)}`;
  }
  const at = Date.now();
  const answer = await postForToken({
    url: auth.tokenEndpoint,
    headers,
    body: form.toString(),
    timeoutMs,
    tls,
    who: 'token endpoint',
  });
  if (answer.status !== 200) throw refused(auth, answer);
  return taken(auth, answer, at);
}

function taken(auth: OAuth2, answer: Answer, at: number): Taken {
  const token = stringMember(answer.body, 'access_token');
  const type = stringMember(answer.body, 'token_type') ?? '';
  if (token === undefined)
    throw new UserError(`token endpoint ${auth.tokenEndpoint} answered 200 without an access_token`, {
      code: 'E_AUTH',
      wayOut: 'Check that auth.tokenEndpoint is the address of the token endpoint itself.',
    });
  if (type.toLowerCase() !== 'bearer')
    throw new UserError(`token endpoint ${auth.tokenEndpoint} gave a token of type "${type}", not Bearer`, {
      code: 'E_AUTH',
      wayOut: 'SOL013 8.2 uses bearer tokens (RFC 6750); configure the server to issue them.',
    });
  const life = Number(membersOf(answer.body)['expires_in']);
  return {
    header: ['Authorization', `Bearer ${token}`],
    secrets: [token],
    ...(Number.isFinite(life) && life > 0 ? { expiresAt: at + life * 1000 } : {}),
  };
}

function refused(auth: OAuth2, answer: Answer): UserError {
  const error = stringMember(answer.body, 'error');
  const detail = stringMember(answer.body, 'error_description');
  const said = [error, detail].filter((part) => part !== undefined).join(': ');
  return new UserError(
    `token endpoint ${auth.tokenEndpoint} refused client ${auth.clientId}: ${answer.status}${said === '' ? '' : ` ${said}`}`,
    { code: 'E_AUTH', wayOut: wayOut(auth, answer.status, error) },
  );
}

function wayOut(auth: OAuth2, status: number, error: string | undefined): string {
  if (error === 'invalid_scope') return 'Check auth.scope.';
  if (status >= 300 && status < 400) return 'The server redirects; give the final address in auth.tokenEndpoint.';
  // Keystone says 404 of a client that it does not know, with an `error`.
  if ((status === 404 || status === 405) && error === undefined)
    return 'Check auth.tokenEndpoint; nothing there accepts token requests.';
  const other = auth.clientAuthentication === 'body' ? 'basic' : 'body';
  return `Check auth.clientId and auth.clientSecret; some servers require auth.clientAuthentication: ${other}.`;
}
