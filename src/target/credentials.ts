import type { AgentOptions } from 'node:https';
import { Agent } from 'node:https';
import axios, { type AxiosResponse } from 'axios';
import { messageOf, UserError } from '../errors.ts';

/** A credential taken from a server, with its life time. */
export interface Taken {
  readonly header: readonly [name: string, value: string];
  /** Values that may not be shown. */
  readonly secrets: readonly string[];
  /** When it ends, milliseconds since the epoch; `undefined`: not said. */
  readonly expiresAt?: number;
}

/** Part of the life time after which a new credential is taken, and the longest margin, milliseconds. */
const MARGIN_SHARE = 0.1;
const MARGIN_MAX = 30_000;

/** Takes a credential when there is none or it is about to end; requests made at the same time share one. */
export class Renewing {
  readonly #take: () => Promise<Taken>;
  readonly #now: () => number;
  readonly #secrets = new Set<string>();
  #current: Taken | undefined;
  #renewAt = 0;
  #underWay: Promise<Taken> | undefined;

  constructor(take: () => Promise<Taken>, now: () => number = Date.now) {
    this.#take = take;
    this.#now = now;
  }

  async current(): Promise<Taken> {
    if (this.#current !== undefined && this.#now() < this.#renewAt) return this.#current;
    this.#underWay ??= this.#renew().finally(() => (this.#underWay = undefined));
    return this.#underWay;
  }

  /** The server may know nothing of what it gave: a new one is taken before the next request. */
  forget(): void {
    this.#renewAt = 0;
  }

  secrets(): string[] {
    return [...this.#secrets];
  }

  async #renew(): Promise<Taken> {
    const taken = await this.#take();
    for (const secret of taken.secrets) this.#secrets.add(secret);
    const life = taken.expiresAt === undefined ? Infinity : taken.expiresAt - this.#now();
    this.#renewAt = this.#now() + life - Math.min(MARGIN_MAX, life * MARGIN_SHARE);
    this.#current = taken;
    return taken;
  }
}

/** Answer of an identity server, narrowed by the caller. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  header(name: string): string | undefined;
}

export interface IdentityRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  readonly tls: AgentOptions;
  /** For messages: `token endpoint`, `Keystone`. */
  readonly who: string;
}

const ANSWER_LIMIT = 1024 * 1024;

/**
 * POSTs to an identity server: no redirect, no proxy, no status is an exception.
 * @throws UserError E_UNREACHABLE when no answer comes
 */
export async function postForToken(request: IdentityRequest): Promise<Answer> {
  const agent = new Agent(request.tls);
  let response: AxiosResponse<unknown>;
  try {
    response = await axios.post<unknown>(request.url, request.body, {
      headers: { Accept: 'application/json', ...request.headers },
      timeout: request.timeoutMs,
      signal: AbortSignal.timeout(request.timeoutMs),
      maxRedirects: 0,
      proxy: false,
      maxContentLength: ANSWER_LIMIT,
      validateStatus: () => true,
      responseType: 'text',
      transformResponse: (text: unknown) => text,
      httpsAgent: agent,
    });
  } catch (error) {
    throw new UserError(`${request.who} ${request.url} gave no answer: ${reasonOf(error, request.timeoutMs)}`, {
      code: 'E_UNREACHABLE',
      wayOut:
        'Check the address in auth, that the server is running, and tls.ca if its certificate is from a private CA.',
      // The error of axios holds the request with its secrets; it is not handed on.
    });
  } finally {
    agent.destroy();
  }
  return {
    status: response.status,
    body: jsonOf(response.data),
    header: (name) => {
      const value: unknown = response.headers[name.toLowerCase()];
      return typeof value === 'string' ? value : undefined;
    },
  };
}

function reasonOf(error: unknown, timeoutMs: number): string {
  if (!axios.isAxiosError(error)) return messageOf(error);
  if (error.code === 'ERR_CANCELED' || error.code === 'ECONNABORTED') return `nothing within ${timeoutMs} ms`;
  return error.message === '' ? (error.code ?? 'no connection') : error.message;
}

function jsonOf(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Members of a JSON object, none of anything else. */
export function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** A string member that is not empty. */
export function stringMember(value: unknown, name: string): string | undefined {
  const member = membersOf(value)[name];
  return typeof member === 'string' && member !== '' ? member : undefined;
}
