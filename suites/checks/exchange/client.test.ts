import { describe, expect, test } from 'vitest';
import type { Exchange, HeaderList } from '../../../src/exchange/exchange.ts';
import { matchExchange } from '../../../src/exchange/match.ts';
import type { ExchangeCheck, ExchangeContext } from '../../../src/judge/case.ts';
import { loadModel } from '../../../src/model/load.ts';
import { inbound, sent } from '../trace/build.test-data.ts';
import { acceptFits, authorized, tokenRequest } from './client.ts';

function found(check: ExchangeCheck, exchange: Exchange): readonly string[] | undefined {
  const model = loadModel().release('3.3.1');
  const api = model.apis.get(exchange.api === 'oauth2' ? 'grant' : exchange.api);
  if (api === undefined) throw new Error(`no ${exchange.api}`);
  const match = matchExchange(exchange, model, {});
  const context: ExchangeContext = {
    model,
    api,
    target: { roots: {}, claims: () => undefined },
    ...(match === undefined ? {} : { match }),
  };
  return check(exchange, context)?.map((one) => `${one.keyword} ${one.deviation}`);
}

describe('a token request', () => {
  const FORM = ['Content-Type', 'application/x-www-form-urlencoded'] as const;
  const BASIC = ['Authorization', 'Basic [redacted]'] as const;
  const token = (raw: string, ...headers: HeaderList): Exchange => inbound('oauth2', '/token', { raw, headers });
  test('has the form of client credentials, by Basic or in the form', () => {
    expect(found(tokenRequest, token('grant_type=client_credentials', FORM, BASIC))).toEqual([]);
    expect(
      found(tokenRequest, token('grant_type=client_credentials&client_id=c&client_secret=[redacted]', FORM)),
    ).toEqual([]);
  });
  test('of a client known by its certificate names the client', () => {
    const certificate = { subject: 'CN=sut', thumbprint: 'x' };
    const shown = (form: string): Exchange => {
      const plain = token(form, FORM);
      return { ...plain, request: { ...plain.request, certificate } };
    };
    expect(found(tokenRequest, shown('grant_type=client_credentials&client_id=c'))).toEqual([]);
    expect(found(tokenRequest, shown('grant_type=client_credentials'))).toEqual(['shall token-request:credentials']);
  });
  test('is what the SUT sends, not what is sent to it', () => {
    expect(found(tokenRequest, sent({ kind: 'observe' }))).toBeUndefined();
  });
  test('is no other', () => {
    expect(found(tokenRequest, token('grant_type=password', FORM, BASIC))).toEqual(['shall token-request:grant_type']);
    const got = inbound('oauth2', '/token?grant_type=client_credentials', { method: 'GET', headers: [BASIC] });
    expect(found(tokenRequest, got)).toContain('shall token-request:method');
    expect(found(tokenRequest, token('grant_type=client_credentials', FORM))).toEqual([
      'shall token-request:credentials',
    ]);
    expect(
      found(tokenRequest, token('grant_type=client_credentials', ['Content-Type', 'application/json'], BASIC)),
    ).toEqual(['shall token-request:content-type']);
    expect(
      found(tokenRequest, token('grant_type=client_credentials&client_id=c&client_secret=s', FORM, BASIC)),
    ).toEqual(['shall token-request:credentials-twice']);
  });
});

test('calls to the NFVO carry the token', () => {
  const grant = (...headers: HeaderList): Exchange => inbound('grant', '/grant/v1/grants', { headers });
  expect(found(authorized, grant(['Authorization', 'Bearer [redacted]']))).toEqual([]);
  expect(found(authorized, grant())).toEqual(['shall call-authorization:grant']);
  expect(found(authorized, sent({ kind: 'observe' }))).toBeUndefined();
});

describe('Accept', () => {
  const vnfd = (...fields: readonly string[]): Exchange =>
    inbound('vnfpkgm', '/vnfpkgm/v2/onboarded_vnf_packages/d/vnfd', {
      method: 'GET',
      headers: fields.map((accept) => ['Accept', accept]),
    });
  test('names what is given', () => {
    for (const accept of ['text/plain, application/zip', 'application/zip', '*/*', 'text/*;q=0.5'])
      expect(found(acceptFits, vnfd(accept))).toEqual([]);
    expect(found(acceptFits, vnfd())).toEqual([]);
    expect(found(acceptFits, vnfd('application/json', 'text/plain'))).toEqual([]);
  });
  test('of a call that is given no payload means nothing', () => {
    expect(found(acceptFits, inbound('grant', '/grant/v1/grants'))).toBeUndefined();
    expect(found(acceptFits, sent({ kind: 'observe' }))).toBeUndefined();
  });
  test('does not name something else', () => {
    for (const accept of ['application/json', 'application/zip;q=0', 'image/*'])
      expect(found(acceptFits, vnfd(accept))).toEqual(['shall call-accept:vnfpkgm:files']);
  });
});
