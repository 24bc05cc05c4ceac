import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { FilterTerm } from '../../../src/exchange/stimulus.ts';
import { found, observed, sent } from './build.test-data.ts';
import { brokenFilters } from './broken-queries.ts';
import { filterResults } from './filters.ts';

type Item = Readonly<Record<string, unknown>>;

const mine = { id: 'i1', vnfInstanceName: 'tst-one', instantiationState: 'NOT_INSTANTIATED', metadata: { k: 'v' } };
const other = { id: 'i2', vnfInstanceName: 'tst-two', instantiationState: 'NOT_INSTANTIATED' };
const theirs = { id: 'j1', vnfInstanceName: 'foreign', instantiationState: 'NOT_INSTANTIATED' };

const create = (item: Item): Exchange =>
  sent({ kind: 'legal', task: 'create' }, { method: 'POST', path: '/vnf_instances', status: 201, answer: item });
const full = (when: string, items: readonly Item[]): Exchange =>
  observed(`full.vnf_instances.${when}`, '/vnf_instances', items);
const NEXT = [['Link', '<http://sut.example/vnflcm/v2/vnf_instances?nextpage_opaque_marker=m>; rel="next"']] as const;

const term = (op: FilterTerm['op'], path: string, ...values: string[]): FilterTerm => ({
  op,
  path: path.split('/'),
  values,
});

function filter(terms: readonly FilterTerm[] | null, status: number, answer: unknown, next = false): Exchange {
  const stimulus = { kind: 'filter', expression: 'x', terms, valid: terms !== null, step: 'vnf_instances' } as const;
  return sent(stimulus, { path: '/vnf_instances?filter=x', status, answer, answerHeaders: next ? NEXT : [] });
}

const LIST = [mine, other, theirs];
const frame = (...filters: readonly Exchange[]): readonly Exchange[] => [
  create(mine),
  create(other),
  full('before', LIST),
  ...filters,
  full('after', LIST),
];
const all = filterResults('vnf_instances', 'VnfInstance', () => true);
const occs = filterResults('vnf_instances', 'VnfLcmOpOcc', () => true);
const NAME = term('eq', 'vnfInstanceName', 'tst-one');

describe('results of filters', () => {
  test('are those of the full list', () => {
    expect(found(all, frame(filter([NAME], 200, [mine])))).toEqual([]);
    expect(found(all, frame(filter([NAME], 200, [])))).toEqual(['shall filter:string']);
    expect(found(all, frame(filter([NAME], 200, [mine, other])))).toEqual(['shall filter:string']);
  });

  test('items of others may have been different when they were filtered', () => {
    const state = term('eq', 'instantiationState', 'NOT_INSTANTIATED');
    expect(found(all, frame(filter([state], 200, [mine, other])))).toEqual([]);
    expect(found(all, frame(filter([state], 200, [mine])))).toEqual(['shall filter:enum']);
  });

  test('cannot be told where nothing of this run is in the list', () => {
    expect(found(all, [full('before', LIST), filter([NAME], 200, [mine]), full('after', LIST)])).toEqual([
      'inconclusive',
    ]);
  });

  test('a kind whose equality goes wrong is one cause, whatever else does', () => {
    const notName = term('neq', 'vnfInstanceName', 'tst-one');
    expect(found(all, frame(filter([NAME], 200, []), filter([notName], 200, LIST)))).toEqual(['shall filter:string']);
    expect(found(all, frame(filter([NAME], 200, [mine]), filter([notName], 200, LIST)))).toEqual([
      'shall filter:string:inequality',
    ]);
  });

  test('containment that means equality is one cause', () => {
    const part = (op: 'cont' | 'ncont'): FilterTerm => term(op, 'vnfInstanceName', 'st-on');
    expect(found(all, frame(filter([part('cont')], 200, []), filter([part('ncont')], 200, LIST)))).toEqual([
      'shall filter:string:containment',
    ]);
  });

  test('upper and lower case are apart', () => {
    expect(found(all, frame(filter([term('eq', 'vnfInstanceName', 'TST-ONE')], 200, [mine])))).toEqual([
      'shall filter:case-blind',
    ]);
  });

  test('free-form attributes are a warning', () => {
    expect(found(all, frame(filter([term('eq', 'metadata/k', 'v')], 200, [])))).toEqual(['should filter:free-form']);
    expect(found(all, frame(filter([term('eq', 'metadata/k', 'v')], 500, {})))).toEqual(['shall filter:free-form:500']);
  });

  test('what a walk through the whole list loses, too, says nothing of the filter', () => {
    const stimulus = { kind: 'filter', expression: 'x', terms: [NAME], valid: true, step: 'vnf_instances' } as const;
    const page = sent({ ...stimulus, pageOf: 'x6' }, { path: '/vnf_instances?m', answer: [] });
    const lossy = [create(mine), full('before', LIST), full('before', [other]), full('after', LIST)];
    const paged = [...lossy, create(other), filter([NAME], 200, [], true), page];
    expect(found(all, paged)).toEqual([]);
  });

  test('what is missing where a page that was linked holds nothing is a fault of paging', () => {
    const stimulus = { kind: 'filter', expression: 'x', terms: [NAME], valid: true, step: 'vnf_instances' } as const;
    const page = sent({ ...stimulus, pageOf: 'x4' }, { path: '/vnf_instances?m', answer: [] });
    expect(found(all, frame(filter([NAME], 200, [], true), page))).toEqual(['shall paging:items']);
    expect(found(all, frame(filter([NAME], 200, [mine], true), page))).toEqual([]);
    expect(found(all, frame(filter([NAME], 200, [mine, other], true), page))).toEqual(['shall filter:string']);
  });

  test('where pages lose items, what other filtered pages lack says nothing of the filter', () => {
    const EITHER = term('in', 'vnfInstanceName', 'tst-one', 'tst-two');
    const page = (terms: readonly FilterTerm[], pageOf: string, answer: unknown): Exchange =>
      sent(
        { kind: 'filter', expression: 'x', terms, valid: true, step: 'vnf_instances', pageOf },
        { path: '/vnf_instances?m', answer },
      );
    const lacking = [filter([EITHER], 200, [], true), page([EITHER], 'x4', [other])];
    expect(found(all, frame(...lacking))).toEqual(['shall filter:string:in']);
    const lost = [filter([NAME], 200, [], true), page([NAME], 'x6', [])];
    expect(found(all, frame(...lacking, ...lost))).toEqual(['shall paging:items']);
  });

  test('a later page that is not filtered is a fault of paging', () => {
    const page = (items: readonly Item[]): Exchange => {
      const terms = [NAME];
      const stimulus = { kind: 'filter', expression: 'x', terms, valid: true, step: 'vnf_instances' } as const;
      return sent({ ...stimulus, pageOf: 'x4' }, { path: '/vnf_instances?m', answer: items });
    };
    expect(found(all, frame(filter([NAME], 200, [], true), page([mine])))).toEqual([]);
    expect(found(all, frame(filter([NAME], 200, [mine], true), page([other])))).toEqual(['shall paging:forgets-query']);
    // Inequality goes wrong on its own.
    const stimulus = {
      kind: 'filter',
      expression: 'x',
      terms: [term('neq', 'vnfInstanceName', 'tst-one')],
      valid: true,
      step: 'vnf_instances',
    } as const;
    const later = sent({ ...stimulus, pageOf: 'x4' }, { path: '/vnf_instances?m', answer: [mine] });
    expect(found(all, frame(filter(stimulus.terms, 200, [other], true), later))).toEqual([
      'shall filter:string:inequality',
    ]);
  });

  test('an operation of somebody else never becomes another one', () => {
    const scale = term('eq', 'operation', 'SCALE');
    const occ = (id: string, operation: string): Item => ({ id, vnfInstanceId: 'i1', operation });
    const foreign = { ...occ('o2', 'HEAL'), vnfInstanceId: 'j1' };
    const stimulus = { kind: 'filter', expression: 'x', terms: [scale], valid: true, step: 'vnf_instances' } as const;
    const page = (item: Item): Exchange => sent({ ...stimulus, pageOf: 'x3' }, { path: '/m', answer: [item] });
    const around = (later: Item): readonly Exchange[] => [
      create(mine),
      full('before', [occ('o1', 'SCALE'), foreign]),
      filter([scale], 200, [occ('o1', 'SCALE')], true),
      page(later),
      full('after', [occ('o1', 'SCALE'), foreign]),
    ];
    expect(found(occs, around(foreign))).toEqual(['shall paging:forgets-query']);
    expect(found(occs, around({ ...foreign, operation: 'SCALE' }))).toEqual([]);
  });

  test('an item that changes between two pages is still on the page that it was fixed for', () => {
    const state = term('eq', 'instantiationState', 'INSTANTIATED');
    const running = { ...mine, instantiationState: 'INSTANTIATED' };
    const stimulus = { kind: 'filter', expression: 'x', terms: [state], valid: true, step: 'vnf_instances' } as const;
    // Another procedure terminates `other`, or somebody else `theirs`, after the first page was answered.
    const terminated = { ...other, instantiationState: 'NOT_INSTANTIATED' };
    const page = sent({ ...stimulus, pageOf: 'x4' }, { path: '/vnf_instances?m', answer: [terminated, theirs] });
    expect(
      found(all, [
        create(running),
        create(other),
        full('before', [running, { ...other, instantiationState: 'INSTANTIATED' }, theirs]),
        filter([state], 200, [running], true),
        page,
        full('after', [running, terminated, theirs]),
      ]),
    ).toEqual([]);
  });
});

describe('filters that are refused', () => {
  test('by what they are hard to read for', () => {
    const quoted = term('eq', 'vnfInstanceName', "it's");
    const nested = term('eq', 'instantiatedVnfInfo/flavourId', 'f');
    const list = term('eq', 'instantiatedVnfInfo/scaleStatus/aspectId', 'a');
    expect(found(all, frame(filter([quoted], 400, {})))).toEqual(['shall filter:quoted:400']);
    expect(found(all, frame(filter([NAME, quoted], 400, {})))).toEqual(['shall filter:quoted:400']);
    expect(found(all, frame(filter([list], 400, {})))).toEqual(['shall filter:through-array:400']);
    expect(found(all, frame(filter([list], 400, {}), filter([nested], 400, {})))).toEqual(['shall filter:nested:400']);
  });

  test('an operator that the data type has not got is a warning', () => {
    expect(found(occs, frame(filter([term('in', 'isCancelPending', 'true', 'false')], 400, {})))).toEqual([
      'should filter:operator:400',
    ]);
    expect(found(occs, frame(filter([term('eq', 'startTime', '2026-01-01T00:00:00Z')], 400, {})))).toEqual([
      'should filter:operator:400',
    ]);
    expect(found(occs, frame(filter([term('eq', 'operation', 'NO_SUCH')], 400, {})))).toEqual([]);
    expect(found(occs, frame(filter([term('eq', 'operation', 'NO_SUCH')], 500, {})))).toEqual([
      'shall filter:enum:500',
    ]);
  });

  test('links are attributes like others, and not being able to look at them is one cause', () => {
    const link = term('eq', '_links/self/href', 'x');
    const linked = { ...mine, _links: { self: { href: 'x' } } };
    const around = (status: number, answer: unknown): readonly Exchange[] => [
      create(linked),
      full('before', [linked]),
      filter([link], status, answer),
      full('after', [linked]),
    ];
    expect(found(all, around(200, [linked]))).toEqual([]);
    expect(found(all, around(200, []))).toEqual(['shall filter:links']);
    expect(found(all, around(500, {}))).toEqual(['shall filter:links']);
  });

  test('a server error for every refusal is one cause', () => {
    const broken = brokenFilters('vnf_instances');
    const sentAll = frame(filter(null, 500, {}), filter([NAME], 500, {}));
    expect(found(broken, sentAll)).toEqual(['shall filter:broken:500']);
    expect(found(all, sentAll)).toEqual(['shall filter:broken:500']);
    expect(found(all, frame(filter(null, 400, {}), filter([NAME], 500, {})))).toEqual(['shall filter:string:500']);
  });
});
