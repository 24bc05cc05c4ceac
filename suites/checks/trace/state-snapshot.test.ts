import { expect, test } from 'vitest';
import type { Exchange, HeaderList } from '../../../src/exchange/exchange.ts';
import { found, observed, sent, traceOf } from './build.test-data.ts';
import { beyondState, partOfState, wholeState } from './state-snapshot.ts';

/** SHA-256 of `state`. */
const HASH = '4ba69735ca53765ed6a709edb56c6ea236b7193a3b29a6b390c346f0f4340e4e';
const info = (vnfSnapshot: object): Exchange => observed('snapshot.read', '/vnf_snapshots/s', { id: 's', vnfSnapshot });
const filled = (algorithm = 'SHA-256', hash = HASH): Exchange =>
  info({ vnfStateSnapshotInfo: { checksum: { algorithm, hash }, isEncrypted: false } });
const read = (step: string, status: number, rawAnswer: string, answerHeaders: HeaderList = []): Exchange =>
  sent(
    { kind: 'observe', step: `snapshot.${step}` },
    { path: '/vnf_snapshots/s/vnf_state_snapshot', status, rawAnswer, answerHeaders },
  );
const whole = read('state', 200, 'state');

test('all of the state is read, and is what the checksum says', () => {
  expect(found(wholeState, [filled(), whole])).toEqual([]);
  expect(found(wholeState, [filled('SHA-256', 'other'), whole])).toEqual(['shall snapshot-state:checksum']);
  expect(found(wholeState, [filled('MD-unknown', 'other'), whole])).toEqual([]);
  expect(found(wholeState, [filled(), read('state', 404, '{}')])).toEqual(['shall snapshot-state:404']);
  expect(found(wholeState, [])).toEqual(['inconclusive']);
  expect(wholeState(traceOf([info({}), whole])).notApplicable).toContain('no VNF state');
});

test('a part is read, or the whole in its place', () => {
  const part = (status: number, bytes: string, range?: string): readonly string[] =>
    found(partOfState, [
      filled(),
      whole,
      read('state.part', status, bytes, range === undefined ? [] : [['Content-Range', range]]),
    ]);
  expect(part(206, 'tate', 'bytes 1-4/5')).toEqual([]);
  expect(part(206, 'tate', 'bytes 1-4/*')).toEqual([]);
  expect(part(200, 'state')).toEqual([]);
  expect(part(200, 'tate')).toEqual(['shall snapshot-state:bytes']);
  expect(part(206, 'stat', 'bytes 1-4/5')).toEqual(['shall snapshot-state:bytes']);
  expect(part(206, 'tate', 'bytes 0-3/5')).toEqual(['shall snapshot-state:content-range']);
  expect(part(416, '{}')).toEqual(['shall snapshot-state:part:416']);
  expect(found(partOfState, [filled(), whole])).toEqual(['inconclusive']);
});

test('behind the end there is nothing', () => {
  const beyond = (status: number, bytes: string): readonly string[] =>
    found(beyondState, [filled(), whole, read('state.beyond', status, bytes)]);
  expect(beyond(416, '{}')).toEqual([]);
  expect(beyond(200, 'state')).toEqual([]);
  expect(beyond(200, 'stat')).toEqual(['shall snapshot-state:bytes']);
  expect(beyond(206, 'e')).toEqual(['shall snapshot-state:beyond:206']);
});
