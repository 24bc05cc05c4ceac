/**
 * The part of the SOL001 type system that our VNFD uses, in words of our own: enough for a TOSCA parser to resolve every type
 * that occurs, and no more. A VNFM that brings the types itself ignores it.
 */

type Definitions = Readonly<Record<string, unknown>>;

const text = { type: 'string', required: false };
const count = { type: 'integer', required: false };
const mandatoryText = { type: 'string', required: true };

function record(properties: Definitions): Definitions {
  return { derived_from: 'tosca.datatypes.Root', properties };
}

function mapOf(type: string, required = false): Definitions {
  return { type: 'map', required, entry_schema: { type } };
}

function listOf(type: string, required = false): Definitions {
  return { type: 'list', required, entry_schema: { type } };
}

function policy(properties: Definitions, targets?: readonly string[]): Definitions {
  return { derived_from: 'tosca.policies.Root', properties, ...(targets === undefined ? {} : { targets }) };
}

const DATA_TYPES: Definitions = {
  'tosca.datatypes.nfv.VduProfile': record({
    min_number_of_instances: { type: 'integer', required: true },
    max_number_of_instances: { type: 'integer', required: true },
  }),
  'tosca.datatypes.nfv.VirtualMemory': record({ virtual_mem_size: { type: 'scalar-unit.size', required: true } }),
  'tosca.datatypes.nfv.VirtualCpu': record({ num_virtual_cpu: { type: 'integer', required: true } }),
  'tosca.datatypes.nfv.ScaleInfo': record({ scale_level: { type: 'integer', required: true } }),
  'tosca.datatypes.nfv.InstantiationLevel': record({
    description: text,
    scale_info: mapOf('tosca.datatypes.nfv.ScaleInfo'),
  }),
  'tosca.datatypes.nfv.VduLevel': record({ number_of_instances: count }),
  'tosca.datatypes.nfv.ScalingAspect': record({
    name: text,
    description: text,
    max_scale_level: count,
    step_deltas: listOf('string'),
  }),
  'tosca.datatypes.nfv.VnfConfigurableProperties': record({}),
  'tosca.datatypes.nfv.VnfInfoModifiableAttributesExtensions': record({}),
  'tosca.datatypes.nfv.VnfInfoModifiableAttributesMetadata': record({}),
  'tosca.datatypes.nfv.VnfInfoModifiableAttributes': record({}),
};

const CAPABILITY_TYPES: Definitions = {
  'tosca.capabilities.nfv.VirtualLinkable': { derived_from: 'tosca.capabilities.Node' },
  'tosca.capabilities.nfv.VirtualBindable': { derived_from: 'tosca.capabilities.Node' },
  'tosca.capabilities.nfv.VirtualCompute': {
    derived_from: 'tosca.capabilities.Node',
    properties: {
      virtual_memory: { type: 'tosca.datatypes.nfv.VirtualMemory', required: true },
      virtual_cpu: { type: 'tosca.datatypes.nfv.VirtualCpu', required: true },
    },
  },
};

const NODE_TYPES: Definitions = {
  'tosca.nodes.nfv.VNF': {
    derived_from: 'tosca.nodes.Root',
    properties: {
      descriptor_id: mandatoryText,
      descriptor_version: mandatoryText,
      provider: mandatoryText,
      product_name: mandatoryText,
      software_version: mandatoryText,
      product_info_name: text,
      product_info_description: text,
      vnfm_info: listOf('string', true),
      localization_languages: listOf('string'),
      default_localization_language: text,
      flavour_id: mandatoryText,
      flavour_description: mandatoryText,
    },
    requirements: [
      {
        virtual_link: {
          capability: 'tosca.capabilities.nfv.VirtualLinkable',
          relationship: 'tosca.relationships.nfv.VirtualLinksTo',
          occurrences: [0, 1],
        },
      },
    ],
  },
  'tosca.nodes.nfv.Vdu.Compute': {
    derived_from: 'tosca.nodes.Root',
    properties: {
      name: mandatoryText,
      description: mandatoryText,
      vdu_profile: { type: 'tosca.datatypes.nfv.VduProfile', required: true },
    },
    capabilities: {
      virtual_compute: { type: 'tosca.capabilities.nfv.VirtualCompute', occurrences: [1, 1] },
      virtual_binding: { type: 'tosca.capabilities.nfv.VirtualBindable', occurrences: [1, 'UNBOUNDED'] },
    },
  },
};

const VDU = ['tosca.nodes.nfv.Vdu.Compute'];

const POLICY_TYPES: Definitions = {
  'tosca.policies.nfv.InstantiationLevels': policy({
    levels: mapOf('tosca.datatypes.nfv.InstantiationLevel', true),
    default_level: text,
  }),
  'tosca.policies.nfv.VduInstantiationLevels': policy({ levels: mapOf('tosca.datatypes.nfv.VduLevel', true) }, VDU),
  'tosca.policies.nfv.ScalingAspects': policy({ aspects: mapOf('tosca.datatypes.nfv.ScalingAspect', true) }),
  'tosca.policies.nfv.VduScalingAspectDeltas': policy(
    { aspect: mandatoryText, deltas: mapOf('tosca.datatypes.nfv.VduLevel', true) },
    VDU,
  ),
  'tosca.policies.nfv.VduInitialDelta': policy(
    { initial_delta: { type: 'tosca.datatypes.nfv.VduLevel', required: true } },
    VDU,
  ),
};

export const TOSCA_VERSION = 'tosca_simple_yaml_1_2';

/** The service template with the types, as a value for a YAML writer. */
export const SOL001_TYPES: Definitions = {
  tosca_definitions_version: TOSCA_VERSION,
  description: 'Types of ETSI NFV SOL001 that this VNFD refers to',
  data_types: DATA_TYPES,
  capability_types: CAPABILITY_TYPES,
  relationship_types: {
    'tosca.relationships.nfv.VirtualLinksTo': {
      derived_from: 'tosca.relationships.DependsOn',
      valid_target_types: ['tosca.capabilities.nfv.VirtualLinkable'],
    },
  },
  node_types: NODE_TYPES,
  policy_types: POLICY_TYPES,
};
