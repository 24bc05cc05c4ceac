import { randomBytes, randomUUID } from 'node:crypto';
import type { HeaderList } from '../src/exchange/exchange.ts';
import { type Answer, json, jsonHeaders } from './answer.ts';
import type { Incoming } from './incoming.ts';
import { same } from './tokens.ts';

/** As much of the OpenStack identity API v3 as registering a VIM takes: version, tokens, regions. */
export interface Keystone {
  /** `path` below /v3. */
  answer(path: readonly string[], request: Incoming): Reply;
}

type Reply = Pick<Answer, 'status' | 'headers' | 'body' | 'note' | 'run'>;

const LIFETIME_MS = 3600_000;
const REGION = 'RegionOne';
const TOKENS_KEPT = 1000;

interface Token {
  readonly expires: number;
  readonly body: unknown;
}

/** @param password of every user */
export function keystone(password: string): Keystone {
  const tokens = new Map<string, Token>();
  const valid = (token: string | undefined): Token | undefined => {
    const found = token === undefined ? undefined : tokens.get(token);
    return found !== undefined && found.expires > Date.now() ? found : undefined;
  };
  return {
    answer: (path, request) => {
      const resource = path.filter((segment) => segment !== '').join('/');
      if (resource === '') return request.method === 'GET' ? reply(200, versionOf(request.base)) : notAllowed('GET');
      if (resource === 'auth/tokens' && request.method === 'POST') return issue(password, tokens, request);
      if (valid(request.header('x-auth-token')) === undefined) return failed(401, 'Unauthorized');
      if (resource === 'auth/tokens') {
        if (request.method !== 'GET') return notAllowed('GET, POST');
        const subject = valid(request.header('x-subject-token'));
        return subject === undefined ? failed(404, 'Not Found') : reply(200, subject.body);
      }
      if (resource === 'regions') {
        if (request.method !== 'GET') return notAllowed('GET');
        const links = { self: `${request.base}/v3/regions` };
        return reply(200, { regions: [{ id: REGION, description: '', parent_region_id: null, links }], links });
      }
      return failed(404, 'Not Found');
    },
  };
}

function issue(password: string, tokens: Map<string, Token>, request: Incoming): Reply {
  const user = passwordOf(request.body);
  if (user === undefined) return failed(400, 'Bad Request');
  if (!same(user.password, password)) return { ...failed(401, 'Unauthorized'), run: 'ambient' };
  const expires = Date.now() + LIFETIME_MS;
  const endpoint = {
    id: 'identity-public',
    interface: 'public',
    region: REGION,
    region_id: REGION,
    url: `${request.base}/v3`,
  };
  const domain = { id: 'default', name: 'Default' };
  const body = {
    token: {
      methods: ['password'],
      user: { id: 'a0f1c5d2e3b44c55a6b7c8d9e0f10203', name: user.name, domain, password_expires_at: null },
      project: { id: 'b1c2d3e4f5061728394a5b6c7d8e9f00', name: 'nfv', domain },
      roles: [{ id: 'c0ffee00c0ffee00c0ffee00c0ffee00', name: 'admin' }],
      is_domain: false,
      audit_ids: [randomUUID()],
      issued_at: new Date().toISOString(),
      expires_at: new Date(expires).toISOString(),
      catalog: [{ id: 'identity', type: 'identity', name: 'keystone', endpoints: [endpoint] }],
    },
  };
  const token = randomBytes(24).toString('base64url');
  tokens.set(token, { expires, body });
  const oldest = tokens.keys().next();
  if (tokens.size > TOKENS_KEPT && oldest.done !== true) tokens.delete(oldest.value);
  return reply(201, body, [['X-Subject-Token', token]]);
}

function passwordOf(body: Buffer): { name: string; password: string } | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
  const user = ['auth', 'identity', 'password', 'user'].reduce<unknown>(step, value);
  const password = step(user, 'password');
  const name = step(user, 'name') ?? step(user, 'id');
  return typeof password === 'string' ? { name: typeof name === 'string' ? name : 'user', password } : undefined;
}

function step(value: unknown, attribute: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[attribute] : undefined;
}

function versionOf(base: string): unknown {
  const type = 'application/vnd.openstack.identity-v3+json';
  return {
    version: {
      id: 'v3.14',
      status: 'stable',
      updated: '2020-04-07T00:00:00Z',
      links: [{ rel: 'self', href: `${base}/v3/` }],
      'media-types': [{ base: 'application/json', type }],
    },
  };
}

function reply(status: number, body: unknown, headers: HeaderList = []): Reply {
  return { status, headers: [...jsonHeaders(), ...headers], body: json(body), note: `keystone ${status}` };
}

function failed(status: number, title: string, headers: HeaderList = []): Reply {
  const challenge = status === 401 ? ([['WWW-Authenticate', 'Keystone uri="/v3"']] as const) : [];
  return reply(status, { error: { code: status, title, message: title } }, [...headers, ...challenge]);
}

function notAllowed(allow: string): Reply {
  return failed(405, 'Method Not Allowed', [['Allow', allow]]);
}
