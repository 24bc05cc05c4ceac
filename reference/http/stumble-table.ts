import { FAULTS } from '../faults/catalogue.ts';
import type { StumbleFault } from '../faults/odd-payloads.ts';
import { type JsonObject, isObject, objectAt } from '../json.ts';
import { faulty } from '../faults/seeded.ts';

/** What of a request the orchestrator stumbles over, by the fault. */
interface Asked {
  readonly method: string;
  readonly url: string;
  /** Value of a header, empty where there is none. */
  readonly header: (name: string) => string;
  /** The payload as it came. */
  readonly text: string;
}

const STUMBLES: Readonly<Record<StumbleFault, (asked: Asked) => boolean>> = {
  'line-breaks-are-500': ({ text }) => /\\[nt]/.test(text),
  'empty-text-is-500': ({ text }) => /"vnfInstance(Name|Description)":""/.test(text),
  'nested-metadata-are-500': ({ text }) => /"metadata":\{[^}]*:[{[]/.test(text),
  'all-attributes-are-500': ({ url, text }) =>
    url.endsWith('/subscriptions') && /"verbosity".*"authentication"|"authentication".*"verbosity"/.test(text),
  'instance-without-name-is-500': ({ method, url, text }) =>
    method === 'POST' && url.endsWith('/vnf_instances') && !text.includes('vnfInstanceName') && text.includes('vnfdId'),
  'provider-filter-is-500': ({ text }) => text.includes('vnfProductsFromProviders'),
  'names-filter-is-500': ({ text }) => text.includes('vnfInstanceNames'),
  'query-of-callback-is-500': ({ text }) => /"callbackUri":"[^"]*\?/.test(text),
  'quotes-in-callback-are-500': ({ text }) => /"callbackUri":"[^"]*'/.test(text),
  'some-enum-values-are-500': ({ url, text }) =>
    url.endsWith('/subscriptions') &&
    /"(SHORT|OAUTH2_CLIENT_CREDENTIALS|ROLLING_BACK|CHANGE_EXT_CONN|VnfIdentifierDeletionNotification)"/.test(text),
  'media-type-in-capitals-is-500': ({ header }) => /[A-Z]/.test(header('content-type')),
  'accept-with-charset-is-500': ({ header }) => header('accept').includes('charset'),
  'white-space-in-json-is-500': ({ text }) => /^\s/.test(text),
  'unknown-parameter-is-500': ({ method, url }) =>
    method === 'GET' && /vnf_instances\?/.test(url) && !/[?&](filter|fields|all_fields|exclude|nextpage)/.test(url),
  'implementation-version-is-500': ({ header }) => header('version').includes('-impl:'),
  'vim-without-interface-is-500': ({ url, text }) =>
    url.endsWith('/instantiate') && vimsIn(text).some((vim) => !('interfaceInfo' in vim)),
  'vim-pairs-are-500': ({ url, text }) =>
    url.endsWith('/instantiate') &&
    vimsIn(text).some((vim) =>
      Object.values(objectAt(vim, 'interfaceInfo') ?? {}).some((one) => typeof one === 'boolean'),
    ),
  'address-range-is-500': ({ url, text }) => url.endsWith('/instantiate') && text.includes('"addressRange"'),
  'huge-number-is-500': ({ text }) => /:\d+e\d{3}/.test(text),
  'vim-of-modification-is-500': ({ method, text }) => method === 'PATCH' && text.includes('vimConnectionInfo'),
};

function vimsIn(text: string): readonly JsonObject[] {
  const value: unknown = JSON.parse(text);
  const vims = isObject(value) ? value['vimConnectionInfo'] : undefined;
  return typeof vims === 'object' && vims !== null ? Object.values(vims).filter(isObject) : [];
}

/** Faults: what falls over requests that are legal, or that have to be refused. */
export function stumbleOver(asked: Asked): void {
  for (const [name, falls] of Object.entries(STUMBLES) as [StumbleFault, (asked: Asked) => boolean][])
    if (faulty(name) && falls(asked)) throw new Error(FAULTS[name].what);
}
