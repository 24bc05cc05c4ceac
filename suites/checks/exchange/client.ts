import { header, headerValues } from '../../../src/exchange/body.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { ExchangeContext, Observation } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';

/** A request to a token endpoint (RFC 6749 4.4.2): a form, the client's grant type, and the client's credentials. */
export function tokenRequest(exchange: Exchange): readonly Observation[] | undefined {
  if (exchange.direction !== 'inbound') return undefined;
  const { request } = exchange;
  const form = new URLSearchParams(request.body?.data ?? '');
  const basic = /^Basic /i.test(header(request.headers, 'authorization') ?? '');
  // A client that is known by its certificate says no more than its id (RFC 8705 2).
  const body = form.has('client_id') && (form.has('client_secret') || request.certificate !== undefined);
  const type = header(request.headers, 'content-type')?.split(';')[0]?.trim().toLowerCase();
  const grantType = form.get('grant_type');
  return [
    ...differs('method', 'POST', request.method, 'RFC 6749 3.2', exchange),
    ...differs('content-type', 'application/x-www-form-urlencoded', type, 'RFC 6749 4.4.2', exchange),
    ...differs('grant_type', 'client_credentials', grantType, 'RFC 6749 4.4.2', exchange),
    ...differs(
      'credentials',
      'true',
      String(basic || body),
      'RFC 6749 2.3.1',
      exchange,
      'A token request has client credentials: HTTP Basic, in the form, or a client certificate',
    ),
    // One way of authenticating a client in one request, no more (RFC 6749 2.3).
    ...differs(
      'credentials-twice',
      'false',
      String(basic && form.has('client_secret')),
      'RFC 6749 2.3',
      exchange,
      'A client uses only one authentication method per request',
    ),
  ];
}

function differs(
  what: string,
  expected: string,
  observed: string | null | undefined,
  clause: string,
  exchange: Exchange,
  message = `${what} of a token request is ${expected}`,
): readonly Observation[] {
  if (expected === observed) return [];
  return [
    observe({
      check: 'client.token',
      deviation: `token-request:${what}`,
      clause,
      keyword: 'shall',
      message,
      expected,
      observed: observed ?? 'nothing',
      pointer: what === 'content-type' ? 'header:Content-Type' : '',
      exchange,
    }),
  ];
}

/** Calls to an API of the NFVO carry the access token (SOL013 8.3). */
export function authorized(exchange: Exchange, context: ExchangeContext): readonly Observation[] | undefined {
  if (exchange.direction !== 'inbound') return undefined;
  const value = header(exchange.request.headers, 'authorization');
  if (value !== undefined && /^Bearer /i.test(value)) return [];
  return [
    observe({
      check: 'client.authorization',
      deviation: `call-authorization:${context.api.name}`,
      clause: 'SOL013 8.3.2',
      keyword: 'shall',
      message: 'A call to an API that requires OAuth 2.0 has the access token',
      expected: 'Authorization: Bearer',
      observed: value ?? 'no Authorization',
      pointer: 'header:Authorization',
      exchange,
    }),
  ];
}

/** Accept names what the operation gives: of a VNFD text/plain or application/zip, of a package application/zip. */
export function acceptFits(exchange: Exchange, context: ExchangeContext): readonly Observation[] | undefined {
  const operation = context.match?.operation;
  const good = operation?.responses.get(200);
  if (exchange.direction !== 'inbound' || operation === undefined || good?.mediaType === undefined) return undefined;
  const given = [good.mediaType, ...(good.alternatives ?? [])];
  // Several fields are one list (RFC 9110 5.3).
  const accept = headerValues(exchange.request.headers, 'accept').join(', ');
  if (accept === '' || given.some((type) => accepts(accept, type))) return [];
  return [
    observe({
      check: 'client.accept',
      deviation: `call-accept:${context.api.name}:${given.includes('application/json') ? 'json' : 'files'}`,
      clause: operation.clause,
      keyword: 'shall',
      message: 'Accept names a media type that the operation answers with',
      expected: given.join(' or '),
      observed: accept,
      pointer: 'header:Accept',
      exchange,
    }),
  ];
}

/** Whether a media range of Accept covers the type, q=0 apart (RFC 9110 12.5.1). */
function accepts(accept: string, type: string): boolean {
  const [main] = type.split('/');
  return accept.split(',').some((range) => {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    if (parameters.some((one) => /^q=0(\.0*)?$/.test(one))) return false;
    return name === type || name === '*/*' || name === `${main ?? ''}/*`;
  });
}
