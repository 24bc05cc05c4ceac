import { randomBytes, timingSafeEqual } from 'node:crypto';
import { faulty } from '../faults/seeded.ts';
import type { ClientAuth } from '../options.ts';
import { Problem } from '../problem.ts';
import { takes } from '../manners/taken.ts';
import type { Reply } from './message.ts';

/** Seconds that an access token is good for. */
const LIFETIME = 3600;
const REALM = 'vnflcm';

/** Token endpoint and check of access tokens (SOL013 8.3, RFC 6749 4.4, RFC 6750). */
export class Authorization {
  readonly #auth: ClientAuth;
  readonly #tokens = new Map<string, number>();

  constructor(auth: ClientAuth) {
    this.#auth = auth;
  }

  /** @throws Problem 401 */
  check(header: string | undefined): void {
    if (this.#auth.kind === 'none') return;
    if (faulty('any-token-will-do') && header !== undefined) return;
    if (header === undefined)
      throw new Problem(
        401,
        'an access token is needed',
        faulty('401-without-challenge') ? {} : { 'WWW-Authenticate': challenge() },
      );
    const token = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(header)?.[1];
    const until = token === undefined ? undefined : this.#tokens.get(token);
    if (until === undefined || until < Date.now())
      throw new Problem(401, 'the access token is not good', {
        'WWW-Authenticate': `Bearer realm="${REALM}", error="invalid_token"`,
      });
  }

  /** Answer to a token request; client credentials in the Authorization header or in the payload. */
  token(header: string | undefined, payload: string): Reply {
    const form = new URLSearchParams(payload);
    if (form.get('grant_type') !== 'client_credentials') return refused(400, 'unsupported_grant_type');
    const [id, secret] = credentials(header) ?? [form.get('client_id') ?? '', form.get('client_secret') ?? ''];
    if (this.#auth.kind !== 'oauth2' || !same(id, this.#auth.clientId) || !same(secret, this.#auth.clientSecret))
      return refused(401, 'invalid_client', { 'WWW-Authenticate': `Basic realm="${REALM}"` });
    const token = randomBytes(24).toString('base64url');
    this.#tokens.set(token, Date.now() + LIFETIME * 1000);
    return {
      status: 200,
      headers: { 'Cache-Control': 'no-store' },
      json: { access_token: token, token_type: 'Bearer', expires_in: LIFETIME },
    };
  }
}

function challenge(): string {
  const bearer = `Bearer realm="${REALM}"`;
  return takes('several-challenges') ? `Basic realm="of old", ${bearer}, scope="a b"` : bearer;
}

function credentials(header: string | undefined): [string, string] | undefined {
  const encoded = /^Basic +(\S+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) return undefined;
  try {
    return [decodeURIComponent(text.slice(0, colon)), decodeURIComponent(text.slice(colon + 1))];
  } catch {
    return undefined;
  }
}

function same(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function refused(status: number, error: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers, json: { error } };
}
