import { expect, test } from 'vitest';
import type { Exchange, HeaderList } from '../../../src/exchange/exchange.ts';
import { found, observed, sent, traceOf } from './build.test-data.ts';
import {
  conditionFails,
  dateFails,
  dateHolds,
  deletionConditionFails,
  deletionConditionHolds,
  etagHolds,
  INSTANCE,
  SNAPSHOT,
} from './preconditions.ts';

const patch = (step: string, status: number, json: object = {}, header = 'If-Match'): Exchange =>
  sent({ kind: 'precondition', header, matches: false, step }, { method: 'PATCH', json, status });
const seen = (step: string, answerHeaders: HeaderList = [], status = 200): Exchange =>
  sent({ kind: 'observe', step }, { answerHeaders, status });

test('a modification on a condition that does not hold is refused', () => {
  const judge = conditionFails(INSTANCE, 'etag.foreign');
  const asked = (status: number): Exchange => patch('etag.foreign', status, { vnfInstanceDescription: 'd' });
  const after = (vnfInstanceDescription: string): Exchange =>
    observed('etag.foreign.after', '/vnf_instances/i', { vnfInstanceDescription });
  const tagged = seen('etag.read', [['ETag', '"1"']]);
  expect(found(judge, [tagged, asked(412), after('old')])).toEqual([]);
  expect(found(judge, [tagged, asked(412), after('d')])).toEqual(['shall if-match:refused-yet-changed']);
  expect(found(judge, [tagged, asked(202), after('d')])).toEqual(['shall if-match:ignored']);
  expect(found(judge, [asked(202), after('d')])).toEqual(['should if-match:ignored']);
  expect(found(judge, [])).toEqual(['inconclusive']);
});

test('a modification with the current ETag is performed, and a read with it is short', () => {
  const judge = etagHolds(SNAPSHOT);
  const none = seen('snapshot.etag.none-match', [], 304);
  expect(found(judge, [patch('snapshot.etag.matching', 200), none])).toEqual([]);
  expect(found(judge, [patch('snapshot.etag.matching', 412), none])).toEqual(['shall if-match:matching:412']);
  expect(found(judge, [patch('snapshot.etag.matching', 200), seen('snapshot.etag.none-match')])).toEqual([
    'should if-none-match:200',
  ]);
  expect(found(judge, [])).toEqual(['inconclusive']);
});

test('a weak ETag matches nothing, and a SUT that says so is right', () => {
  const weak = (status: number): Exchange => {
    const asked = patch('snapshot.etag.matching', status);
    return { ...asked, request: { ...asked.request, headers: [['If-Match', 'W/"1"']] } };
  };
  for (const status of [200, 412]) expect(found(etagHolds(SNAPSHOT), [weak(status)])).toEqual([]);
});

test('dates are compared where the SUT gives one', () => {
  const read = seen('etag.again', [['Last-Modified', 'Thu, 01 Jan 2026 00:00:00 GMT']]);
  const asked = (name: string, status: number): Exchange =>
    patch(`unmodified-since.${name}`, status, { vnfInstanceDescription: 'd' }, 'If-Unmodified-Since');
  const after = observed('unmodified-since.outdated.after', '/vnf_instances/i', {});
  expect(found(dateHolds(INSTANCE), [read, asked('matching', 202)])).toEqual([]);
  expect(found(dateHolds(INSTANCE), [read, asked('matching', 412)])).toEqual([
    'shall if-unmodified-since:matching:412',
  ]);
  expect(found(dateFails(INSTANCE), [read, asked('outdated', 412), after])).toEqual([]);
  expect(found(dateFails(INSTANCE), [read, asked('outdated', 202), after])).toEqual([
    'shall if-unmodified-since:ignored',
  ]);
  expect(found(dateHolds(INSTANCE), [])).toEqual(['inconclusive']);
  expect(dateHolds(INSTANCE)(traceOf([seen('etag.again')])).notApplicable).toContain('Last-Modified');
});

test('a deletion on a condition that does not hold is refused, one on a condition that holds is performed', () => {
  const deletion = (name: string, status: number): Exchange =>
    sent({ kind: 'precondition', header: 'If-Match', matches: false, step: `d.${name}` }, { method: 'DELETE', status });
  const tagged = seen('d.read', [['ETag', '"1"']]);
  const fails = deletionConditionFails('d');
  expect(found(fails, [tagged, deletion('foreign', 412), seen('d.foreign.after')])).toEqual([]);
  expect(found(fails, [tagged, deletion('foreign', 412), seen('d.foreign.after', [], 404)])).toEqual([
    'shall if-match:delete:refused-yet-deleted',
  ]);
  expect(found(fails, [tagged, deletion('foreign', 204), seen('d.foreign.after', [], 404)])).toEqual([
    'shall if-match:delete:ignored',
  ]);
  expect(found(fails, [tagged, deletion('foreign', 409), seen('d.foreign.after')])).toEqual([
    'shall if-match:delete:409',
  ]);
  const holds = deletionConditionHolds('d');
  expect(found(holds, [tagged, deletion('matching', 204)])).toEqual([]);
  expect(found(holds, [tagged, deletion('matching', 412)])).toEqual(['shall if-match:matching:412']);
  for (const judge of [fails, holds]) {
    expect(found(judge, [])).toEqual(['inconclusive']);
    expect(judge(traceOf([seen('d.read')])).notApplicable).toContain('ETag');
  }
});
