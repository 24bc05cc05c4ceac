import type { Aspect } from '../../checks/trace/tolerance.ts';
import type { Release } from '../../../src/model/release-model.ts';

/** A kind of unusual input, and how it is sent. */
export interface SentAspect extends Aspect {
  /** The requests, in a sentence. */
  readonly sent: string;
  readonly since?: Release;
  /** Default: vnflcm.tolerance. */
  readonly procedure?: string;
}

/** Legal input that few clients send, and what the standard says of its refusal. */
export const ASPECTS: readonly SentAspect[] = [
  {
    name: 'minimum',
    title: 'requests with nothing but what is mandatory',
    sent: 'POST /vnf_instances is sent with vnfdId alone, and instantiate without instantiationLevelId',
    clause: 'SOL003 5.5.2',
    refusal: 'shall',
  },
  // What they refer to need not be there.
  {
    name: 'every-attribute',
    title: 'requests with every attribute',
    sent: 'POST /vnf_instances, POST /subscriptions and tasks are sent with every attribute that their data type has',
    clause: 'SOL003 5.5.2',
    refusal: 'allowed',
    procedure: 'vnflcm.bodies',
  },
  {
    name: 'unknown-attribute',
    title: 'attributes that nobody knows',
    sent: 'POST /vnf_instances, POST /subscriptions and tasks are sent with an attribute nfvTstUnknown, which no release has',
    clause: 'SOL013 5.1',
    refusal: 'shall',
  },
  {
    name: 'unknown-attribute-schema-word',
    title: 'unknown attributes with names that mean something to JSON Schema',
    sent: 'POST /subscriptions is sent with attributes named type and properties, which no release has, within its filter',
    clause: 'SOL013 5.1',
    refusal: 'shall',
  },
  {
    name: 'text',
    title: 'texts with quotes, markup and other scripts',
    sent: 'POST /vnf_instances is sent with a vnfInstanceName that has quotes, backslashes, markup, accents, percent signs or another script',
    clause: 'SOL013 7.2.2',
    refusal: 'shall',
  },
  {
    name: 'text-beyond-16-bit',
    title: 'texts beyond the 16-bit range',
    sent: 'POST /vnf_instances is sent with a smiley in vnfInstanceName',
    clause: 'SOL013 7.2.2',
    refusal: 'shall',
  },
  {
    name: 'text-lines',
    title: 'texts with line breaks',
    sent: 'POST /vnf_instances is sent with a line break and a tab in vnfInstanceDescription',
    clause: 'SOL013 7.2.2',
    refusal: 'shall',
  },
  {
    name: 'text-empty',
    title: 'empty texts',
    sent: 'POST /vnf_instances is sent with an empty vnfInstanceName, and with an empty vnfInstanceDescription',
    clause: 'SOL013 7.2.2',
    refusal: 'should',
  },
  {
    name: 'text-long',
    title: 'long texts',
    sent: 'Requests are sent with a name of 300 characters, a description, metadata and additionalParams of 2 000, and a callback URI of more than 300',
    clause: 'SOL013 7.2.2',
    refusal: 'should',
  },
  {
    name: 'same-name',
    title: 'two instances of one name',
    sent: 'A second VNF instance is created with the vnfInstanceName of another one',
    clause: 'SOL003 5.5.2.3',
    refusal: 'shall',
  },
  {
    name: 'key',
    title: 'keys of KeyValuePairs with other characters',
    sent: 'POST /vnf_instances and instantiate are sent with metadata and additionalParams whose keys have an at sign, quotes, commas or letters beyond ASCII',
    clause: 'SOL013 7.1.5',
    refusal: 'shall',
  },
  {
    name: 'nested-values',
    title: 'KeyValuePairs with structure',
    sent: 'POST /vnf_instances is sent with objects and arrays in metadata',
    clause: 'SOL013 7.1.5',
    refusal: 'shall',
  },
  {
    name: 'minimal-vim',
    title: 'a VIM connection with nothing but what is mandatory',
    sent: 'instantiate is sent with a further VIM connection that has vimType, in API v1 also id, and nothing else',
    clause: 'SOL003 4.4.1.6',
    refusal: 'should',
  },
  {
    name: 'vim-credentials',
    title: 'credentials beside the id of a VIM',
    sent: 'instantiate is sent with accessInfo beside the id of a VIM that the SUT knows',
    clause: 'SOL003 4.4.1.6',
    refusal: 'allowed',
    absent: 'the profile names no VIM that the SUT knows by its id alone',
  },
  {
    name: 'unknown-vim',
    title: 'a VIM that the VNFM does not know',
    sent: 'instantiate is sent with a VIM connection whose vimId the SUT does not know, of a VNF instance that is there, so that 404 is no fitting refusal',
    clause: 'SOL003 5.4.4.3.1',
    refusal: 'allowed',
    isThere: true,
    absent: 'the profile names no VIM',
  },
  {
    name: 'vim-pairs',
    title: 'keys and values of all kinds in a VIM connection',
    sent: 'instantiate is sent with a VIM connection whose interfaceInfo has keys with underscores and capitals and values of every JSON type',
    clause: 'SOL013 7.1.5',
    // Which keys there are depends on the type of the VIM.
    refusal: 'allowed',
    absent: 'the profile names no VIM',
  },
  // Whether there are such addresses to be had is another matter.
  {
    name: 'address-range',
    title: 'addresses out of a range for an external CP',
    sent: 'instantiate is sent with addressRange, in place of numDynamicAddresses or fixedAddresses, for an external CP',
    clause: 'SOL003 4.4.1.10c',
    refusal: 'should',
    absent: 'the profile has no addresses of external CPs',
  },
  {
    name: 'null-entry',
    title: 'null for an entry of cpConfig that is not there',
    sent: 'instantiate or change_ext_conn is sent with null for an entry of cpConfig that is not there',
    clause: 'SOL003 4.4.1.10',
    refusal: 'should',
    since: '3.3.1',
  },
  {
    name: 'removed-entry',
    title: 'an entry of cpConfig that is taken away by null',
    sent: 'change_ext_conn is sent with null for an entry of cpConfig that an earlier one made, and the same configuration under another key',
    clause: 'SOL003 4.4.1.10',
    refusal: 'shall',
    since: '3.3.1',
    absent: 'change_ext_conn is not offered, or makes no connection that could be taken away',
  },
  {
    name: 'products-filter',
    title: 'filters on products of providers',
    sent: 'POST /subscriptions is sent with a filter on a provider alone, and on products down to the versions of the VNFD',
    clause: 'SOL003 4.4.1.5',
    refusal: 'shall',
  },
  {
    name: 'callback-query',
    title: 'a callback URI with a query',
    sent: 'POST /subscriptions is sent with a callbackUri that has a query',
    clause: 'SOL003 5.5.2.15',
    refusal: 'shall',
  },
  {
    name: 'callback-characters',
    title: 'a callback URI with every character that a query may have',
    sent: 'POST /subscriptions is sent with callbackUris whose queries have quotes, brackets and all other characters that may stand there as they are, and some percent-encoded',
    clause: 'RFC 3986 3.4',
    refusal: 'shall',
  },
  ...(['notificationTypes', 'operationTypes', 'operationStates', 'verbosity'] as const).map(
    (attribute): SentAspect => ({
      name: `enum-${attribute}`,
      title: `every value of ${attribute} in a subscription`,
      sent: `POST /subscriptions is sent with each value that ${attribute} may have, one after the other`,
      clause: 'SOL003 5.5.3.12',
      refusal: 'shall',
      ...(attribute === 'verbosity' ? { since: '3.3.1' } : {}),
    }),
  ),
  // A producer says itself which ways to authenticate it supports.
  {
    name: 'enum-authType',
    title: 'every authType in a subscription',
    sent: 'POST /subscriptions is sent with each authType and what belongs to it, one after the other',
    clause: 'SOL013 8.3.4',
    refusal: 'should',
  },
  {
    name: 'content-type',
    title: 'Content-Type with parameters',
    sent: 'POST /vnf_instances is sent with a charset in Content-Type, plain and in quotes',
    clause: 'RFC 9110 8.3.1',
    refusal: 'shall',
  },
  {
    name: 'content-type-case',
    title: 'Content-Type in capitals',
    sent: 'POST /vnf_instances is sent with Content-Type: APPLICATION/JSON',
    clause: 'RFC 9110 8.3.1',
    refusal: 'shall',
  },
  {
    name: 'accept',
    title: 'forms of Accept',
    sent: 'GET /vnf_instances, GET of a VNF instance and POST /vnf_instances are sent with ranges, weights, several types or capitals in Accept, and without Accept',
    clause: 'RFC 9110 12.5.1',
    refusal: 'shall',
  },
  {
    name: 'accept-parameter',
    title: 'Accept with a parameter that JSON does not have',
    sent: 'GET /vnf_instances and GET of a VNF instance are sent with Accept: application/json; charset=utf-8',
    clause: 'RFC 9110 12.5.1',
    refusal: 'should',
  },
  {
    name: 'json-form',
    title: 'JSON with white space and escapes',
    sent: 'POST /vnf_instances is sent with white space around the members, and with escapes in their names',
    clause: 'RFC 8259 2',
    refusal: 'shall',
  },
  {
    name: 'chunked',
    title: 'a payload in chunks',
    sent: 'POST /vnf_instances is sent with Transfer-Encoding: chunked',
    clause: 'RFC 9112 7.1',
    refusal: 'shall',
  },
  {
    name: 'unknown-header',
    title: 'header fields that nobody knows',
    sent: 'GET /vnf_instances is sent with a header field that nobody has defined',
    clause: 'RFC 9110 5.1',
    refusal: 'shall',
  },
  // Whether one that nobody knows is an incorrect parameter (400) or is ignored is read both ways.
  {
    name: 'unknown-parameter',
    title: 'query parameters that nobody knows',
    sent: 'GET /vnf_instances is sent with a query parameter that nobody has defined',
    clause: 'SOL013 6.4',
    refusal: 'allowed',
  },
  {
    name: 'odd-uri',
    title: 'URIs that are not UTF-8',
    sent: 'GET is sent with a byte that is not UTF-8, in the query and in the path',
    clause: 'SOL013 6.4',
    refusal: 'allowed',
  },
  {
    name: 'odd-id',
    title: 'identifiers that nobody gave out',
    sent: 'GET, PATCH, DELETE and terminate are sent to VNF instances whose ids have a letter beyond ASCII, a space or 300 characters, and that do not exist',
    clause: 'SOL013 6.4',
    refusal: 'allowed',
  },
  {
    name: 'head',
    title: 'HEAD where there is GET',
    sent: 'HEAD /vnf_instances is sent',
    clause: 'RFC 9110 9.1',
    refusal: 'should',
  },
  {
    name: 'version',
    title: 'Version with an implementation part',
    sent: 'GET /vnf_instances is sent with the version of the API and an implementation part (-impl:) in Version',
    clause: 'SOL013 9.1',
    refusal: 'should',
    since: '2.6.1',
  },
  // Whoever reads numbers may set limits to their range, and says so with 400.
  {
    name: 'number-range',
    title: 'a number beyond what most can hold',
    sent: 'POST /vnf_instances is sent with 1e400 for a value of metadata, which is JSON',
    clause: 'RFC 8259 6',
    refusal: 'allowed',
    // Creation has metadata since 2.7.1.
    since: '3.3.1',
    procedure: 'vnflcm.lasting',
  },
  {
    name: 'names-filter',
    title: 'a subscription for names of instances',
    sent: 'POST /subscriptions is sent with a filter on vnfInstanceNames',
    clause: 'SOL003 4.4.1.5',
    refusal: 'shall',
    procedure: 'vnflcm.lasting',
  },
  {
    name: 'unnamed-instance',
    title: 'an instance without a name while somebody subscribed to names',
    sent: 'While a subscription with a filter on vnfInstanceNames exists, POST /vnf_instances is sent without a name, and the VNF instance is deleted again',
    clause: 'SOL003 4.4.1.5',
    refusal: 'shall',
    procedure: 'vnflcm.lasting',
  },
];
