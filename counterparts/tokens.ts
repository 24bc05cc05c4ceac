import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Answer, json, jsonHeaders } from './answer.ts';
import type { Incoming } from './incoming.ts';

/** OAuth 2.0 token endpoint for client credentials (RFC 6749 4.4) and the bearer tokens that it handed out. */
export interface TokenIssuer {
  /** Answer to a request on the token endpoint, whatever came. */
  token(request: Incoming): Pick<Answer, 'status' | 'headers' | 'body' | 'note'>;
  /** `undefined` when the request carries a token that is still good, else the 401 (RFC 6750 3). */
  refuse(request: Incoming): Pick<Answer, 'status' | 'headers' | 'body' | 'note'> | undefined;
}

type Reply = Pick<Answer, 'status' | 'headers' | 'body' | 'note'>;

const NO_STORE = [
  ['Cache-Control', 'no-store'],
  ['Pragma', 'no-cache'],
] as const;

/**
 * @param client without a secret it has to show a certificate in TLS (RFC 8705 2)
 * @param lifetime seconds that a token is good for
 */
export function tokenIssuer(client: { id: string; secret: string | undefined }, lifetime = 3600): TokenIssuer {
  const expiries = new Map<string, number>();
  return {
    token(request) {
      if (request.method !== 'POST') {
        return { status: 405, headers: [['Allow', 'POST']], note: 'token: method not allowed' };
      }
      const type = request.header('content-type')?.split(';')[0]?.trim().toLowerCase();
      if (type !== 'application/x-www-form-urlencoded') return oauthError(400, 'invalid_request', 'form expected');
      const form = new URLSearchParams(request.body.toString('utf8'));
      const basic = basicCredentials(request);
      const id = basic?.userName ?? form.get('client_id') ?? '';
      const secret = basic?.password ?? form.get('client_secret') ?? '';
      const proven = client.secret === undefined ? request.certificate !== undefined : same(secret, client.secret);
      if (!(same(id, client.id) && proven)) {
        return oauthError(401, 'invalid_client', 'wrong client credentials');
      }
      const grant = form.get('grant_type');
      if (grant === null) return oauthError(400, 'invalid_request', 'grant_type missing');
      if (grant !== 'client_credentials') return oauthError(400, 'unsupported_grant_type', 'client_credentials only');
      forgetExpired(expiries);
      const token = randomBytes(24).toString('base64url');
      expiries.set(token, Date.now() + lifetime * 1000);
      const body = json({ access_token: token, token_type: 'Bearer', expires_in: lifetime });
      return { status: 200, headers: [...jsonHeaders(), ...NO_STORE], body, note: 'token granted' };
    },
    refuse(request) {
      const given = /^Bearer +([\w\-.~+/]+=*)$/i.exec(request.header('authorization') ?? '')?.[1];
      if (given === undefined) return unauthorized('Bearer', 'no bearer token');
      const expiry = expiries.get(given);
      if (expiry !== undefined && expiry > Date.now()) return undefined;
      return unauthorized('Bearer error="invalid_token"', expiry === undefined ? 'unknown token' : 'expired token');
    },
  };
}

/** 401 with the challenge in WWW-Authenticate and a ProblemDetails. */
export function unauthorized(challenge: string, detail: string): Reply {
  return {
    status: 401,
    headers: [...jsonHeaders('application/problem+json'), ['WWW-Authenticate', challenge]],
    body: json({ status: 401, detail }),
    note: `unauthorized: ${detail}`,
  };
}

/** Credentials of HTTP Basic (RFC 7617), `undefined` when there are none or they are ill-formed. */
export function basicCredentials(request: Incoming): { userName: string; password: string } | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/]+=*)$/i.exec(request.header('authorization') ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const plain = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = plain.indexOf(':');
  return colon < 0 ? undefined : { userName: plain.slice(0, colon), password: plain.slice(colon + 1) };
}

/** Comparison that takes the same time wherever the texts differ. */
export function same(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function oauthError(status: 400 | 401, error: string, description: string): Reply {
  const challenge = status === 401 ? ([['WWW-Authenticate', 'Basic realm="token"']] as const) : [];
  const headers = [...jsonHeaders(), ...NO_STORE, ...challenge];
  return { status, headers, body: json({ error, error_description: description }), note: `token refused: ${error}` };
}

function forgetExpired(expiries: Map<string, number>): void {
  if (expiries.size < 1000) return;
  for (const [token, expiry] of expiries) if (expiry <= Date.now()) expiries.delete(token);
}
