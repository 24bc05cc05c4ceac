import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { authenticator } from './authenticate.ts';
import { Renewing } from './credentials.ts';
import { takeKeystoneToken } from './keystone.ts';
import { parseProfile } from './load-profile.ts';

const folder = mkdtempSync(join(tmpdir(), 'auth-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Seen {
  readonly headers: IncomingMessage['headers'];
  readonly url: string | undefined;
  readonly body: string;
}

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** A server that answers as told and keeps what it saw. */
async function server(answer: (response: ServerResponse, seen: Seen) => void): Promise<{ uri: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const http = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const one = { headers: request.headers, url: request.url, body };
      seen.push(one);
      answer(response, one);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  open.push(() => {
    http.closeAllConnections();
    http.close();
  });
  return { uri: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, seen };
}

function profileWith(more: string): ReturnType<typeof parseProfile> {
  const least = `claims: [3.3.1]\napis: { vnflcm: { v2: 'http://s/vnflcm/v2' } }\nvnf: { vnfdId: d, flavourId: f }\n`;
  return parseProfile(`${least}timeouts: { request: 500ms }\n${more}`, join(folder, 'p.yaml'), {});
}

const json = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void =>
  void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

describe('no authentication and a header', () => {
  it('sends nothing', async () => {
    const none = authenticator(profileWith(''));
    expect([await none.headers(), await none.bad(), none.secrets()]).toEqual([{}, {}, []]);
  });

  it('sends the header, and for bad credentials one of the same form', async () => {
    const basic = authenticator(profileWith('auth: { kind: header, name: Authorization, value: Basic dTpw }\n'));
    expect(await basic.headers()).toEqual({ Authorization: 'Basic dTpw' });
    const wrong = (await basic.bad())['Authorization'] ?? '';
    expect(wrong).toMatch(/^Basic /);
    expect(Buffer.from(wrong.slice(6), 'base64').toString()).toMatch(/^[^:]+:[^:]+$/);
    const plain = authenticator(profileWith('auth: { kind: header, name: X-Auth-Token, value: t }\n'));
    expect((await plain.bad())['X-Auth-Token']).not.toBe('t');
  });
});

describe('OAuth 2.0 client credentials', () => {
  const oauth2 = (uri: string, more = ''): string =>
    `auth: { kind: oauth2, tokenEndpoint: '${uri}/token', clientId: 'me:x', clientSecret: 'p w'${more} }\n`;

  it('asks once for many requests, with form-encoded HTTP Basic', async () => {
    const { uri, seen } = await server((r) =>
      json(r, 200, { access_token: 'canary', token_type: 'bearer', expires_in: 3600 }),
    );
    const auth = authenticator(profileWith(oauth2(uri, ', scope: lcm')));
    const all = await Promise.all([auth.headers(), auth.headers(), auth.headers()]);
    await auth.headers();
    expect(all[2]).toEqual({ Authorization: 'Bearer canary' });
    expect(seen).toHaveLength(1);
    expect(seen[0]?.headers.authorization).toBe(`Basic ${Buffer.from('me%3Ax:p+w').toString('base64')}`);
    expect(seen[0]?.body).toBe('grant_type=client_credentials&scope=lcm');
    expect(auth.secrets()).toEqual(['canary']);
  });

  it('can show the secret in the form', async () => {
    const { uri, seen } = await server((r) => json(r, 200, { access_token: 't', token_type: 'Bearer' }));
    await authenticator(profileWith(oauth2(uri, ', clientAuthentication: body'))).headers();
    expect(seen[0]?.headers.authorization).toBeUndefined();
    expect(new URLSearchParams(seen[0]?.body).get('client_secret')).toBe('p w');
  });

  it.each<[string, (r: ServerResponse) => void, RegExp]>([
    ['a refusal', (r) => json(r, 401, { error: 'invalid_client' }), /refused client me:x: 401 invalid_client/],
    ['no token', (r) => json(r, 200, {}), /without an access_token/],
    ['HTML', (r) => void r.end('<html>'), /without an access_token/],
    ['another type', (r) => json(r, 200, { access_token: 't', token_type: 'mac' }), /"mac", not Bearer/],
    ['a redirect', (r) => void r.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(), /refused client me:x: 302/],
    ['silence', () => {}, /gave no answer: nothing within 500 ms/],
    ['a closed connection', (r) => void r.destroy(), /gave no answer/],
  ])('says clearly what is wrong: %s', async (_what, answer, message) => {
    const { uri } = await server(answer);
    const failure: unknown = await authenticator(profileWith(oauth2(uri)))
      .headers()
      .catch((error: unknown) => error);
    expect(String(failure)).toMatch(message);
    expect(failure).toMatchObject({ exitCode: 2 });
    expect(JSON.stringify(failure) + String(failure)).not.toMatch(/p w|p\+w/);
  });

  it.each<[number, object, RegExp]>([
    [404, {}, /nothing there accepts token requests/],
    [404, { error: 'other_error' }, /auth\.clientId and auth\.clientSecret/],
    [400, { error: 'invalid_scope' }, /auth\.scope/],
  ])('a refusal by %s %j has its way out', async (status, body, wayOut) => {
    const { uri } = await server((r) => json(r, status, body));
    const failure = authenticator(profileWith(oauth2(uri))).headers();
    await expect(failure).rejects.toMatchObject({ wayOut: expect.stringMatching(wayOut) as string });
  });

  it('tries again after a refusal', async () => {
    let first = true;
    const { uri } = await server((r) => {
      json(r, first ? 503 : 200, { access_token: 't', token_type: 'Bearer' });
      first = false;
    });
    const auth = authenticator(profileWith(oauth2(uri)));
    await expect(auth.headers()).rejects.toThrow('503');
    expect(await auth.headers()).toEqual({ Authorization: 'Bearer t' });
  });
});

describe('renewal', () => {
  it('takes a new credential before the old one ends', async () => {
    let now = 0;
    let taken = 0;
    const renewing = new Renewing(
      async () => ({ header: ['X', `${++taken}`], secrets: [`s${taken}`], expiresAt: now + 100_000 }),
      () => now,
    );
    await renewing.current();
    now = 89_000;
    expect((await renewing.current()).header[1]).toBe('1');
    now = 91_000;
    expect((await renewing.current()).header[1]).toBe('2');
    expect(renewing.secrets()).toEqual(['s1', 's2']);
  });

  it('takes a new credential where the old one may be forgotten', async () => {
    let taken = 0;
    const renewing = new Renewing(async () => ({ header: ['X', `${++taken}`], secrets: [] }));
    expect((await renewing.current()).header[1]).toBe('1');
    renewing.forget();
    expect((await renewing.current()).header[1]).toBe('2');
    expect((await renewing.current()).header[1]).toBe('2');
  });
});

describe('Keystone', () => {
  const token = (r: ServerResponse): void =>
    json(r, 201, { token: { expires_at: '2999-01-01T00:00:00.000000Z' } }, { 'x-subject-token': 'canary-token' });

  function clouds(uri: string, auth: object): string {
    const file = join(folder, 'clouds.yaml');
    writeFileSync(file, JSON.stringify({ clouds: { dev: { auth: { auth_url: uri, ...auth } } } }));
    return 'auth: { kind: keystone, cloud: dev, file: clouds.yaml }\n';
  }

  it('gives a token for a password, scoped to the project', async () => {
    const { uri, seen } = await server(token);
    const auth = authenticator(
      profileWith(
        clouds(`${uri}/v3/`, {
          username: 'u',
          password: 'canary-password',
          project_name: 'p',
          user_domain_name: 'Default',
          project_domain_id: 'pd',
        }),
      ),
    );
    expect(await auth.headers()).toEqual({ 'X-Auth-Token': 'canary-token' });
    expect(seen[0]?.url).toBe('/v3/auth/tokens');
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      auth: {
        identity: {
          methods: ['password'],
          password: { user: { name: 'u', domain: { name: 'Default' }, password: 'canary-password' } },
        },
        scope: { project: { name: 'p', domain: { id: 'pd' } } },
      },
    });
    expect(auth.secrets()).toEqual(['canary-token', 'canary-password']);
  });

  it.each([-7, 9])('keeps a token as long as it lives where the clock of Keystone is %d hours off', async (hours) => {
    const at = (minutes: number): string => new Date(Date.now() + hours * 3_600_000 + minutes * 60_000).toISOString();
    const { uri } = await server((r) =>
      json(r, 201, { token: { issued_at: at(0), expires_at: at(60) } }, { 'x-subject-token': 'canary-token' }),
    );
    const cloud = { kind: 'password', authUrl: uri, user: {}, password: 'p', project: {}, origin: 'here' } as const;
    const { expiresAt = 0 } = await takeKeystoneToken(cloud, 1000, {});
    expect((expiresAt - Date.now()) / 60_000).toBeCloseTo(60, 0);
  });

  it('gives a token for an application credential, without a scope', async () => {
    const { uri, seen } = await server(token);
    await authenticator(
      profileWith(
        clouds(uri, { application_credential_id: 'a', application_credential_secret: 's', project_name: 'p' }),
      ),
    ).headers();
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      auth: { identity: { methods: ['application_credential'], application_credential: { id: 'a', secret: 's' } } },
    });
  });

  it('takes the password from secure.yaml', async () => {
    const { uri, seen } = await server(token);
    writeFileSync(join(folder, 'secure.yaml'), 'clouds: { dev: { auth: { password: from-secure } } }');
    await authenticator(profileWith(clouds(uri, { username: 'u' }))).headers();
    rmSync(join(folder, 'secure.yaml'));
    expect(seen[0]?.body).toContain('from-secure');
  });

  it('reads OS_* variables', async () => {
    const { uri, seen } = await server(token);
    const file = join(folder, '.env');
    writeFileSync(file, `OS_AUTH_URL=${uri}\nOS_USER_ID=uid\nOS_PASSWORD=pw\nOS_PROJECT_ID=pid\n`);
    await authenticator(profileWith('auth: { kind: keystone }\n')).headers();
    rmSync(file);
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({
      auth: { identity: { password: { user: { id: 'uid' } } }, scope: { project: { id: 'pid' } } },
    });
  });

  it('says clearly what is wrong', async () => {
    const { uri } = await server((r) => json(r, 401, { error: { message: 'The request you have made...' } }));
    const refused = authenticator(profileWith(clouds(uri, { username: 'u', password: 'canary' })));
    await expect(refused.headers()).rejects.toThrow(/gave user u no token: 401 The request/);
    const lacking = authenticator(profileWith(clouds(uri, { username: 'u' })));
    await expect(lacking.headers()).rejects.toThrow(/password is missing in cloud dev of/);
    const unknown = authenticator(profileWith('auth: { kind: keystone, cloud: dve, file: clouds.yaml }\n'));
    await expect(unknown.headers()).rejects.toThrow(/has no cloud dve \(did you mean dev\?\)/);
  });
});
