/**
 * What the VNFD of the harness's own declares for the child attributes of a VNF instance, each with an initial value (SOL001
 * 6.8.1, SOL003 5.5.2.2). The check that looks for them holds the same (suites/checks/trace/initial-values.ts).
 */
export const INITIAL_VALUES = {
  vnfConfigurableProperties: { tstProperty: 'initial property' },
  extensions: { tstExtension: 'initial extension' },
  metadata: { tstMetadata: 'initial metadata' },
} as const;

type Template = Readonly<Record<string, unknown>>;

const PREFIX = 'nfvtst.datatypes.sample';
const [PROPERTIES, EXTENSIONS, METADATA, MODIFIABLE] = ['Properties', 'Extensions', 'Metadata', 'Modifiable'].map(
  (name) => `${PREFIX}.${name}`,
) as [string, string, string, string];

/** Data types that declare the attributes; the default of each is its initial value. */
export const DECLARING_TYPES: Template = {
  [PROPERTIES]: declaring('VnfConfigurableProperties', INITIAL_VALUES.vnfConfigurableProperties),
  [EXTENSIONS]: declaring('VnfInfoModifiableAttributesExtensions', INITIAL_VALUES.extensions),
  [METADATA]: declaring('VnfInfoModifiableAttributesMetadata', INITIAL_VALUES.metadata),
  [MODIFIABLE]: {
    derived_from: 'tosca.datatypes.nfv.VnfInfoModifiableAttributes',
    properties: {
      extensions: { type: EXTENSIONS, required: false },
      metadata: { type: METADATA, required: false },
    },
  },
};

function declaring(base: string, values: Readonly<Record<string, string>>): Template {
  const properties = Object.entries(values).map(([name, value]) => [
    name,
    { type: 'string', required: false, default: value },
  ]);
  return { derived_from: `tosca.datatypes.nfv.${base}`, properties: Object.fromEntries(properties) as Template };
}

/** Properties of the node type of the VNF. */
export const DECLARED_PROPERTIES: Template = {
  configurable_properties: { type: PROPERTIES, required: false },
  modifiable_attributes: { type: MODIFIABLE, required: false },
};

/** The same of a node of that type: initial values may stand in either place. */
export const DECLARED_VALUES: Template = {
  configurable_properties: INITIAL_VALUES.vnfConfigurableProperties,
  modifiable_attributes: { extensions: INITIAL_VALUES.extensions, metadata: INITIAL_VALUES.metadata },
};
