import { isObject } from '../../../src/model/json.ts';
import type { Major, ReleaseModel } from '../../../src/model/release-model.ts';

/** A legal request that few clients send. `aspect`: in which way it is unusual; `variant`: with what. */
export interface Odd {
  readonly aspect: string;
  readonly variant: string;
  readonly body: unknown;
}

type Entity = Readonly<Record<string, unknown>>;

const UNKNOWN = { nfvTstUnknown: { any: ['thing', 1, true] } };

/** Texts as they occur in names and descriptions. */
const TEXTS: Readonly<Record<string, string>> = {
  quotes: 'it\'s "quoted" and back\\slashed',
  accents: 'Überprüfung ñandú',
  script: '検証 тест',
  markup: '<b>bold</b> & more',
  percent: '100 %s %d {0} ${x}',
};

/** CreateVnfRequest (SOL003 5.5.2.3); `legal` gives another name each time, so that names are the reason of nothing. */
export function oddCreations(legal: () => Entity, vnfdId: string): readonly Odd[] {
  const named = (aspect: string, variant: string, more: Entity): Odd => {
    const body = legal();
    // Where the name is odd, the description says whose it is.
    const ours = 'vnfInstanceName' in more ? { vnfInstanceDescription: body['vnfInstanceName'] } : {};
    return { aspect, variant, body: { ...body, ...ours, ...more } };
  };
  return [
    { aspect: 'minimum', variant: 'create', body: { vnfdId } },
    named('unknown-attribute', 'create', UNKNOWN),
    ...Object.entries(TEXTS).map(([variant, name]) => named('text', variant, { vnfInstanceName: name })),
    named('text-beyond-16-bit', 'name', { vnfInstanceName: 'smile \u{1F600}' }),
    named('text-lines', 'description', { vnfInstanceDescription: 'first line\nsecond line\ttabbed' }),
    named('text-empty', 'name', { vnfInstanceName: '' }),
    named('text-empty', 'description', { vnfInstanceDescription: '' }),
    named('text-long', 'name', { vnfInstanceName: 'n'.repeat(300) }),
    named('text-long', 'description', { vnfInstanceDescription: 'd'.repeat(2000) }),
    ...Object.entries(KEYS).map(([variant, key]) => named('key', `create.${variant}`, { metadata: { [key]: 'x' } })),
    named('nested-values', 'create', { metadata: { a: { b: 1, c: [1, { d: true }] } } }),
    named('text-long', 'metadata', { metadata: { long: 'v'.repeat(2000) } }),
  ];
}

/** Keys of KeyValuePairs are any strings (SOL013 7.1.5). */
const KEYS: Readonly<Record<string, string>> = {
  'at-sign': 'tst@example',
  'non-ascii': 'schlüssel',
  quote: 'a "quoted" key',
  comma: 'one,two;three',
};

/** InstantiateVnfRequest (SOL003 5.5.2.4), the profile's body laid out otherwise; `links` are ExtVirtualLinkData. */
export function oddParams(legal: Entity, major: Major, links: readonly Entity[]): readonly Odd[] {
  const params = isObject(legal['additionalParams']) ? legal['additionalParams'] : {};
  const connections = legal['vimConnectionInfo'];
  const unused = { vimType: 'TST.UNUSED' };
  const withUnused =
    major === 'v1'
      ? [...(Array.isArray(connections) ? (connections as unknown[]) : []), { id: 'tst-unused', ...unused }]
      : { ...(isObject(connections) ? connections : {}), 'tst-unused': unused };
  const [name, known] = Object.entries(isObject(connections) || Array.isArray(connections) ? connections : {})[0] ?? [];
  const secret = { ...(isObject(known) ? known : {}), accessInfo: { username: 'tst', password: 'tst-vim-secret' } };
  const withSecret = Array.isArray(connections)
    ? [secret, ...(connections as unknown[]).slice(1)]
    : { ...(isObject(connections) ? connections : {}), [name ?? '']: secret };
  const fewer = Object.fromEntries(Object.entries(legal).filter(([name]) => name !== 'instantiationLevelId'));
  return [
    { aspect: 'unknown-attribute', variant: 'instantiate', body: { ...legal, ...UNKNOWN } },
    { aspect: 'minimum', variant: 'instantiate', body: fewer },
    ...Object.entries(KEYS).map(([variant, key]) => ({
      aspect: 'key',
      variant: `instantiate.${variant}`,
      body: { ...legal, additionalParams: { ...params, [key]: 'x' } },
    })),
    {
      aspect: 'text-long',
      variant: 'additionalParams',
      body: { ...legal, additionalParams: { ...params, tstLong: 'v'.repeat(2000) } },
    },
    { aspect: 'minimal-vim', variant: 'instantiate', body: { ...legal, vimConnectionInfo: withUnused } },
    ...(JSON.stringify(links).includes('"ipAddresses"')
      ? [{ aspect: 'address-range', variant: 'instantiate', body: { ...legal, extVirtualLinks: withRange(links) } }]
      : []),
    // Entries are applied as a merge patch: one that is null takes away what is not there.
    ...(major === 'v1'
      ? []
      : [
          {
            aspect: 'null-entry',
            variant: 'instantiate',
            body: {
              ...legal,
              extVirtualLinks: links.map((link) => withCpConfig(link, (given) => ({ ...given, 'tst-none': null }))),
            },
          },
        ]),
    // The SUT knows its VIM by the vimId; what it is told beside that it must keep to itself.
    ...(isObject(known) && known['accessInfo'] === undefined
      ? [{ aspect: 'vim-credentials', variant: 'instantiate', body: { ...legal, vimConnectionInfo: withSecret } }]
      : []),
  ];
}

/** Addresses out of a range, where others or none in particular were asked for (SOL003 4.4.1.10c). */
const RANGE = [{ type: 'IPV4', addressRange: { minAddress: '192.0.2.10', maxAddress: '192.0.2.20' } }];

function withRange(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withRange);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, name === 'ipAddresses' ? RANGE : withRange(one)]),
  );
}

/** The ExtVirtualLinkData with another cpConfig map of its CPs (SOL003 4.4.1.10). */
export function withCpConfig(link: Entity, change: (given: Entity) => Entity): Entity {
  const cps = Array.isArray(link['extCps']) ? link['extCps'].filter(isObject) : [];
  return {
    ...link,
    extCps: cps.map((cp) => ({ ...cp, cpConfig: change(isObject(cp['cpConfig']) ? cp['cpConfig'] : {}) })),
  };
}

/** Characters that a query may have as they are, and what means something to databases and to those who fill in templates. */
const CALLBACK_QUERIES: Readonly<Record<string, string>> = {
  plain: "tst=-._~!$'()*+,;:@/?",
  quotes: "a='or'1'='1",
  escaped: 'tst=%27%22%5C%25%2F%7B0%7D',
};

/** LccnSubscriptionRequest (SOL003 5.5.2.15). */
export function oddFilters(base: Entity & { readonly callbackUri: string; readonly filter: Entity }): readonly Odd[] {
  const { callbackUri, filter } = base;
  const provider = { vnfProvider: 'tst nobody', vnfProducts: [{ vnfProductName: 'tst nothing' }] };
  const providers = (more: Entity): Entity => ({
    vnfInstanceSubscriptionFilter: { vnfProductsFromProviders: [{ ...provider, ...more }] },
  });
  const odd = (aspect: string, variant: string, body: Entity): Odd => ({ aspect, variant, body });
  return [
    odd('unknown-attribute', 'subscribe', { ...base, ...UNKNOWN }),
    odd('unknown-attribute', 'subscribe.filter', { callbackUri, filter: { ...filter, ...UNKNOWN } }),
    odd('unknown-attribute', 'subscribe.nested', { callbackUri, filter: providers(UNKNOWN) }),
    // Names that mean something to JSON Schema must not mean anything in a body.
    odd('unknown-attribute-schema-word', 'type', { callbackUri, filter: providers({ type: 'object' }) }),
    odd('unknown-attribute-schema-word', 'properties', { callbackUri, filter: providers({ properties: {} }) }),
    odd('products-filter', 'provider-only', {
      callbackUri,
      filter: { vnfInstanceSubscriptionFilter: { vnfProductsFromProviders: [{ vnfProvider: 'tst nobody' }] } },
    }),
    odd('products-filter', 'versions', {
      callbackUri,
      filter: providers({
        vnfProducts: [
          { vnfProductName: 'tst nothing', versions: [{ vnfSoftwareVersion: '1', vnfdVersions: ['1', '2'] }] },
        ],
      }),
    }),
    odd('callback-query', 'query', { ...base, callbackUri: `${callbackUri}?a=1&b=x%20y` }),
    ...Object.entries(CALLBACK_QUERIES).map(([variant, query]) =>
      odd('callback-characters', variant, { ...base, callbackUri: `${callbackUri}?${query}` }),
    ),
    odd('text-long', 'callbackUri', { ...base, callbackUri: `${callbackUri}?long=${'x'.repeat(300)}` }),
  ];
}

/** Every value of every enumeration that a subscription may hold, one a request. */
export function enumerations(
  model: ReleaseModel,
  base: Entity & { readonly filter: Entity },
  secured: { readonly uri: string; readonly tokenEndpoint: string },
): readonly Odd[] {
  const values = (type: string): readonly string[] => {
    const found = model.types.get(type);
    return found?.kind === 'enum' ? found.values : [];
  };
  const filtered = (more: Entity): Entity => ({ ...base, filter: { ...base.filter, ...more } });
  const notificationTypes = ['VnfLcmOperationOccurrenceNotification'];
  const made = (type: string, attribute: string, body: (value: string) => Entity | undefined): readonly Odd[] =>
    values(type).flatMap((value) => {
      const one = body(value);
      return one === undefined ? [] : [{ aspect: `enum-${attribute}`, variant: value, body: one }];
    });
  return [
    ...made('LccnNotificationType', 'notificationTypes', (value) => filtered({ notificationTypes: [value] })),
    ...made('LcmOperationType', 'operationTypes', (value) => filtered({ notificationTypes, operationTypes: [value] })),
    ...made('LcmOperationStateType', 'operationStates', (value) =>
      filtered({ notificationTypes, operationStates: [value] }),
    ),
    ...made('LcmOpOccNotificationVerbosityType', 'verbosity', (value) => ({ ...base, verbosity: value })),
    ...made('SubscriptionAuthenticationType', 'authType', (value) => authenticated(base, value, secured)),
  ];
}

/** With what the type needs; certificates cannot be made up. */
function authenticated(
  base: Entity,
  authType: string,
  secured: { readonly uri: string; readonly tokenEndpoint: string },
): Entity | undefined {
  switch (authType) {
    case 'BASIC':
      return {
        ...base,
        authentication: { authType: [authType], paramsBasic: { userName: 'tst', password: 'tst-pw' } },
      };
    case 'OAUTH2_CLIENT_CREDENTIALS':
      return {
        ...base,
        callbackUri: secured.uri,
        authentication: {
          authType: [authType],
          paramsOauth2ClientCredentials: {
            clientId: 'tolerance',
            clientPassword: 'tolerance-secret',
            tokenEndpoint: secured.tokenEndpoint,
          },
        },
      };
    case 'TLS_CERT':
      return { ...base, authentication: { authType: [authType] } };
    default:
      return undefined;
  }
}

/** A creation in other clothes; `raw` in place of the plain form of the body. */
export interface OddHeaders extends Odd {
  readonly headers: Readonly<Record<string, string | null>>;
  readonly raw?: string;
}

export function oddHeaders(legal: () => Entity): readonly OddHeaders[] {
  const json = { 'Content-Type': 'application/json' };
  const as = (
    aspect: string,
    variant: string,
    headers: OddHeaders['headers'],
    write?: (body: Entity) => string,
  ): OddHeaders => {
    const body = legal();
    return { aspect, variant, body, headers, ...(write === undefined ? {} : { raw: write(body) }) };
  };
  return [
    as('content-type', 'charset', { 'Content-Type': 'application/json; charset=utf-8' }),
    as('content-type', 'quoted', { 'Content-Type': 'application/json;charset="UTF-8"' }),
    as('content-type-case', 'upper', { 'Content-Type': 'APPLICATION/JSON' }),
    as('json-form', 'whitespace', json, (body) => `\r\n\t${JSON.stringify(body, null, '\t')} \r\n`),
    as('json-form', 'escapes', json, (body) => JSON.stringify(body).replace('"vnfdId"', '"\\u0076nfd\\u0049d"')),
    as('chunked', 'create', { ...json, 'Transfer-Encoding': 'chunked' }),
    as('accept', 'create-any', { ...json, Accept: '*/*' }),
    as('accept', 'create-absent', { ...json, Accept: null }),
  ];
}
