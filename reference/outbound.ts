import { Agent, request } from 'undici';
import { type Readable } from 'node:stream';
import { type JsonObject, isObject } from './json.ts';
import { asCalled } from './manners/wire.ts';

export interface OutboundRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Readable;
  readonly signal?: AbortSignal;
}

export interface OutboundAnswer {
  readonly status: number;
  /** First value of a header. */
  header(name: string): string | undefined;
  readonly bytes: Uint8Array;
  /** The payload, where it is a JSON object. */
  object(): JsonObject | undefined;
  json(): unknown;
}

/** Requests of the VNFM to NFVO and subscribers; redirects are not followed. Rejects when no answer comes in time. */
export class Outbound {
  readonly #agent = new Agent({ connect: { timeout: 10_000 }, headersTimeout: 30_000, bodyTimeout: 30_000 });

  async send(outbound: OutboundRequest): Promise<OutboundAnswer> {
    const { method, url, headers, body, signal } = asCalled(outbound);
    const answer = await request(url, {
      dispatcher: this.#agent,
      method,
      headers: { ...headers },
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    });
    const bytes = new Uint8Array(await answer.body.arrayBuffer());
    const parsed = (): unknown => {
      try {
        return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
      } catch {
        return undefined;
      }
    };
    return {
      status: answer.statusCode,
      header: (name) => {
        const value = answer.headers[name.toLowerCase()];
        return Array.isArray(value) ? value[0] : value;
      },
      bytes,
      json: parsed,
      object: () => {
        const value = parsed();
        return isObject(value) ? value : undefined;
      },
    };
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }
}
