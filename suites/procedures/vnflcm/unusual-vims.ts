import { isObject } from '../../../src/model/json.ts';
import type { Odd } from './unusual.ts';

type Entity = Readonly<Record<string, unknown>>;

/** Keys and values as KeyValuePairs may have them (SOL013 7.1.5). */
const PAIRS = { tst_key: 'with an underscore', MyKey: 'in capitals', tstNumber: 7, tstFlag: true };
/** Credentials under other names, and further down, than most know. */
const SECRETS = { private_key: 'tst-vim-secret', auth: { password: 'tst-vim-secret' } };

/** InstantiateVnfRequest with another first VIM connection than the profile's; nothing where that has none. */
export function oddVims(legal: Entity): readonly Odd[] {
  const connections = legal['vimConnectionInfo'];
  const [[key, known] = []] = Object.entries(isObject(connections) || Array.isArray(connections) ? connections : {});
  if (key === undefined || !isObject(known)) return [];
  const odd = (aspect: string, variant: string, first: Entity): Odd => ({
    aspect,
    variant,
    body: {
      ...legal,
      vimConnectionInfo: Array.isArray(connections)
        ? [first, ...(connections as unknown[]).slice(1)]
        : { ...(connections as Entity), [key]: first },
    },
  });
  const id = known['id'] === undefined ? {} : { id: known['id'] };
  const unknown = { ...id, vimId: crypto.randomUUID(), vimType: known['vimType'] };
  const interfaceInfo = isObject(known['interfaceInfo']) ? known['interfaceInfo'] : {};
  const accessInfo = isObject(known['accessInfo']) ? { accessInfo: { ...known['accessInfo'], ...SECRETS } } : {};
  return [
    odd('unknown-vim', 'identified', unknown),
    odd('unknown-vim', 'with-interface', { ...unknown, interfaceInfo: { endpoint: 'http://vim.invalid' } }),
    odd('nested-values', 'instantiate', {
      ...known,
      interfaceInfo: { ...interfaceInfo, tst: { a: [1, { b: true }] } },
    }),
    odd('vim-pairs', 'instantiate', { ...known, ...accessInfo, interfaceInfo: { ...interfaceInfo, ...PAIRS } }),
  ];
}
