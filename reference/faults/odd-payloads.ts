import type { Fault } from './fault.ts';

/** The one case, and what else looks at the answer. */
const odd = (what: string, ...aspects: readonly string[]): Fault & { readonly every: true } => ({
  what: `${what} is answered with 500`,
  clause: 'SOL013 6.4',
  seen: aspects.map((aspect) => `vnflcm.tolerance.${aspect}`),
  every: true,
  also: ['vnflcm.tolerance.*', 'vnflcm.*.form'],
});

/** More input that is legal, or refused for a reason, and that the orchestrator does not get along with. */
const stumbles = {
  'line-breaks-are-500': odd('a text with a line break', 'text-lines'),
  'empty-text-is-500': odd('an empty text', 'text-empty'),
  'nested-metadata-are-500': odd('metadata with an object or array inside', 'nested-values'),
  'all-attributes-are-500': odd('a subscription with every attribute', 'every-attribute'),
  'instance-without-name-is-500': odd('a creation without a name', 'minimum', 'unnamed-instance'),
  'provider-filter-is-500': odd('a subscription with a filter on providers', 'products-filter'),
  'names-filter-is-500': odd('a subscription with a filter on names', 'names-filter'),
  'query-of-callback-is-500': odd('a callbackUri with a query', 'callback-query'),
  'quotes-in-callback-are-500': odd('a callbackUri with a quote', 'callback-characters'),
  'some-enum-values-are-500': odd(
    'a value that few clients use',
    'enum-notificationTypes',
    'enum-operationTypes',
    'enum-operationStates',
    'enum-verbosity',
    'enum-authType',
  ),
  'media-type-in-capitals-is-500': odd('a media type in capital letters', 'content-type-case'),
  'accept-with-charset-is-500': odd('Accept with a charset', 'accept-parameter'),
  'white-space-in-json-is-500': odd('white space before a payload', 'json-form'),
  'unknown-parameter-is-500': odd('a query parameter that nobody knows', 'unknown-parameter'),
  'implementation-version-is-500': odd('Version with an implementation part', 'version'),
  'vim-without-interface-is-500': odd('a VIM connection without interfaceInfo', 'minimal-vim'),
  'vim-pairs-are-500': odd('interfaceInfo with a value that is no text', 'vim-pairs'),
  'address-range-is-500': odd('a range of addresses', 'address-range'),
  'huge-number-is-500': odd('a number beyond the range of doubles', 'number-range'),
  'vim-of-modification-is-500': odd('a modification of VIM connections', 'vim.add'),
} as const satisfies Record<string, Fault>;

export type StumbleFault = keyof typeof stumbles;

export const oddPayloadFaults = {
  ...stumbles,
  'quotes-in-callback-find-another': {
    what: 'a callbackUri with a quote is taken for that of any other subscription',
    clause: 'SOL003 5.4.18.3.1',
    seen: ['vnflcm.tolerance.callback-own'],
    also: ['vnflcm.tolerance.*'],
  },
  'not-a-number-taken': {
    what: 'NaN is read as 0',
    clause: 'RFC 8259 6',
    seen: ['vnflcm.tolerance.not-a-number'],
    also: ['vnflcm.tolerance.*'],
  },
  'huge-number-shown-as-infinity': {
    what: 'a number beyond the range of doubles is shown as Infinity',
    clause: 'RFC 8259 6',
    seen: ['vnflcm.tolerance.number-range.shown'],
    also: ['vnflcm.tolerance.*', 'vnflcm.*.form'],
  },
  'line-breaks-become-spaces': {
    what: 'line breaks in a description come back as spaces',
    clause: 'SOL013 7.2.2',
    seen: ['vnflcm.tolerance.round-trip'],
    also: ['vnflcm.tolerance.*'],
  },
  'empty-name-breaks-lists': {
    what: 'once there was an instance with an empty name, lists of operation occurrences and subscriptions are answered with 500',
    clause: 'SOL003 5.4.12.3.2',
    seen: ['vnflcm.tolerance.lists.vnf_lcm_op_occs', 'vnflcm.tolerance.lists.subscriptions'],
    every: true,
    also: ['vnflcm.tolerance.*', 'vnflcm.*.form'],
  },
  'missing-name-breaks-lists': {
    what: 'once there was an instance without a name, lists of operation occurrences and subscriptions are answered with 500',
    clause: 'SOL003 5.4.12.3.2',
    seen: ['vnflcm.tolerance.lasting.vnf_lcm_op_occs', 'vnflcm.tolerance.lasting.subscriptions'],
    every: true,
    also: ['vnflcm.tolerance.*', 'vnflcm.*.form'],
    procedures: ['vnflcm.lasting'],
  },
  'scaling-by-nothing-is-500': {
    what: 'numberOfSteps 0 is answered with 500',
    clause: 'SOL003 5.5.2.5',
    seen: ['vnflcm.vnf_instances.id.scale.post.body.limit'],
    also: ['vnflcm.*.form'],
  },
  'broken-payload-is-500': {
    what: 'a payload that breaks its data type is answered with 500',
    clause: 'SOL013 6.4',
    seen: [
      'vnflcm.*.body.missing',
      'vnflcm.*.body.type',
      'vnflcm.*.body.as-text',
      'vnflcm.*.body.enum',
      'vnflcm.*.body.cardinality',
      'vnflcm.*.body.format',
      'vnflcm.*.body.null',
      'vnflcm.*.body.object',
    ],
    every: true,
    also: ['vnflcm.*.form'],
  },
  'unknown-media-type-is-500': {
    what: 'a payload of another media type is answered with 500',
    clause: 'RFC 9110 15.5.16',
    seen: ['vnflcm.*.415'],
    every: true,
    also: ['vnflcm.*.form'],
  },
  'unknown-resource-is-500': {
    what: 'a resource that does not exist is answered with 500',
    clause: 'SOL013 6.4',
    seen: ['vnflcm.vnf_instances.*.404', 'vnflcm.vnf_lcm_op_occs.*.404'],
    every: true,
    also: ['vnflcm.*.404', 'vnflcm.*.form'],
  },
  'reads-are-202': {
    what: 'reads are answered with 202',
    clause: 'SOL013 6.4',
    seen: ['vnflcm.*.read'],
    every: true,
    also: ['vnflcm.*'],
  },
} as const satisfies Record<string, Fault>;
