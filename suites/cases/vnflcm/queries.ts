import type { TestCase, TraceCheck } from '../../../src/judge/case.ts';
import type { Release } from '../../../src/model/release-model.ts';
import { brokenFilters, brokenSelectors } from '../../checks/trace/broken-queries.ts';
import { filterResults } from '../../checks/trace/filters.ts';
import { pages } from '../../checks/trace/paging.ts';
import { listAgrees, selectorResults, type Selector } from '../../checks/trace/selectors.ts';

const COLLECTIONS: readonly (readonly [collection: string, type: string, clause: string])[] = [
  ['vnf_instances', 'VnfInstance', '5.4.2.3.2'],
  ['vnf_lcm_op_occs', 'VnfLcmOpOcc', '5.4.12.3.2'],
  ['subscriptions', 'LccnSubscription', '5.4.18.3.2'],
];

/** Families of filters, by operator and kind of attribute. */
const FAMILIES: readonly (readonly [name: string, title: string, about: (op: string, kind: string) => boolean])[] = [
  ['equality', 'eq and in', (op, kind) => (op === 'eq' || op === 'in') && !nested(kind)],
  ['inequality', 'neq and nin', (op, kind) => (op === 'neq' || op === 'nin') && !nested(kind)],
  ['order', 'gt, gte, lt and lte', (op, kind) => /^[gl]te?$/.test(op) && !nested(kind)],
  ['containment', 'cont and ncont', (op, kind) => (op === 'cont' || op === 'ncont') && !nested(kind)],
  ['nested', 'paths through arrays', (_op, kind) => nested(kind)],
];

/** From then on an instance is created with metadata, and so with numbers that can be put in order. */
const METADATA_AT_CREATION: Release = '3.3.1';

/** Operation occurrences have times of their own to put in order, instances what they were given, subscriptions nothing. */
function inOrder(collection: string, { until }: Edition): boolean {
  return collection === 'vnf_lcm_op_occs' || (collection === 'vnf_instances' && until === undefined);
}

const nested = (kind: string): boolean => kind.startsWith('through-array');

interface Edition {
  readonly procedure: string;
  readonly suffix: string;
  readonly since?: Release;
  readonly until?: Release;
}

/** The syntax of filters changed with SOL013 (2.5.1); ids stay, the procedure differs. */
const EDITIONS: readonly Edition[] = [
  { procedure: 'vnflcm.queries', suffix: '', since: '2.6.1' },
  { procedure: 'vnflcm.queries-2.4.1', suffix: '.2.4.1', until: '2.6.1' },
];

function make(edition: Edition, id: string, title: string, clause: string, judge: TraceCheck): TestCase {
  const { procedure, suffix, ...range } = edition;
  return {
    id: `vnflcm.${id}${suffix}`,
    title,
    purpose: `${title}: results are compared with the full list.`,
    api: 'vnflcm',
    suite: 'vnflcm',
    role: 'producer',
    clause: `SOL003 ${clause}`,
    ...range,
    kind: 'trace',
    procedure,
    judge,
  };
}

const SELECTORS: readonly Selector[] = ['all_fields', 'fields', 'exclude_fields', 'exclude_default'];

export const queryCases: readonly TestCase[] = EDITIONS.flatMap((edition) =>
  COLLECTIONS.flatMap(([collection, type, clause]) => [
    ...FAMILIES.filter(([name]) => name !== 'order' || inOrder(collection, edition)).map(([name, title, about]) =>
      make(
        name === 'order' && collection === 'vnf_instances' ? { ...edition, since: METADATA_AT_CREATION } : edition,
        `${collection}.filter.${name}`,
        `filter ${collection} by ${title}`,
        clause,
        filterResults(collection, type, (term, kind) => about(term.op, kind)),
      ),
    ),
    make(
      edition,
      `${collection}.filter.broken`,
      `filters on ${collection} that are wrong`,
      clause,
      brokenFilters(collection),
    ),
    ...(collection === 'subscriptions'
      ? []
      : [
          ...SELECTORS.map((selector) =>
            make(
              edition,
              `${collection}.selector.${selector}`,
              `${selector} on ${collection}`,
              clause,
              selectorResults(collection, type, selector),
            ),
          ),
          make(
            edition,
            `${collection}.selector.broken`,
            `attribute selectors on ${collection} that are wrong`,
            clause,
            brokenSelectors(collection),
          ),
        ]),
    make(
      edition,
      `${collection}.list.agrees`,
      `items in the list of ${collection} agree with the resources`,
      clause,
      listAgrees(collection),
    ),
    make(
      { ...edition, procedure: 'vnflcm.paging' },
      `${collection}.paging`,
      `pages of ${collection}`,
      clause,
      pages(collection),
    ),
  ]),
);
