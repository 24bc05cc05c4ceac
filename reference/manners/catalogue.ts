/**
 * Manners of being right: where the standards leave a choice, the orchestrator does here what it does not do elsewhere. Whoever
 * blames one of them blames what is right.
 */
export interface Manner {
  /** What is done, in a sentence. */
  readonly what: string;
  /** What leaves the choice. */
  readonly clause: string;
  /** Items of the ICS that are not offered so. */
  readonly denies?: readonly string[];
}

export const MANNERS = {
  'header-names-in-lower-case': { what: 'names of header fields are in lower case', clause: 'RFC 9110 5.1' },
  'content-type-with-charset': { what: 'Content-Type has the parameter charset', clause: 'RFC 9110 8.3.1' },
  'chunked-answers': { what: 'payloads come in chunks, without Content-Length', clause: 'RFC 9112 7.1' },
  'one-request-a-connection': { what: 'connections are closed after each answer', clause: 'RFC 9112 9.6' },
  'more-header-fields': {
    what: 'answers have cookies, Server, Cache-Control and fields that nobody knows',
    clause: 'RFC 9110 5.1',
  },
  'json-spread-out': { what: 'JSON has blanks and line ends, and names in another order', clause: 'RFC 8259 2, 4' },
  'json-escaped': { what: 'strings in JSON have escapes where none is needed', clause: 'RFC 8259 7' },
  'weak-entity-tags': { what: 'entity tags are weak, so that none holds in If-Match', clause: 'RFC 9110 13.1.1' },
  'more-attributes': { what: 'a resource that is read has attributes of the product as well', clause: 'SOL013 5.1' },
  'more-attributes-sent': {
    what: 'notifications and grant requests have attributes of the product as well',
    clause: 'SOL013 5.1',
  },
  'empty-lists-shown': {
    what: 'optional lists and maps of a VNF instance are there when they are empty',
    clause: 'SOL003 5.5.2.2',
  },
  'compressed-answers': {
    what: 'answers are compressed, as they may be for a client that does not say what it takes',
    clause: 'RFC 9110 12.5.3',
  },
  'interim-answers': { what: 'an interim answer comes before each answer', clause: 'RFC 9110 15.2' },
  'too-busy-at-times': {
    what: 'now and then the client is asked to come again a second later',
    clause: 'RFC 9110 10.2.3, 15.6.4',
  },
  'asked-to-come-at-a-time': {
    what: 'now and then the client is asked to come again at a time that is told',
    clause: 'RFC 6585 4, RFC 9110 10.2.3',
  },
  'slow-answers': { what: 'each answer takes its time', clause: 'SOL013 4' },
  'problem-details-with-more': {
    what: 'a ProblemDetails has type, title, instance and members of its own',
    clause: 'RFC 7807 3.1, 3.2',
  },
  'problem-details-only-where-needed': { what: 'errors that need no payload have none', clause: 'SOL013 6.4' },
  'state-before-payload': {
    what: 'whether the resource is there and its state allows the request is looked at before the payload',
    clause: 'SOL013 6.4',
  },
  'unprocessable-for-schema': {
    what: 'a payload that breaks its data type is answered with 422',
    clause: 'SOL013 6.4',
  },
  'several-challenges': { what: 'WWW-Authenticate names several schemes', clause: 'RFC 9110 11.6.1' },
  'allow-with-more': { what: 'Allow names OPTIONS as well, and OPTIONS is answered', clause: 'RFC 9110 9.3.7' },
  'lists-in-any-order': { what: 'lists have another order each time', clause: 'SOL003 5.4.2.3.2' },
  'links-beside-next': { what: 'Link has other relations beside next, which is a token', clause: 'RFC 8288 3' },
  'links-in-their-own-fields': {
    what: 'each link has a field of its own, and next is in capitals beside another relation',
    clause: 'RFC 8288 2.1, 3.3',
  },
  'next-link-relative': { what: 'the URI of the next page is relative to that of the request', clause: 'RFC 8288 3.1' },
  'empty-last-page': { what: 'the last page has no items', clause: 'SOL013 5.4.2.3' },
  'small-pages': { what: 'a page has three items', clause: 'SOL013 5.4.2' },
  'times-in-whole-seconds': { what: 'times have no fractions of a second', clause: 'RFC 3339 5.6' },
  'start-more-exact': {
    what: 'the start of an operation has fractions of a second, and the time at which a state is entered has none',
    clause: 'RFC 3339 5.6',
  },
  'times-in-lower-case': { what: 't and z in times are small letters', clause: 'RFC 3339 5.6' },
  'times-with-offset': { what: 'times have an offset and fractions of a second', clause: 'RFC 3339 5.6' },
  'clock-hours-behind': { what: 'the clock, and with it each time told, is seven hours behind', clause: 'RFC 3339 4' },
  'clock-hours-ahead': { what: 'the clock, and with it each time told, is nine hours ahead', clause: 'RFC 3339 4' },
  'identifiers-with-signs': {
    what: 'identifiers are no UUIDs, and have characters that URIs encode',
    clause: 'SOL013 7.2.2',
  },
  'numbered-by-kind': {
    what: 'identifiers are numbers, counted for each kind of resource',
    clause: 'SOL013 7.2.2',
  },
  'host-of-two-names': {
    what: 'links have another name of the host than the one that clients ask',
    clause: 'SOL013 4.1',
  },
  'root-with-path': { what: 'the root of the API has a path', clause: 'SOL013 4.1' },
  'no-validators': { what: 'answers have neither ETag nor Last-Modified', clause: 'RFC 9110 8.8' },
  'no-date': { what: 'answers have no Date, as of a server without a clock', clause: 'RFC 9110 6.6.1' },
  'version-with-mark': { what: 'the version has the mark of an implementation behind it', clause: 'SOL013 9.1.1' },
  'several-versions': { what: 'api_versions lists a version that is deprecated as well', clause: 'SOL013 9.3.3' },
  'info-always-there': {
    what: 'instantiatedVnfInfo is there before the instantiation and after the termination, too',
    clause: 'SOL003 5.5.2.2',
  },
  'named-by-default': { what: 'a VNF instance without a name is given one', clause: 'SOL003 5.5.2.2' },
  'accepted-late': {
    what: 'an operation is mostly over when the request for it is answered',
    clause: 'SOL003 5.4.4.3.1',
  },
  'links-of-what-is-free': {
    what: 'a VNF instance has no links to tasks while an operation is going on',
    clause: 'SOL003 5.5.2.2',
  },
  'heals-by-itself': {
    what: 'the VNF is healed automatically after each instantiation',
    clause: 'SOL003 5.5.2.13',
  },
  'rollback-of-instantiation-only': {
    what: 'of all operations only an instantiation can be rolled back',
    clause: 'SOL003 5.4.15.3.1',
  },
  'healing-replaces': { what: 'healing puts a new VNFC in the place of each old one', clause: 'SOL003 5.4.9' },
  'little-shown': {
    what: 'attributes are left out that may be left out whatever the state',
    clause: 'SOL003 5.5.2.2, 5.5.2.13',
  },
  'slow-operations': { what: 'operations take their time', clause: 'SOL003 5.6.2' },
  'notifications-beside-each-other': {
    what: 'a notification does not wait for the one before, and takes its time',
    clause: 'SOL003 5.4.20',
  },
  'late-notifications': { what: 'notifications come some time after what they tell of', clause: 'SOL003 5.4.20' },
  'filters-in-another-order': {
    what: 'the lists of a subscription filter are shown in another order',
    clause: 'SOL003 5.5.3.12',
  },
  'duplicates-taken': {
    what: 'a subscription like one that is there is created',
    clause: 'SOL003 5.4.18.3.1',
    denies: ['vnflcm.subscriptions.duplicate'],
  },
  'nothing-optional': {
    what: 'only what has to be there is there: create, instantiate, terminate, delete, subscriptions and reads',
    clause: 'SOL003 5.4',
    denies: [
      'vnflcm.scale',
      'vnflcm.scale_to_level',
      'vnflcm.change_flavour',
      'vnflcm.heal',
      'vnflcm.operate',
      'vnflcm.change_ext_conn',
      'vnflcm.change_vnfpkg',
      'vnflcm.create_snapshot',
      'vnflcm.revert_to_snapshot',
      'vnflcm.snapshots',
      'vnflcm.retry',
      'vnflcm.rollback',
      'vnflcm.fail',
      'vnflcm.cancel',
    ],
  },
  'calls-in-other-words': {
    what: 'calls come in chunks, with a charset, names and schemes in lower case, and without Accept',
    clause: 'RFC 9110 5.1, 8.3.1, 11.1, 12.5.1',
  },
  'level-for-resources': {
    what: 'the grant request of an instantiation names its level and no resources',
    clause: 'SOL003 9.5.2.2',
  },
  'package-in-ranges': { what: 'the package is fetched in ranges of bytes', clause: 'SOL003 10.4.5.3.2' },
  'token-for-each-request': { what: 'a token is asked for before each request to the NFVO', clause: 'RFC 6749 4.4' },
  'credentials-in-payload': {
    what: 'client credentials stand in the payload of the token request',
    clause: 'RFC 6749 2.3.1',
  },
  'package-by-filter': { what: 'the package of a VNFD is found by a filter on the list', clause: 'SOL003 10.4.2.3.2' },
  'package-read-whole': { what: 'the VNFD is read out of the whole package', clause: 'SOL003 10.4.5.3.2' },
} as const satisfies Readonly<Record<string, Manner>>;

export type MannerName = keyof typeof MANNERS;

export function isMannerName(name: string): name is MannerName {
  return Object.hasOwn(MANNERS, name);
}
