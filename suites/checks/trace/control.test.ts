import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Stimulus } from '../../../src/exchange/stimulus.ts';
import type { TraceCheck } from '../../../src/judge/case.ts';
import { invalidBodies } from './bodies.ts';
import { found, sent, traceOf } from './build.test-data.ts';
import { unknownVnfd } from './packages.ts';
import { EXPECTATIONS, statusCheck } from './statuses.ts';
import { tolerated, type Aspect } from './tolerance.ts';

const VNFD = 'b1bb0ce7-ebca-4fa7-95ed-4840d7000001';

const creation = (stimulus: Stimulus, status: number, json: unknown = { vnfdId: VNFD }): Exchange =>
  sent(stimulus, { method: 'POST', path: '/vnf_instances', json, status, answer: status < 300 ? { id: 'i' } : {} });

const ordinary = (status: number): Exchange => creation({ kind: 'legal', task: 'create', step: 'create' }, status);
const unknown = creation({ kind: 'legal', task: 'create', step: 'unknown-vnfd' }, 500);
const odd = creation({ kind: 'unusual', aspect: 'key', variant: 'quote' }, 500);
const notJson = creation({ kind: 'malformed-json', how: '{' }, 500);
const broken = creation(
  {
    kind: 'invalid-body',
    type: 'CreateVnfRequest',
    mutation: { op: 'drop-required', pointer: '/vnfdId', attribute: 'CreateVnfRequest.vnfdId' },
  },
  500,
  {},
);

const key: Aspect = { name: 'key', title: 'keys', clause: 'SOL013 7.1.5', refusal: 'shall' };

describe.each<[string, TraceCheck, Exchange, string]>([
  ['unusual input', tolerated(key), odd, 'shall unusual:key:500'],
  ['a payload that is not JSON', statusCheck(EXPECTATIONS['malformed-json']), notJson, 'shall malformed-json:500'],
  [
    'a broken body',
    invalidBodies(['drop-required'], () => true),
    broken,
    'shall invalid-body:CreateVnfRequest.vnfdId:drop-required:5xx',
  ],
  ['an unknown VNFD', unknownVnfd, unknown, 'shall create:unknown-vnfd:500'],
])('%s that makes the server fail', (_what, check, exchange, deviation) => {
  it('is a deviation where an ordinary request succeeds, fails otherwise, or was not sent', () => {
    expect(found(check, [ordinary(201), exchange])).toEqual([deviation]);
    expect(found(check, [ordinary(503), exchange])).toEqual([deviation]);
    expect(found(check, [exchange])).toEqual([deviation]);
  });

  it('is not judged where an ordinary request fails in the same way', () => {
    const trace = traceOf([ordinary(500), exchange]);
    expect(check(trace).judged).toBe(0);
    expect(check(trace).observations).toEqual([]);
    expect(check(trace).inconclusive).toBe('an ordinary vnf_instances.POST is answered with 500, too (exchange x1)');
  });

  it('is judged where the ordinary request succeeds another time', () => {
    expect(found(check, [ordinary(500), ordinary(201), exchange])).toEqual([deviation]);
  });
});
