import { faulty } from '../faults/seeded.ts';
import { type JsonObject, objectAt, stringAt, stringsAt } from '../json.ts';
import { sentText } from '../manners/wire.ts';
import { TokenSource } from '../nfvo/token.ts';
import type { OutboundAnswer, Outbound } from '../outbound.ts';
import type { Subscription } from './subscription.ts';

/** Milliseconds that an endpoint has for its test, while the subscribing client waits: enough for one on a busy machine. */
const PATIENCE = 8000;

/** Talks to one subscriber: endpoint test and notifications, with the credentials of the subscription (SOL013 8.3.4). */
export class Subscriber {
  readonly #outbound: Outbound;
  readonly #uri: string;
  readonly #common: Readonly<Record<string, string>>;
  readonly #authorization: () => Promise<Readonly<Record<string, string>>>;
  readonly #tokens: TokenSource | undefined;

  constructor(
    outbound: Outbound,
    subscription: Pick<Subscription, 'callbackUri' | 'authentication'>,
    common: Readonly<Record<string, string>>,
  ) {
    this.#outbound = outbound;
    this.#uri = subscription.callbackUri;
    this.#common = common;
    const { authentication } = subscription;
    this.#tokens = authentication && oauth2(outbound, authentication);
    this.#authorization = authorizationOf(authentication, this.#tokens);
  }

  /** Test of the notification endpoint: it has to answer 204 (SOL003 5.4.20.3.2). */
  async test(): Promise<boolean> {
    try {
      const answer = await this.#outbound.send({
        method: 'GET',
        url: faulty('callback-without-query-tested') ? (this.#uri.split('?')[0] ?? '') : this.#uri,
        headers: { ...this.#common, ...(await this.#authorization()) },
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (faulty('page-of-endpoint-is-500') && answer.bytes.length > 0 && answer.json() === undefined)
        throw new SyntaxError('a web page');
      return answer.status === 204 || faulty('endpoint-test-takes-any-status');
    } catch (error) {
      if (faulty('refused-token-of-endpoint-is-500') && error instanceof Error && error.message.startsWith('no token'))
        throw error;
      if (faulty('page-of-endpoint-is-500') && error instanceof SyntaxError) throw error;
      if (faulty('silent-endpoint-is-500') && error instanceof Error && error.name === 'TimeoutError') throw error;
      return false;
    }
  }

  /** Rejects when no answer comes. */
  async notify(payload: JsonObject, signal: AbortSignal): Promise<OutboundAnswer> {
    const answer = await this.#outbound.send({
      method: 'POST',
      url: this.#uri,
      headers: {
        ...this.#common,
        'Content-Type': faulty('notification-as-text') ? 'text/plain' : 'application/json',
        ...(await this.#authorization()),
      },
      body: sentText(payload),
      signal: AbortSignal.any([signal, AbortSignal.timeout(20_000)]),
    });
    if (answer.status === 401) this.#tokens?.forget();
    return answer;
  }
}

function oauth2(outbound: Outbound, authentication: JsonObject): TokenSource | undefined {
  const params = objectAt(authentication, 'paramsOauth2ClientCredentials');
  const tokenEndpoint = params && stringAt(params, 'tokenEndpoint');
  if (!params || tokenEndpoint === undefined) return undefined;
  const clientId = stringAt(params, 'clientId') ?? '';
  return new TokenSource(outbound, { tokenEndpoint, clientId, clientSecret: stringAt(params, 'clientPassword') ?? '' });
}

function basicAuthorization(pair: string): Readonly<Record<string, string>> {
  return { Authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

function authorizationOf(
  authentication: JsonObject | undefined,
  tokens: TokenSource | undefined,
): () => Promise<Readonly<Record<string, string>>> {
  const types = authentication ? stringsAt(authentication, 'authType') : [];
  const basic = authentication && objectAt(authentication, 'paramsBasic');
  if (types.includes('BASIC') && basic) {
    const pair = `${stringAt(basic, 'userName') ?? ''}:${stringAt(basic, 'password') ?? ''}`;
    return async () => (faulty('basic-credentials-not-sent') ? {} : basicAuthorization(pair));
  }
  if (types.includes('OAUTH2_CLIENT_CREDENTIALS') && tokens)
    return async () => (faulty('bearer-token-not-sent') ? {} : { Authorization: await tokens.authorization() });
  return async () => ({});
}
