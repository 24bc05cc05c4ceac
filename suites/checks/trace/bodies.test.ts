import { expect, it } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { BodyMutation } from '../../../src/exchange/stimulus.ts';
import { invalidBodies } from './bodies.ts';
import { found, sent, traceOf } from './build.test-data.ts';

const ALL: readonly BodyMutation['op'][] = [
  'drop-required',
  'wrong-type',
  'foreign-enum',
  'too-few',
  'wrong-format',
  'null',
  'not-an-object',
  'limit',
];
const judge = invalidBodies(ALL, () => true);

function tried(op: BodyMutation['op'], pointer: string, attribute: string, body: unknown, status: number) {
  return sent(
    { kind: 'invalid-body', type: 'LccnSubscriptionRequest', mutation: { op, pointer, attribute } },
    { method: 'POST', path: '/subscriptions', json: body, status },
  );
}

const callbackUri = 'http://127.0.0.1/sink';
const missing = (status: number) =>
  tried('drop-required', '/callbackUri', 'LccnSubscriptionRequest.callbackUri', {}, status);
const wrongUri = (status: number) =>
  tried('wrong-type', '/callbackUri', 'LccnSubscriptionRequest.callbackUri', { callbackUri: 17 }, status);
const illUri = (status: number) =>
  tried('wrong-format', '/callbackUri', 'LccnSubscriptionRequest.callbackUri', { callbackUri: 'not a uri' }, status);

it('passes what is refused with 400 or 422', () => {
  const said = judge(traceOf([missing(400), wrongUri(422)]));
  expect(said).toEqual({ judged: 2, observations: [] });
});

it('blames what is accepted and what makes the server fall', () => {
  expect(found(judge, [missing(400), wrongUri(400), illUri(201)])).toEqual([
    'shall invalid-body:LccnSubscriptionRequest.callbackUri:wrong-format:accepted',
  ]);
  expect(found(judge, [missing(500), wrongUri(400), illUri(400)])).toEqual([
    'shall invalid-body:LccnSubscriptionRequest.callbackUri:drop-required:5xx',
  ]);
});

it('a number that is written as a text is one cause, wherever it is taken', () => {
  const asText = (pointer: string, attribute: string, status: number): Exchange =>
    sent(
      { kind: 'invalid-body', type: 'TerminateVnfRequest', mutation: { op: 'as-text', pointer, attribute } },
      {
        method: 'POST',
        path: '/vnf_instances/i/terminate',
        json: { terminationType: 'GRACEFUL', gracefulTerminationTimeout: '3' },
        status,
      },
    );
  const texts = invalidBodies(['as-text'], () => true);
  const timeout = ['/gracefulTerminationTimeout', 'TerminateVnfRequest.gracefulTerminationTimeout'] as const;
  expect(found(texts, [asText(...timeout, 400)])).toEqual([]);
  expect(found(texts, [asText(...timeout, 202)])).toEqual(['shall invalid-body:as-text:accepted']);
});

it('another refusal is worth a warning', () => {
  expect(found(judge, [missing(403)])).toEqual(['should invalid-body:refused-with:403']);
});

it('does not count answers about something else, nor bodies that the judged release allows', () => {
  expect(found(judge, [missing(404), missing(409), missing(307)])).toEqual(['inconclusive']);
  expect(found(judge, [])).toEqual(['inconclusive']);
  const authentication = { authType: ['OAUTH2_CLIENT_CERT'] };
  const newer = tried(
    'foreign-enum',
    '/authentication/authType/0',
    'SubscriptionAuthentication.authType',
    { callbackUri, authentication },
    201,
  );
  expect(found(judge, [newer], { release: '3.3.1' })).toHaveLength(1);
  expect(found(judge, [newer], { release: '3.7.1' })).toEqual(['inconclusive']);
});

it('is one cause where a part of the body is not looked at, whatever is broken in it', () => {
  const at = 'SubscriptionAuthentication.paramsBasic';
  const within = '/authentication/paramsBasic';
  const body = (paramsBasic: unknown) => ({ callbackUri, authentication: { authType: ['BASIC'], paramsBasic } });
  const trace = [
    wrongUri(400),
    tried('wrong-type', within, at, body('text'), 500),
    tried('wrong-type', `${within}/userName`, `${at}.userName`, body({ userName: 17 }), 201),
    tried('wrong-type', `${within}/password`, `${at}.password`, body({ password: 17 }), 201),
    tried('null', `${within}/password`, `${at}.password`, body({ password: null }), 201),
  ];
  expect(found(judge, trace)).toEqual([`shall invalid-body:${at}:unchecked`, `should invalid-body:${at}:unchecked`]);
});

it('is one cause where nothing of a data type is looked at', () => {
  const of = (attribute: string, wrong: unknown): Exchange =>
    tried(
      'wrong-type',
      `/authentication/${attribute}`,
      `SubscriptionAuthentication.${attribute}`,
      { callbackUri, authentication: { authType: ['BASIC'], [attribute]: wrong } },
      201,
    );
  expect(found(judge, [wrongUri(400), of('authType', 'x'), of('paramsBasic', 'x')])).toEqual([
    'shall invalid-body:SubscriptionAuthentication:unchecked',
  ]);
  expect(found(judge, [wrongUri(400), of('authType', 'x')])).toEqual([
    'shall invalid-body:SubscriptionAuthentication.authType:unchecked',
  ]);
});

it('a payload that is no object belongs to the body of which nothing is looked at', () => {
  const wrong = (name: string): Exchange =>
    tried('wrong-type', `/${name}`, `LccnSubscriptionRequest.${name}`, { callbackUri: 5, [name]: 5 }, 201);
  const list = tried('not-an-object', '', 'LccnSubscriptionRequest', [], 500);
  expect(found(judge, [wrong('callbackUri'), wrong('filter'), list])).toEqual([
    'shall invalid-body:LccnSubscriptionRequest:unchecked',
  ]);
});

it('null for an optional attribute is arguable, for a mandatory one it is not', () => {
  const nulled = tried('null', '/callbackUri', 'LccnSubscriptionRequest.callbackUri', { callbackUri: null }, 201);
  expect(found(judge, [nulled, missing(400), wrongUri(400)])).toEqual([
    'shall invalid-body:LccnSubscriptionRequest.callbackUri:null:accepted',
  ]);
  const verbosity = tried(
    'null',
    '/verbosity',
    'LccnSubscriptionRequest.verbosity',
    { callbackUri, verbosity: null },
    201,
  );
  expect(found(judge, [verbosity])).toEqual(['should invalid-body:LccnSubscriptionRequest.verbosity:null:accepted']);
});

it('a parser that falls over what is no object is one cause for all', () => {
  const list = tried('not-an-object', '', 'LccnSubscriptionRequest', [], 500);
  expect(found(judge, [list])).toEqual(['shall invalid-body:not-an-object:5xx']);
  expect(found(judge, [tried('not-an-object', '', 'LccnSubscriptionRequest', [], 201)])).toEqual([
    'shall invalid-body:LccnSubscriptionRequest:not-an-object',
  ]);
});

it('an empty list where one item is due is worth a warning; URIs that make the server fall are one cause', () => {
  const authType = (status: number) =>
    tried(
      'too-few',
      '/authentication/authType',
      'SubscriptionAuthentication.authType',
      { callbackUri, authentication: { authType: [] } },
      status,
    );
  const looked = tried(
    'wrong-type',
    '/authentication/authType',
    'SubscriptionAuthentication.authType',
    { callbackUri, authentication: { authType: 5 } },
    400,
  );
  expect(found(judge, [authType(201), looked])).toEqual([
    'should invalid-body:SubscriptionAuthentication.authType:too-few:accepted',
  ]);
  expect(found(judge, [authType(500), looked])).toEqual([
    'shall invalid-body:SubscriptionAuthentication.authType:too-few:5xx',
  ]);
  expect(found(judge, [illUri(500), missing(400), wrongUri(400)])).toEqual([
    'shall invalid-body:LccnSubscriptionRequest:wrong-format:5xx',
  ]);
});
