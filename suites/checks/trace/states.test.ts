import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { found, notification, observed, sent } from './build.test-data.ts';
import { comesToRest, EMPTY_OBJECT, oneOfTwo, refusedAtOnce, refusedIn, unchangedBy } from './states.ts';

const asked = (task: string, state: string, status: number, step?: string): Exchange =>
  sent(
    { kind: 'wrong-state', task, state, ...(step === undefined ? {} : { step }) },
    { method: 'POST', path: `/vnf_instances/i/${task}`, status },
  );
const still = (label: string, operationState: string): Exchange =>
  observed(`${label}.still`, '/vnf_lcm_op_occs/o', { operationState });
const both = (task: string, ...statuses: readonly number[]): readonly Exchange[] =>
  statuses.map((status) => sent({ kind: 'concurrent', task, step: `concurrent.${task}` }, { method: 'POST', status }));

describe('a task in a state that does not allow it', () => {
  const check = refusedIn('NOT_INSTANTIATED', 'scale');
  test('is refused with 409', () => {
    expect(found(check, [asked('scale', 'NOT_INSTANTIATED', 409)])).toEqual([]);
  });
  test('is not accepted, nor refused for another reason', () => {
    expect(found(check, [asked('scale', 'NOT_INSTANTIATED', 202)])).toEqual([
      'shall wrong-state:scale:NOT_INSTANTIATED:202',
    ]);
    expect(found(check, [asked('scale', 'NOT_INSTANTIATED', 500)])).toEqual([
      'shall wrong-state:scale:NOT_INSTANTIATED:500',
    ]);
  });
  test('may be unknown unless the ICS claims it', () => {
    const unknown = [asked('scale', 'NOT_INSTANTIATED', 404)];
    expect(found(check, unknown)).toEqual([]);
    expect(found(check, unknown, { claims: { 'vnflcm.scale': true } })).toEqual([
      'shall wrong-state:scale:NOT_INSTANTIATED:404',
    ]);
  });
  test('is not judged by other tasks, or by requests with an empty object', () => {
    expect(found(check, [asked('heal', 'NOT_INSTANTIATED', 202)])).toEqual(['inconclusive']);
    expect(found(check, [asked('scale', 'NOT_INSTANTIATED', 500, EMPTY_OBJECT)])).toEqual(['inconclusive']);
  });
});

describe('a task while another operation is going on', () => {
  const check = refusedIn('ongoing', 'scale');
  test('is refused', () => {
    expect(found(check, [asked('scale', 'ongoing', 409, 'ongoing.heal'), still('ongoing.heal', 'STARTING')])).toEqual(
      [],
    );
    expect(found(check, [asked('scale', 'ongoing', 202, 'ongoing.heal'), still('ongoing.heal', 'STARTING')])).toEqual([
      'shall wrong-state:scale:ongoing:202',
    ]);
  });
  test('is not judged when the operation was over', () => {
    expect(found(check, [asked('scale', 'ongoing', 202, 'ongoing.heal'), still('ongoing.heal', 'COMPLETED')])).toEqual([
      'inconclusive',
    ]);
  });
});

describe('a task while resources are changed or released', () => {
  const check = refusedIn('ROLLING_BACK', 'retry');
  const retry = (status: number): Exchange => asked('retry', 'ROLLING_BACK', status, 'refused.ROLLING_BACK.retry');
  const seen = (state: string): Exchange => still('refused.ROLLING_BACK.retry', state);
  test('is refused', () => {
    expect(found(check, [retry(409), seen('ROLLING_BACK')])).toEqual([]);
    expect(found(check, [retry(202), seen('ROLLING_BACK')])).toEqual(['shall wrong-state:retry:ROLLING_BACK:202']);
  });
  test('is not judged when that was over', () => {
    expect(found(check, [retry(202), seen('FAILED_TEMP')])).toEqual(['inconclusive']);
    expect(found(check, [])).toEqual(['inconclusive']);
  });
});

describe('a request directly after an operation was accepted', () => {
  const check = refusedAtOnce('scale');
  test('is refused', () => {
    expect(found(check, [asked('scale', 'ongoing', 409, 'rushed.heal')])).toEqual([]);
  });
  test('shows a race where the task is refused a moment later', () => {
    const trace = [asked('scale', 'ongoing', 409, 'ongoing.heal'), still('ongoing.heal', 'STARTING')];
    expect(found(check, [...trace, asked('scale', 'ongoing', 202, 'rushed.heal')])).toEqual(['shall state-race']);
  });
  test('shows the missing lock where the task is accepted at any time', () => {
    const trace = [asked('scale', 'ongoing', 202, 'ongoing.heal'), still('ongoing.heal', 'STARTING')];
    expect(found(check, [...trace, asked('scale', 'ongoing', 202, 'rushed.heal')])).toEqual([
      'shall wrong-state:scale:ongoing:202',
    ]);
  });
});

describe('two requests at once', () => {
  const check = oneOfTwo('instantiate');
  test('one is accepted', () => {
    expect(found(check, both('instantiate', 202, 409))).toEqual([]);
    expect(found(check, both('instantiate', 409, 202))).toEqual([]);
  });
  test('not both, not none, and no server error', () => {
    expect(found(check, both('instantiate', 202, 202))).toEqual(['shall state-race']);
    expect(found(check, both('instantiate', 409, 409))).toEqual(['shall concurrent:instantiate:none']);
    expect(found(check, both('instantiate', 202, 500))).toEqual(['shall concurrent:instantiate:500']);
    expect(found(check, both('instantiate', 202))).toEqual(['inconclusive']);
  });
});

describe('an instance after a refused request', () => {
  const check = unchangedBy('NOT_INSTANTIATED');
  const seen = (body: unknown): Exchange => observed('unchanged.NOT_INSTANTIATED', '/vnf_instances/i', body);
  const refused = asked('scale', 'NOT_INSTANTIATED', 409);
  test('is as before, in whatever order its members come', () => {
    expect(found(check, [seen({ id: 'i', vnfdId: 'd' }), refused, seen({ vnfdId: 'd', id: 'i', more: 1 })])).toEqual(
      [],
    );
  });
  test('is not changed', () => {
    expect(found(check, [seen({ id: 'i' }), refused, seen({ id: 'i', vnfdId: 'd' })])).toEqual([
      'shall refused-yet-changed:scale',
    ]);
  });
  test('may change by what the SUT does by itself', () => {
    const healed = (vnfInstanceId: string): Exchange => notification({ vnfInstanceId, isAutomaticInvocation: true });
    const changed = [seen({ id: 'i' }), refused, seen({ id: 'i', vnfdId: 'd' })];
    expect(found(check, [healed('i'), ...changed])).toEqual(['inconclusive']);
    expect(found(check, [healed('j'), ...changed])).toEqual(['shall refused-yet-changed:scale']);
  });
  test('may change by what was accepted', () => {
    const accepted = asked('scale', 'NOT_INSTANTIATED', 202);
    expect(found(check, [seen({ id: 'i' }), accepted, seen({ id: 'i', a: 1 })])).toEqual(['inconclusive']);
  });
});

describe('what was accepted', () => {
  const at = (id: string, operationState: string): Exchange =>
    observed('rest', `/vnf_lcm_op_occs/${id}`, { id, operationState });
  test('comes to rest', () => {
    expect(found(comesToRest, [at('a', 'STARTING'), at('a', 'COMPLETED'), at('b', 'FAILED_TEMP')])).toEqual([]);
  });
  test('is not stuck', () => {
    expect(found(comesToRest, [at('a', 'COMPLETED'), at('b', 'STARTING')])).toEqual(['shall op-occ:stuck:STARTING']);
    expect(found(comesToRest, [])).toEqual(['inconclusive']);
  });
});
