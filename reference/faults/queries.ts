import type { Fault } from './fault.ts';

const clause = 'SOL013 5.2.2';
const seen = (family: string): Fault['seen'] => [`vnflcm.*.filter.${family}`];
/** A wrong operator shows in every family that uses it. */
const also = ['vnflcm.*.filter.*'];
const PAGES = { pageSize: 2 } as const;

/** Filters, attribute selectors and pages. */
export const queryFaults = {
  'filter-ignored': { what: 'filters are not looked at', clause, seen: seen('equality'), also },
  'filter-first-term-only': { what: 'of several terms the first one counts', clause, seen: seen('*'), also },
  'filter-first-item-only': { what: 'of a list the first item is looked at', clause, seen: seen('nested'), also },
  'filter-eq-without-case': {
    what: 'eq takes small and capital letters for the same',
    clause,
    seen: seen('equality'),
    also,
  },
  'filter-eq-as-containment': { what: 'eq is met by a part of the value', clause, seen: seen('equality'), also },
  'order-of-metadata-is-500': {
    what: 'gt, gte, lt and lte on metadata are answered with 500',
    clause,
    seen: ['vnflcm.vnf_instances.filter.order'],
    also,
  },
  'filter-neq-as-eq': { what: 'neq works as eq', clause, seen: seen('inequality'), also },
  'filter-in-takes-first-value': {
    what: 'of the values of in the first one counts',
    clause,
    seen: seen('equality'),
    also,
  },
  'filter-nin-as-in': { what: 'nin works as in', clause, seen: seen('inequality'), also, release: '2.6.1' },
  'filter-gt-as-gte': { what: 'gt includes the value itself', clause, seen: seen('*'), also },
  'filter-gte-as-gt': { what: 'gte excludes the value itself', clause, seen: seen('*'), also },
  'filter-lt-inverted': { what: 'lt works as gt', clause, seen: seen('*'), also },
  'filter-lte-as-lt': { what: 'lte excludes the value itself', clause, seen: seen('*'), also },
  'filter-cont-as-prefix': { what: 'cont looks at the beginning only', clause, seen: seen('containment'), also },
  'filter-cont-as-eq': { what: 'cont works as eq', clause, seen: seen('containment'), also, release: '2.4.1' },
  'filter-ncont-as-cont': { what: 'ncont works as cont', clause, seen: seen('containment'), also, release: '3.3.1' },
  'filter-quotes-not-understood': { what: 'quoted values are not understood', clause, seen: seen('*'), also },
  'filter-doubled-quote-ends-value': { what: 'a doubled quote ends a quoted value', clause, seen: seen('*'), also },
  'filter-comma-ends-quoted-value': { what: 'a comma ends a quoted value', clause, seen: seen('*'), also },
  'filter-on-unknown-attribute-taken': {
    what: 'a filter on an attribute that there is not gives an empty list',
    clause: 'SOL013 5.2.3',
    seen: seen('broken'),
    warning: 'filter:attribute:*',
  },
  'broken-filter-taken': {
    what: 'a filter that does not end is ignored',
    clause: 'SOL013 5.2.3',
    seen: seen('broken'),
  },
  'broken-filter-is-500': {
    what: 'a filter that does not end is answered with 500',
    clause: 'SOL013 5.2.3',
    seen: seen('broken'),
    release: '3.3.1',
  },
  'empty-filter-value-is-500': {
    what: 'a filter with an empty value is answered with 500',
    clause,
    seen: seen('broken'),
    also: ['vnflcm.*.get.form'],
  },
  'filter-time-without-offset': { what: 'the offset of a time is not looked at', clause, seen: seen('order'), also },
  'filter-strips-quotes': {
    what: 'quotes that are part of a value are taken off',
    clause,
    seen: seen('equality'),
    also,
  },
  'filter-decoded-before-split': {
    what: 'a query is decoded before its parameters are told apart',
    clause,
    seen: seen('equality'),
    also,
  },
  'all-fields-ignored': {
    what: 'all_fields gives the default',
    clause: 'SOL013 5.3.2',
    seen: ['vnflcm.*.selector.all_fields', 'vnflcm.*.list.agrees'],
    also: ['vnflcm.*.filter.*', 'vnflcm.*.get.form'],
  },
  'selected-structure-as-text': {
    what: 'fields gives structures as JSON in a text',
    clause: 'SOL013 5.3.2',
    seen: ['vnflcm.vnf_lcm_op_occs.selector.fields'],
    also: ['vnflcm.*.selector.fields', 'vnflcm.*.get.form'],
  },
  'fields-ignored': { what: 'fields adds nothing', clause: 'SOL013 5.3.2', seen: ['vnflcm.*.selector.fields'] },
  'fields-drop-mandatory-attributes': {
    what: 'fields leaves out mandatory attributes',
    clause: 'SOL013 5.3.2',
    seen: ['vnflcm.*.selector.fields'],
  },
  'fields-add-more': {
    what: 'fields adds complex attributes that it does not name',
    clause: 'SOL013 5.3.2',
    seen: ['vnflcm.*.selector.fields'],
  },
  'fields-part-for-whole': {
    what: 'of a structure that is named beside a part of it the part is shown',
    clause: 'SOL013 5.3.2',
    seen: ['vnflcm.*.selector.fields'],
  },
  'fields-drop-mandatory-parts': {
    what: 'of a structure nothing is shown but the part that is named',
    clause: 'SOL013 5.3.2',
    seen: ['vnflcm.*.selector.fields'],
    warning: 'selector:fields:mandatory-parts',
  },
  'exclude-fields-ignored': {
    what: 'exclude_fields leaves nothing out',
    clause: 'SOL013 5.3.2',
    seen: ['vnflcm.*.selector.exclude_fields'],
    release: '2.6.1',
  },
  'exclude-fields-drops-mandatory-attributes': {
    what: 'exclude_fields leaves out mandatory attributes',
    clause: 'SOL013 5.3.2',
    seen: ['vnflcm.*.selector.exclude_fields'],
    // What is left of the data types lacks what they make mandatory.
    also: ['vnflcm.*.get.form'],
  },
  'exclude-default-ignored': {
    what: 'exclude_default leaves nothing out',
    clause: 'SOL013 5.3.2',
    seen: ['vnflcm.*.selector.exclude_default'],
  },
  'defaults-not-left-out': {
    what: 'lists show what is to be left out by default',
    clause: 'SOL003 5.4.2.3.2',
    seen: ['vnflcm.*.selector.exclude_default'],
  },
  'selectors-that-exclude-each-other-taken': {
    what: 'selectors that do not go together are accepted',
    clause: 'SOL013 5.3.3',
    seen: ['vnflcm.*.selector.broken'],
    warning: 'selector:broken:*',
  },
  'selector-of-unknown-attribute-taken': {
    what: 'a selector with an attribute that there is not is accepted',
    clause: 'SOL013 5.3.3',
    seen: ['vnflcm.*.selector.broken'],
    warning: 'selector:broken:*',
  },
  'page-overlaps': {
    what: 'the last item of a page comes again',
    clause: 'SOL013 5.4',
    seen: ['vnflcm.*.paging'],
    also: ['vnflcm.*'],
    with: PAGES,
  },
  'item-lost-between-pages': {
    what: 'an item between two pages is lost',
    clause: 'SOL013 5.4',
    seen: ['vnflcm.*.paging'],
    also: ['vnflcm.*'],
    with: PAGES,
  },
  'last-page-lost': {
    what: 'the last page is never reached',
    clause: 'SOL013 5.4',
    seen: ['vnflcm.*.paging'],
    also: ['vnflcm.*'],
    with: PAGES,
  },
  'pages-forget-the-filter': {
    what: 'the pages after the first one are not filtered',
    clause: 'SOL013 5.4',
    seen: ['vnflcm.*.paging', 'vnflcm.*.filter.*'],
    also: ['vnflcm.*'],
    with: PAGES,
  },
  'pages-forget-the-selector': {
    what: 'the pages after the first one show all attributes',
    clause: 'SOL013 5.4',
    seen: ['vnflcm.*.paging'],
    with: PAGES,
  },
  'pages-forget-the-fields': {
    what: 'the pages after the first one show what lists show by default',
    clause: 'SOL013 5.4',
    seen: ['vnflcm.*.paging'],
    with: PAGES,
  },
  'next-page-dangling': {
    what: 'Link to the next page leads nowhere',
    clause: 'SOL013 5.4',
    seen: ['vnflcm.*.paging'],
    also: ['vnflcm.*'],
    with: PAGES,
  },
  'next-link-without-relation': {
    what: 'Link to the next page is not called next',
    clause: 'SOL013 5.4',
    seen: ['vnflcm.*.paging'],
    also: ['vnflcm.*'],
    with: PAGES,
  },
  'unknown-marker-taken': {
    what: 'a marker that nobody gave out gives an empty page',
    clause: 'SOL013 5.4',
    seen: ['vnflcm.*.paging'],
    with: PAGES,
    warning: 'paging:marker:*',
  },
} as const satisfies Record<string, Fault>;
