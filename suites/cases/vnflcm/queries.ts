import type { TestCase } from '../../../src/judge/case.ts';
import { hasAttribute } from '../../../src/model/attribute-path.ts';
import { loadModel } from '../../../src/model/load.ts';
import { RELEASES, type Release } from '../../../src/model/release-model.ts';
import { brokenFilters, brokenSelectors } from '../../checks/trace/broken-queries.ts';
import { filterResults } from '../../checks/trace/filters.ts';
import { pages } from '../../checks/trace/paging.ts';
import { listAgrees } from '../../checks/trace/list-agrees.ts';
import { selectorResults, type Selector } from '../../checks/trace/selectors.ts';
import { traceCases, type Row } from '../trace-cases.ts';

interface Collection extends Pick<Row, 'ics' | 'since'> {
  readonly name: string;
  readonly type: string;
  readonly clause: string;
  /** First release whose items have values that can be put in order; absent: none has. */
  readonly orderedSince?: Release;
  /** The GS defines attribute selectors for it. */
  readonly hasSelectors?: true;
  /** Left out by default; its pages are also walked with this attribute selected. */
  readonly selected?: string;
}

const COLLECTIONS: readonly Collection[] = [
  {
    name: 'vnf_instances',
    type: 'VnfInstance',
    clause: 'SOL003 5.4.2.3.2',
    // From then on an instance is created with metadata, and so with numbers.
    ...since(RELEASES.find((release) => hasAttribute(loadModel().release(release), 'CreateVnfRequest', 'metadata'))),
    hasSelectors: true,
  },
  {
    name: 'vnf_lcm_op_occs',
    type: 'VnfLcmOpOcc',
    clause: 'SOL003 5.4.12.3.2',
    orderedSince: RELEASES[0],
    hasSelectors: true,
    selected: 'operationParams',
  },
  { name: 'subscriptions', type: 'LccnSubscription', clause: 'SOL003 5.4.18.3.2' },
  {
    name: 'vnf_snapshots',
    type: 'VnfSnapshotInfo',
    clause: 'SOL003 5.4.23.3.2',
    since: '3.3.1',
    ics: 'vnflcm.snapshots',
    orderedSince: '3.3.1',
    hasSelectors: true,
  },
];

/** Filters by operator and kind of attribute. */
interface Family {
  readonly name: string;
  readonly title: string;
  readonly terms: string;
  readonly about: (op: string, kind: string) => boolean;
}

function since(release: Release | undefined): Pick<Collection, 'orderedSince'> {
  return release === undefined ? {} : { orderedSince: release };
}

const nested = (kind: string): boolean => kind.startsWith('through-array');

const FAMILIES: readonly Family[] = [
  {
    name: 'equality',
    title: 'eq and in',
    terms: 'compare an attribute by eq or in',
    about: (op, kind) => (op === 'eq' || op === 'in') && !nested(kind),
  },
  {
    name: 'inequality',
    title: 'neq and nin',
    terms: 'compare an attribute by neq or nin',
    about: (op, kind) => (op === 'neq' || op === 'nin') && !nested(kind),
  },
  {
    name: 'order',
    title: 'gt, gte, lt and lte',
    terms: 'compare a number or a time by gt, gte, lt or lte',
    about: (op, kind) => /^[gl]te?$/.test(op) && !nested(kind),
  },
  {
    name: 'containment',
    title: 'cont and ncont',
    terms: 'look for a part of a string by cont or ncont',
    about: (op, kind) => (op === 'cont' || op === 'ncont') && !nested(kind),
  },
  {
    name: 'nested',
    title: 'paths through arrays',
    terms: 'name an attribute within the entries of an array',
    about: (_op, kind) => nested(kind),
  },
];

/** What each selector makes of the items of a list. */
const SELECTORS: Readonly<Record<Selector, string>> = {
  all_fields: 'items that show every attribute which other reads of the same resources show',
  fields:
    'items that show the attributes named, single ones, several and paths into structures, every mandatory attribute, and no further structure',
  exclude_fields: 'items without the attributes named, and with every mandatory attribute',
  exclude_default:
    'items with every mandatory attribute and without those that the collection leaves out by default, as does the list without a selector',
};

function filterRows({ name, type, clause, orderedSince }: Collection): readonly Row[] {
  return FAMILIES.filter((family) => family.name !== 'order' || orderedSince !== undefined).map((family): Row => ({
    id: `${name}.filter.${family.name}`,
    title: `filter ${name} by ${family.title}`,
    purpose: `GET /${name} with filters that ${family.terms}, made from what the items show, is answered with 200 and, of the items that the run made, exactly those that the same filter selects from the full list.`,
    clause,
    since: family.name === 'order' ? orderedSince : undefined,
    judge: filterResults(name, type, (term, kind) => family.about(term.op, kind)),
  }));
}

function selectorRows({ name, type, clause, hasSelectors }: Collection): readonly Row[] {
  if (hasSelectors !== true) return [];
  return [
    ...Object.entries(SELECTORS).map(([selector, result]): Row => ({
      id: `${name}.selector.${selector}`,
      title: `${selector} on ${name}`,
      purpose: `GET /${name} with ${selector} is answered with 200 and ${result}; what is shown keeps its data type.`,
      clause,
      judge: selectorResults(name, type, selector as Selector),
    })),
    {
      id: `${name}.selector.broken`,
      title: `attribute selectors on ${name} that are wrong`,
      purpose: `GET /${name} with selectors that name no attribute, are empty or exclude each other should be refused with 400, and is never answered with a server error.`,
      clause,
      judge: brokenSelectors(name),
    },
  ];
}

function listRows({ name, type, clause }: Collection): readonly Row[] {
  return [
    {
      id: `${name}.filter.broken`,
      title: `filters on ${name} that are wrong`,
      purpose: `GET /${name} with a filter that breaks the syntax of SOL013 5.2 is refused with 400, as should be one that names no attribute or is not UTF-8; an operator that does not fit its attribute, or an empty value, never leads to a server error.`,
      clause,
      judge: brokenFilters(name),
    },
    {
      id: `${name}.list.agrees`,
      title: `items in the list of ${name} agree with the resources`,
      purpose: `Each ${type} that the run made is read by itself and in the list of /${name}: whatever both show has the same value, and a list with all attributes leaves none out.`,
      clause,
      judge: listAgrees(name),
    },
  ];
}

function pagingRow({ name, clause, selected }: Collection): Row {
  return {
    id: `${name}.paging`,
    title: `pages of ${name}`,
    purpose: `While nothing changes at the SUT, the pages of GET /${name} are followed by Link to the last: together they hold every item that the run made, and none twice${selected === undefined ? '' : `, and with fields=${selected} all of them show it`}. A page marker that the SUT never gave out should be refused with 400.`,
    clause,
    judge: pages(name),
  };
}

/** A case is there as far as its collection is, and claimed with it. */
const within =
  ({ since, ics }: Collection) =>
  (row: Row): Row => ({ ...row, ics, since: row.since ?? since });

/** Filters, attribute selectors and pages of every collection. */
export const queryCases: readonly TestCase[] = [
  ...traceCases(
    'vnflcm.queries',
    'vnflcm',
    COLLECTIONS.flatMap((one) => [...filterRows(one), ...selectorRows(one), ...listRows(one)].map(within(one))),
  ),
  ...traceCases(
    'vnflcm.paging',
    'vnflcm',
    COLLECTIONS.map((one) => within(one)(pagingRow(one))),
  ),
];
