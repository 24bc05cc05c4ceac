import { describe, expect, it } from 'vitest';
import { found, observed, sent } from './build.test-data.ts';
import { listsReadable, needlessBody, opOccReadable, roundTrip, tolerated, type Aspect } from './tolerance.ts';

const odd = (aspect: string, variant: string, wire: Parameters<typeof sent>[1]) =>
  sent({ kind: 'unusual', aspect, variant }, { method: 'POST', path: '/vnf_instances', ...wire });

/** Kinds of unusual input by what the standard says of their refusal. */
const REFUSAL: Readonly<Record<string, Aspect['refusal']>> = {
  key: 'shall',
  'same-name': 'shall',
  head: 'should',
  'text-long': 'should',
  'odd-uri': 'allowed',
  'unknown-vim': 'allowed',
};

function aspect(name: string) {
  const refusal = REFUSAL[name] ?? 'shall';
  return tolerated({
    name,
    title: name,
    clause: 'SOL013 6.4',
    refusal,
    ...(name === 'unknown-vim' ? { isThere: true } : {}),
  });
}

describe('unusual input', () => {
  it('is taken', () => {
    expect(found(aspect('key'), [odd('key', 'at-sign', { status: 201, answer: { id: 'i', vnfdId: 'd' } })])).toEqual(
      [],
    );
    expect(found(aspect('key'), [odd('text', 'quotes', { status: 201 })])).toEqual(['inconclusive']);
    const busy = { path: '/vnf_instances/i1/instantiate', status: 409 };
    expect(found(aspect('key'), [odd('key', 'at-sign', busy)])).toEqual(['inconclusive']);
    expect(found(aspect('same-name'), [odd('same-name', 'second', { status: 409 })])).toEqual([
      'shall unusual:same-name:409',
    ]);
  });

  it('is not taken by a server that knows nothing and says 200', () => {
    expect(found(aspect('key'), [odd('key', 'at-sign', { status: 200, answer: {} })])).toEqual(['inconclusive']);
    expect(found(aspect('key'), [odd('key', 'at-sign', { status: 201, answer: {} })])).toEqual(['inconclusive']);
    const head = (answer: unknown) => [
      odd('head', 'list', { method: 'HEAD', status: 200 }),
      observed('list', '/vnf_instances', answer),
    ];
    expect(found(aspect('head'), head([]))).toEqual([]);
    expect(found(aspect('head'), head({}))).toEqual(['inconclusive']);
  });

  it('is a deviation where it is refused or makes the server fall, many variants one', () => {
    const refused = [odd('key', 'at-sign', { status: 400 }), odd('key', 'quote', { status: 400 })];
    expect(found(aspect('key'), refused)).toEqual(['shall unusual:key:400']);
    expect(found(aspect('text-long'), [odd('text-long', 'name', { status: 400 })])).toEqual([
      'should unusual:text-long:400',
    ]);
    expect(found(aspect('text-long'), [odd('text-long', 'name', { status: 500 })])).toEqual([
      'shall unusual:text-long:500',
    ]);
  });

  it('is an unknown attribute to a release that has no metadata in creation', () => {
    const json = { metadata: { a: { b: 1 } } };
    const early = (status: number) => [odd('nested-values', 'create', { json, status })];
    expect(found(aspect('nested-values'), early(500))).toEqual(['shall unusual:nested-values:500']);
    expect(found(aspect('nested-values'), early(500), { release: '2.6.1' })).toEqual(['inconclusive']);
    expect(found(aspect('unknown-attribute'), early(500), { release: '2.6.1' })).toEqual([
      'shall unusual:unknown-attribute:500',
    ]);
    expect(found(aspect('unknown-attribute'), early(400), { release: '2.6.1' })).toEqual(['inconclusive']);
  });

  it('may be refused as a fault of the client where the standard leaves it open', () => {
    expect(found(aspect('odd-uri'), [odd('odd-uri', 'query', { status: 400 })])).toEqual([]);
    const vim = (status: number) => [
      odd('unknown-vim', 'identified', { path: '/vnf_instances/i/instantiate', status }),
    ];
    expect(found(aspect('unknown-vim'), vim(422))).toEqual([]);
    // The resource that is not there is not the one that was addressed.
    expect(found(aspect('unknown-vim'), vim(404))).toEqual(['shall unusual:unknown-vim:404']);
    expect(found(aspect('odd-uri'), [odd('odd-uri', 'query', { status: 500 })])).toEqual(['shall unusual:odd-uri:500']);
  });
});

it('a payload that means nothing changes nothing', () => {
  const plain = observed('needless-body.ended.retry', '/vnf_lcm_op_occs/o/retry', {}, 409);
  const withBody = (status: number) => odd('needless-body', 'ended.retry', { status });
  expect(found(needlessBody, [plain, withBody(409)])).toEqual([]);
  expect(found(needlessBody, [plain, withBody(500)])).toEqual(['shall unusual:needless-body:500']);
  expect(found(needlessBody, [plain, withBody(400)])).toEqual(['should unusual:needless-body:400']);
  expect(found(needlessBody, [])).toEqual(['inconclusive']);
});

it('comes back as it was given', () => {
  const made = (json: object, answer: object) => odd('text', 'quotes', { status: 201, json, answer });
  const name = { vnfInstanceName: 'a "b"' };
  expect(found(roundTrip, [made(name, name)])).toEqual([]);
  expect(found(roundTrip, [made(name, { vnfInstanceName: 'a b' })])).toEqual(['shall round-trip:vnfInstanceName']);
  const read = observed('unusual.text.quotes', '/vnf_instances/i', {});
  expect(found(roundTrip, [made(name, name), read])).toEqual(['shall round-trip:vnfInstanceName']);
  expect(found(roundTrip, [made({ vnfInstanceName: '' }, {})])).toEqual(['should round-trip:vnfInstanceName:empty']);
  const metadata = { metadata: { k: { n: 1 } } };
  expect(found(roundTrip, [made(metadata, { metadata: { k: { n: 1 }, own: 'x' } })])).toEqual([]);
  expect(found(roundTrip, [made(metadata, { metadata: { k: '{}' } })])).toEqual(['shall round-trip:metadata']);
  expect(found(roundTrip, [made(metadata, {})], { release: '2.6.1' })).toEqual([]);
});

it('lists stay readable', () => {
  const judge = listsReadable('vnf_instances');
  const list = (when: string, status: number) => observed(`lists.${when}.vnf_instances`, '/vnf_instances', [], status);
  expect(found(judge, [list('before', 200), list('after', 200)])).toEqual([]);
  expect(found(judge, [list('before', 200), list('after', 500)])).toEqual([
    'shall poisoned-list:vnf_instances:after:500',
  ]);
  expect(found(judge, [list('before', 500), list('after', 500)])).toEqual(['inconclusive']);
  expect(found(judge, [list('before', 200)])).toEqual(['inconclusive']);
});

it('operation occurrences stay readable', () => {
  const patch = sent({ kind: 'legal', step: 'vim.add' }, { method: 'PATCH', status: 202 });
  const occ = (status: number) => observed('vim.add.op_occ', '/vnf_lcm_op_occs/o', {}, status);
  expect(found(opOccReadable('vim.add'), [patch, occ(200)])).toEqual([]);
  expect(found(opOccReadable('vim.add'), [patch, occ(200), occ(500)])).toEqual(['shall poisoned-op-occ:500']);
  expect(found(opOccReadable('vim.add'), [])).toEqual(['inconclusive']);
});
