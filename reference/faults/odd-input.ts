import type { Fault } from './fault.ts';

/** The one case, and the forms of answers, which no 500 fits. */
const odd = (what: string, aspect: string, clause: string): Fault => ({
  what,
  clause,
  seen: [`vnflcm.tolerance.${aspect}`],
  also: ['vnflcm.tolerance.*', 'vnflcm.*.form'],
});

/** Input that is legal and that few clients send. */
export const oddInputFaults = {
  'unknown-header-is-500': odd(
    'a header field that nobody knows is answered with 500',
    'unknown-header',
    'RFC 9110 5.1',
  ),
  'occurrence-of-minimal-vim-is-500': odd(
    'a modification that added a VIM connection with nothing but what is mandatory cannot be read',
    'vim.op-occ',
    'SOL003 5.4.13.3.2',
  ),
  'unknown-attribute-is-500': odd(
    'an attribute that nobody knows is answered with 500',
    'unknown-attribute',
    'SOL013 5.1',
  ),
  'unknown-attribute-refused': odd('an attribute that nobody knows is refused', 'unknown-attribute', 'SOL013 5.1'),
  'other-scripts-are-500': odd('text beyond ASCII is answered with 500', 'text', 'SOL013 7.2.2'),
  'long-text-is-500': odd('text of more than 255 characters is answered with 500', 'text-long', 'SOL013 7.2.2'),
  'needless-payload-is-500': {
    what: 'a payload where there is none to be is answered with 500',
    clause: 'SOL003 5.4.14',
    seen: ['vnflcm.tolerance.needless-body', 'vnflcm.failures.empty-object'],
    every: true,
    also: ['vnflcm.tolerance.*', 'vnflcm.*.form'],
  },
  'same-name-refused': odd('a name that another instance has is refused', 'same-name', 'SOL003 5.5.2.3'),
  'broken-escape-is-500': odd('a URI that is not UTF-8 is answered with 500', 'odd-uri', 'SOL013 6.4'),
  'quality-of-accept-not-understood': odd('Accept with a quality is answered with 406', 'accept', 'RFC 9110 12.5.1'),
  'first-choice-of-accept-only': odd(
    'the first media type of Accept is taken for all of it',
    'accept',
    'RFC 9110 12.5.1',
  ),
  'odd-id-is-500': odd('an id that is not ASCII is answered with 500', 'odd-id', 'SOL013 6.4'),
  'media-type-with-parameter-refused': odd(
    'a media type with a parameter is refused',
    'content-type',
    'RFC 9110 8.3.1',
  ),
  'unknown-vim-is-404': odd('a VIM that nobody knows is answered with 404', 'unknown-vim', 'SOL003 5.4.4.3.1'),
  'vim-pairs-in-lower-case': odd('keys of interfaceInfo come back in lower case', 'vim-pairs.shown', 'SOL013 7.1.5'),
  'nested-vim-secrets-shown': {
    what: 'credentials within credentials of a VIM connection are shown',
    clause: 'SOL003 4.4.1.6',
    seen: ['vnflcm.vnf_instance*.form'],
    // operationParams show them as well.
    also: ['vnflcm.vnf_lcm_op_occs.*.form'],
    procedures: ['vnflcm.tolerance'],
  },
  'change-of-vim-connection-lost': odd(
    'a modification of a VIM connection that is there changes nothing',
    'vim.change',
    'SOL003 5.5.2.12',
  ),
  'null-entry-is-500': {
    ...odd('null for an entry of cpConfig is answered with 500', 'null-entry', 'SOL003 4.4.1.10'),
    seen: ['vnflcm.tolerance.null-entry', 'vnflcm.tolerance.removed-entry'],
  },
  'part-of-vim-connection-refused': {
    ...odd('a modification of a part of a VIM connection is refused', 'vim.part', 'SOL003 5.5.2.12'),
    warning: 'modify:vimConnectionInfo:part:refused:*',
  },
  'head-refused': { ...odd('HEAD is answered with 405', 'head', 'RFC 9110 9.1'), warning: 'unusual:head:405' },
  'chunked-payload-lost': odd('a payload in chunks is lost', 'chunked', 'RFC 9112 7.1'),
  'nameless-instance-breaks-lists': {
    ...odd(
      'a list with an instance that has no name is answered with 500',
      'lasting.vnf_instances',
      'SOL003 5.4.2.3.2',
    ),
    seen: ['vnflcm.tolerance.lasting.vnf_instances', 'vnflcm.tolerance.lists.vnf_instances'],
  },
} as const satisfies Record<string, Fault>;
