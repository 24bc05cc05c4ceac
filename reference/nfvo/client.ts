import { faulty } from '../faults/seeded.ts';
import { sentText } from '../manners/wire.ts';
import type { OrchestratorOptions } from '../options.ts';
import type { Outbound, OutboundAnswer } from '../outbound.ts';
import { TokenSource } from './token.ts';

/** Authorised requests to the NFVO. A token that is refused is replaced once. */
export class NfvoClient {
  readonly apiRoot: string;
  readonly #outbound: Outbound;
  readonly #tokens: TokenSource;

  constructor(outbound: Outbound, nfvo: NonNullable<OrchestratorOptions['nfvo']>) {
    this.apiRoot = nfvo.apiRoot.replace(/\/$/, '');
    this.#outbound = outbound;
    this.#tokens = new TokenSource(outbound, nfvo);
  }

  /** @param path below {apiRoot}, or an absolute URL. Rejects when no answer comes. */
  async send(
    method: 'GET' | 'POST',
    path: string,
    headers: Readonly<Record<string, string>>,
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<OutboundAnswer> {
    const url = /^https?:/.test(path) ? path : `${this.apiRoot}${path.startsWith('/') ? '' : '/'}${path}`;
    const once = async (): Promise<OutboundAnswer> =>
      this.#outbound.send({
        method,
        url,
        headers: {
          ...headers,
          ...(faulty('calls-without-token') ? {} : { Authorization: await this.#tokens.authorization() }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: sentText(body) }),
        ...(signal === undefined ? {} : { signal }),
      });
    const answer = await once();
    if (answer.status !== 401) return answer;
    this.#tokens.forget();
    return once();
  }
}
