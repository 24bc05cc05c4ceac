import { faulty } from '../faults/seeded.ts';
import { takes } from '../manners/taken.ts';
import { numberAt, stringAt } from '../json.ts';
import type { Outbound } from '../outbound.ts';

export interface ClientCredentials {
  readonly tokenEndpoint: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Seconds before its end at which a token is not used any more. */
const MARGIN = 5;

/** Access tokens by the client credentials grant (RFC 6749 4.4, SOL013 8.3.5), asked for once and kept while they are good. */
export class TokenSource {
  readonly #outbound: Outbound;
  readonly #credentials: ClientCredentials;
  #token: { readonly value: string; readonly until: number } | undefined;

  constructor(outbound: Outbound, credentials: ClientCredentials) {
    this.#outbound = outbound;
    this.#credentials = credentials;
  }

  /** Value of the Authorization header. Rejects when the server gives no token. */
  async authorization(): Promise<string> {
    if (this.#token && !takes('token-for-each-request') && this.#token.until > Date.now())
      return `Bearer ${this.#token.value}`;
    const { tokenEndpoint, clientId, clientSecret } = this.#credentials;
    const grant = faulty('token-by-password') ? 'grant_type=password' : 'grant_type=client_credentials';
    const inPayload = { client_id: clientId, client_secret: clientSecret };
    const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64');
    const answer = await this.#outbound.send({
      method: 'POST',
      url: tokenEndpoint,
      headers: {
        ...(takes('credentials-in-payload') ? {} : { Authorization: `Basic ${basic}` }),
        'Content-Type': 'application/x-www-form-urlencoded',
        Accept: 'application/json',
      },
      body: takes('credentials-in-payload') ? `${grant}&${new URLSearchParams(inPayload).toString()}` : grant,
    });
    const payload = answer.object();
    const value = payload && stringAt(payload, 'access_token');
    if (answer.status !== 200 || value === undefined) throw new Error(`no token: status ${answer.status}`);
    const seconds = numberAt(payload ?? {}, 'expires_in') ?? 60;
    this.#token = { value, until: Date.now() + (seconds - MARGIN) * 1000 };
    return `Bearer ${value}`;
  }

  /** The token was refused; the next request asks for another one. */
  forget(): void {
    this.#token = undefined;
  }
}
