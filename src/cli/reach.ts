import { header, jsonOf, toBody } from '../exchange/body.ts';
import { WireClient, type WireResult } from '../exchange/client.ts';
import { authenticator, type Authenticator } from '../target/authenticate.ts';
import type { Profile } from '../target/profile.ts';
import { tlsOptions } from '../target/tls.ts';

/** Asks a target without recording: for doctor, for the ICS probe, and before a run. */
export class Prober {
  readonly credentials: Authenticator;
  readonly #client: WireClient;
  readonly #profile: Profile;

  /** @throws UserError E_TLS */
  constructor(profile: Profile) {
    this.#profile = profile;
    this.#client = new WireClient(tlsOptions(profile));
    this.credentials = authenticator(profile);
  }

  /**
   * One request; what the target does never throws.
   * @param as credentials to show; default: those of the profile
   * @throws UserError where credentials cannot be had
   */
  async ask(
    method: string,
    url: string,
    more: Readonly<Record<string, string>> = {},
    as: 'valid' | 'bad' | 'none' = 'valid',
    json?: unknown,
  ): Promise<WireResult> {
    const credentials =
      as === 'valid' ? await this.credentials.headers() : as === 'bad' ? await this.credentials.bad() : {};
    const headers = { Accept: 'application/json', ...this.#profile.headers, ...credentials, ...more };
    const list: [string, string][] = Object.entries(headers);
    if (json !== undefined) list.push(['Content-Type', 'application/json']);
    return this.#client.send({
      method,
      url: new URL(url),
      headers: list,
      timeoutMs: this.#profile.timeouts.request,
      ...(json === undefined ? {} : { body: Buffer.from(JSON.stringify(json)) }),
    });
  }

  close(): void {
    this.#client.close();
  }
}

/** First value of a header field of an answer; `undefined` also without an answer. */
export function headerOf(answer: WireResult, name: string): string | undefined {
  return header(answer.response?.headers ?? [], name);
}

/** Payload of an answer as JSON; `undefined` where it is none. */
export function payloadOf(answer: WireResult): unknown {
  const { response } = answer;
  const json = jsonOf(response === undefined ? undefined : toBody(response.body, response.headers));
  return json.kind === 'json' ? json.value : undefined;
}

/** Each URI of the profile: `vnflcm/v2` and the base URI. */
export function urisOf(
  profile: Profile,
): readonly { readonly key: string; readonly api: string; readonly uri: string }[] {
  return Object.entries(profile.apis).flatMap(([api, majors]) =>
    Object.entries(majors).map(([major, uri]) => ({ key: `${api}/${major}`, api, uri })),
  );
}
