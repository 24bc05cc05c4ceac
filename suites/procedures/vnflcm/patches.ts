/** A JSON Merge Patch (RFC 7396) of a VNF instance that is legal on its own; the order lets each build on those before. */
export interface Patch {
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Values that JSON can hold, which have to come back as they went. */
const VALUES = {
  number: 42,
  fraction: 1.5,
  negative: -7,
  big: 9007199254740991,
  flag: true,
  off: false,
  empty: '',
  list: [1, 'two', { three: 3 }],
  nested: { inner: { innermost: 'x' } },
};

const TEXTS = {
  accents: 'äöü ß ñ',
  script: '漢字 Ελληνικά',
  quotes: 'it\'s "quoted", back\\slash / slash',
  lines: 'one\ntwo\tthree',
  digits: '007',
  boolean: 'true',
};

export const PATCHES: readonly Patch[] = [
  { name: 'name', body: { vnfInstanceName: 'tst modified' } },
  { name: 'description', body: { vnfInstanceDescription: 'tst description' } },
  { name: 'name-again', body: { vnfInstanceName: 'tst modified again' } },
  { name: 'metadata-add', body: { metadata: { kept: 'k', changed: 'before', removed: 'r' } } },
  { name: 'metadata-merge', body: { metadata: { changed: 'after' } } },
  { name: 'metadata-remove-key', body: { metadata: { removed: null } } },
  { name: 'metadata-nested', body: { metadata: { deep: { a: '1', b: '2' } } } },
  {
    name: 'metadata-remove-nested',
    body: { metadata: { deep: { a: null } } },
  },
  { name: 'metadata-values', body: { metadata: { values: VALUES } } },
  { name: 'metadata-texts', body: { metadata: TEXTS } },
  { name: 'extensions', body: { extensions: { tstExtension: 'x' } } },
  {
    name: 'configurable-properties',
    body: { vnfConfigurableProperties: { tstProperty: 'x' } },
  },
  { name: 'metadata-remove', body: { metadata: null } },
  { name: 'extensions-remove', body: { extensions: null } },
  {
    name: 'configurable-properties-remove',
    body: { vnfConfigurableProperties: null },
  },
  { name: 'description-remove', body: { vnfInstanceDescription: null } },
  { name: 'name-remove', body: { vnfInstanceName: null } },
  { name: 'repeat-first', body: { vnfInstanceName: 'tst twice', metadata: { twice: '1' } } },
  {
    name: 'repeat-second',
    body: { vnfInstanceName: 'tst twice', metadata: { twice: '1' } },
  },
];

/** Attributes that no modification reaches (SOL003 5.5.2.12 does not have them). */
export const IMMUTABLE = {
  id: '00000000-0000-4000-8000-000000000000',
  instantiationState: 'INSTANTIATED',
  vnfProvider: 'tst other provider',
  vnfProductName: 'tst other product',
  vnfSoftwareVersion: '0.0-tst',
} as const;

/** States of the instance in which each patch is sent. */
export const STATES = ['NOT_INSTANTIATED', 'INSTANTIATED'] as const;
export type PatchedState = (typeof STATES)[number];
