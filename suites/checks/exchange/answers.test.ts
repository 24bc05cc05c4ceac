import { describe, expect, test } from 'vitest';
import type { Exchange, HeaderList } from '../../../src/exchange/exchange.ts';
import { sent } from '../trace/build.test-data.ts';
import { answerForm } from './answers.ts';
import { cited, get, instance, JSON_TYPE, judge, PROBLEM, without } from './judge.test-data.ts';

describe('answers of the SUT', () => {
  test('what came of a broken body is no deviation of its own', () => {
    const broken = { id: 's1', callbackUri: 5 };
    const whole = { id: 's2', callbackUri: 5 };
    const context = new Set(['s1']);
    const form = (exchange: Exchange): readonly string[] =>
      judge((one, rest) => answerForm(one, { ...rest, fromBrokenBodies: context }), exchange);
    expect(form(get('/subscriptions/s1', broken)).filter((one) => one.includes('schema'))).toEqual([]);
    expect(form(get('/subscriptions', [broken])).filter((one) => one.includes('schema'))).toEqual([]);
    expect(form(get('/subscriptions', [broken, whole]))).toContain('shall schema:LccnSubscription.callbackUri:type');
    const mutation = {
      op: 'wrong-type',
      pointer: '/callbackUri',
      attribute: 'LccnSubscriptionRequest.callbackUri',
    } as const;
    const made = sent(
      { kind: 'invalid-body', type: 'LccnSubscriptionRequest', mutation },
      { method: 'POST', path: '/subscriptions', status: 201, answer: whole, answerHeaders: JSON_TYPE },
    );
    expect(form(made).filter((one) => one.includes('schema'))).toEqual([]);
  });

  test('a right one has nothing to say about it', () => {
    expect(judge(answerForm, get('/vnf_instances', [instance]))).toEqual([]);
    expect(
      judge(
        answerForm,
        sent(
          { kind: 'legal' },
          { method: 'DELETE', path: '/vnf_instances/i1', status: 204, answerHeaders: [['Version', '2.0.0']] },
        ),
      ),
    ).toEqual([]);
  });

  test('status of success, headers, media type and payload are those of the operation', () => {
    const created = { method: 'POST', path: '/vnf_instances', answer: instance };
    const location: HeaderList = [...JSON_TYPE, ['Location', 'http://sut.example/vnflcm/v2/vnf_instances/i1']];
    expect(judge(answerForm, sent({ kind: 'legal' }, { ...created, status: 201, answerHeaders: location }))).toEqual(
      [],
    );
    expect(judge(answerForm, sent({ kind: 'legal' }, { ...created, status: 201, answerHeaders: JSON_TYPE }))).toEqual([
      'shall header:Location:vnf_instances.POST:201',
    ]);
    expect(judge(answerForm, sent({ kind: 'legal' }, { ...created, status: 200, answerHeaders: location }))).toContain(
      'shall success-status:vnf_instances.POST:200',
    );
    expect(
      judge(
        answerForm,
        get(
          '/vnf_instances',
          [instance],
          [
            ['Content-Type', 'text/html'],
            ['Version', '2.0.0'],
          ],
        ),
      ),
    ).toEqual(['shall media-type:success:text/html']);
    expect(judge(answerForm, get('/vnf_instances', undefined))).toEqual(['shall payload:none:vnf_instances.GET:200']);
  });

  test('rules of SOL013 are cited as such', () => {
    const versions = { uriPrefix: '/vnflcm', apiVersions: [{ version: 2 }] };
    const read = get('', versions);
    const request = { ...read.request, url: 'http://sut.example/vnflcm/api_versions' };
    expect(cited(answerForm, { ...read, request })).toEqual(['SOL013 9.1.3']);
    expect(cited(answerForm, { ...read, request, response: { status: 202, headers: JSON_TYPE } })).toEqual([
      'SOL013 9.3.2.3.2',
    ]);
    expect(cited(answerForm, get('/vnf_instances', [{ ...instance, vnfdId: undefined }]))).toEqual(['SOL003 5.5.2.2']);
  });

  test('405 names the methods there are, 401 challenges', () => {
    expect(judge(answerForm, get('/vnf_instances', undefined, [...PROBLEM, ['Allow', 'GET, POST']], 405))).toEqual([]);
    expect(judge(answerForm, get('/vnf_instances', undefined, PROBLEM, 405))).toEqual(['shall 405-without-allow']);
    expect(
      judge(answerForm, get('/vnf_instances', undefined, [...PROBLEM, ['WWW-Authenticate', 'Bearer']], 401)),
    ).toEqual([]);
    expect(judge(answerForm, get('/vnf_instances', undefined, PROBLEM, 401))).toEqual(['shall 401-without-challenge']);
  });

  test('a part says which part it is, and a list has each item once', () => {
    const range: HeaderList = [...JSON_TYPE, ['Content-Range', 'bytes 9-0/10']];
    const part = sent(
      { kind: 'observe' },
      { path: '/vnf_snapshots/s/vnf_state_snapshot', status: 206, answerHeaders: range },
    );
    expect(judge(answerForm, part)).toContain('shall content-range-ill-formed');
    expect(judge(answerForm, get('/vnf_instances', [instance, instance]))).toEqual([
      'should repeated-item:vnf_instances',
    ]);
  });

  test('the parts are looked at, too: errors, version, links, secrets', () => {
    expect(judge(answerForm, get('/vnf_instances', { status: 400, detail: 'd' }, PROBLEM, 400))).toEqual([]);
    expect(judge(answerForm, get('/vnf_instances', undefined, PROBLEM, 409))).toEqual([
      'shall problem-details:missing:409',
    ]);
    expect(judge(answerForm, get('/vnf_instances', [instance], without(JSON_TYPE, 'Version')))).toEqual([
      'shall version-header:missing:success',
    ]);
    const self = { href: 'http://sut.example/vnflcm/v2/vnf_instances/i2' };
    const linked = { ...instance, _links: { ...(instance as { _links?: object })._links, self } };
    expect(judge(answerForm, get('/vnf_instances/i1', linked))).toEqual([
      'shall link-self:vnf_instances/{vnfInstanceId}',
    ]);
    const vimConnectionInfo = { vim1: { vimType: 't', accessInfo: { password: '[redacted]' } } };
    expect(judge(answerForm, get('/vnf_instances', [{ ...instance, vimConnectionInfo }]))).toEqual([
      'should secret-returned:accessInfo',
    ]);
  });

  test('a conditional read may be answered with 304, another may not', () => {
    const read = (headers: HeaderList): Exchange =>
      sent({ kind: 'observe' }, { path: '/vnf_instances/i1', headers, status: 304, answerHeaders: JSON_TYPE });
    expect(judge(answerForm, read([['If-None-Match', '"1"']]))).toEqual([]);
    expect(judge(answerForm, read([]))).toEqual(['shall success-status:vnf_instances/{vnfInstanceId}.GET:304']);
  });

  test('204 has no payload', () => {
    const deleted = (answer: unknown): Exchange =>
      sent(
        { kind: 'legal' },
        { method: 'DELETE', path: '/vnf_instances/i1', status: 204, answer, answerHeaders: [['Version', '2.0.0']] },
      );
    expect(judge(answerForm, deleted(undefined))).toEqual([]);
    const withLength = sent(
      { kind: 'legal' },
      {
        method: 'DELETE',
        path: '/vnf_instances/i1',
        status: 204,
        answer: undefined,
        answerHeaders: [
          ['Version', '2.0.0'],
          ['Content-Length', '0'],
        ],
      },
    );
    expect(judge(answerForm, withLength)).toEqual(['shall content-length-with-204']);
    expect(judge(answerForm, deleted({}))).toEqual(['shall payload-with-204:vnf_instances/{vnfInstanceId}.DELETE']);
  });

  test('an answer that does not come whole is a finding, a connection that is refused is not the SUT’s answer', () => {
    const none = (kind: 'timeout' | 'refused', more: Partial<Exchange> = {}): Exchange => {
      const broken = { ...get('/vnf_instances', []), ...more, failure: { kind, message: 'm' } };
      Reflect.deleteProperty(broken, 'response');
      return broken;
    };
    expect(judge(answerForm, none('timeout'))).toEqual(['shall no-answer:timeout:vnf_instances.GET']);
    const filter = { kind: 'filter', expression: 'x', terms: null, valid: false, fault: 'syntax', step: 'x' } as const;
    expect(judge(answerForm, none('timeout', { stimulus: filter }))).toEqual(['shall no-answer:timeout:filter']);
    expect(judge(answerForm, none('refused'))).toEqual([]);
  });
});
