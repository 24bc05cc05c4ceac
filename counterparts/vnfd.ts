import type { PackageFacts } from './package-facts.ts';
import { DECLARED_PROPERTIES, DECLARED_VALUES, DECLARING_TYPES } from './initial-values.ts';
import { TOSCA_VERSION } from './sol001-types.ts';

type Template = Readonly<Record<string, unknown>>;

/** Node type of our VNF, derived from tosca.nodes.nfv.VNF (SOL001 6.8.1). */
const VNF_TYPE = 'nfvtst.sample.VNF';

/** VNFMs that may manage the VNF (SOL001 6.8.1). */
export const VNFM_INFO = ['Tacker', 'nfv-tst'];

/** Instances of the VDU at scale level 0; each step adds one. */
const INITIAL_INSTANCES = 1;

/** The VNFD as service templates by file name: the top one, the node type of the VNF, one for each flavour. */
export function vnfdTemplates(
  facts: PackageFacts,
  typesFile: string,
): { top: string; files: Readonly<Record<string, Template>> } {
  const name = (part: string): string => `sample_${part}.yaml`;
  const flavours = [facts.flavourId, facts.otherFlavourId];
  const imports = [typesFile, name('vnf_type')];
  return {
    top: name('vnfd_top'),
    files: {
      [name('vnfd_top')]: topTemplate(facts, [...imports, ...flavours.map((flavour) => name(`df_${flavour}`))]),
      [name('vnf_type')]: vnfType(facts, [typesFile], flavours),
      ...Object.fromEntries(
        flavours.map((flavour) => [name(`df_${flavour}`), flavourTemplate(facts, flavour, imports)]),
      ),
    },
  };
}

function topTemplate(facts: PackageFacts, imports: readonly string[]): Template {
  return {
    tosca_definitions_version: TOSCA_VERSION,
    description: 'Sample VNF of the conformance harness',
    imports,
    topology_template: {
      inputs: {
        selected_flavour: {
          type: 'string',
          description: 'Flavour that was chosen at instantiation',
          default: facts.flavourId,
        },
      },
      node_templates: {
        VNF: {
          type: VNF_TYPE,
          properties: {
            ...identity(facts),
            flavour_id: { get_input: 'selected_flavour' },
            flavour_description: 'chosen flavour',
          },
        },
      },
    },
  };
}

function identity(facts: PackageFacts): Template {
  return {
    descriptor_id: facts.vnfdId,
    descriptor_version: facts.vnfdVersion,
    provider: facts.provider,
    product_name: facts.productName,
    software_version: facts.softwareVersion,
    vnfm_info: VNFM_INFO,
  };
}

function vnfType(facts: PackageFacts, imports: readonly string[], flavours: readonly string[]): Template {
  const fixed = (value: string): Template => ({
    type: 'string',
    default: value,
    constraints: [{ valid_values: [value] }],
  });
  return {
    tosca_definitions_version: TOSCA_VERSION,
    description: 'Node type of the sample VNF',
    imports,
    data_types: DECLARING_TYPES,
    node_types: {
      [VNF_TYPE]: {
        derived_from: 'tosca.nodes.nfv.VNF',
        properties: {
          descriptor_id: fixed(facts.vnfdId),
          descriptor_version: fixed(facts.vnfdVersion),
          provider: fixed(facts.provider),
          product_name: fixed(facts.productName),
          software_version: fixed(facts.softwareVersion),
          vnfm_info: { type: 'list', entry_schema: { type: 'string' }, default: VNFM_INFO },
          flavour_id: { type: 'string', default: facts.flavourId, constraints: [{ valid_values: flavours }] },
          flavour_description: { type: 'string', default: '' },
          ...DECLARED_PROPERTIES,
        },
        requirements: [
          {
            virtual_link_external: {
              capability: 'tosca.capabilities.nfv.VirtualLinkable',
              relationship: 'tosca.relationships.nfv.VirtualLinksTo',
              occurrences: [0, 1],
            },
          },
        ],
      },
    },
  };
}

function flavourTemplate(facts: PackageFacts, flavour: string, imports: readonly string[]): Template {
  const large = flavour === facts.otherFlavourId;
  return {
    tosca_definitions_version: TOSCA_VERSION,
    description: `Deployment flavour ${flavour}`,
    imports,
    topology_template: {
      // A TOSCA parser wants an input for each property of the type that is substituted.
      inputs: {
        descriptor_id: { type: 'string', default: facts.vnfdId },
        descriptor_version: { type: 'string', default: facts.vnfdVersion },
        provider: { type: 'string', default: facts.provider },
        product_name: { type: 'string', default: facts.productName },
        software_version: { type: 'string', default: facts.softwareVersion },
        vnfm_info: { type: 'list', entry_schema: { type: 'string' }, default: VNFM_INFO },
        flavour_id: { type: 'string', default: flavour },
        flavour_description: { type: 'string', default: flavour },
      },
      substitution_mappings: {
        node_type: VNF_TYPE,
        properties: { flavour_id: flavour },
        // No external connection point; the key has to be there for Tacker's v1.
        requirements: { virtual_link_external: [] },
      },
      node_templates: {
        VNF: { type: VNF_TYPE, properties: { flavour_description: `Flavour ${flavour}`, ...DECLARED_VALUES } },
        [facts.vduId]: vdu(facts, large),
      },
      policies: policies(facts),
    },
  };
}

function vdu(facts: PackageFacts, large: boolean): Template {
  return {
    type: 'tosca.nodes.nfv.Vdu.Compute',
    properties: {
      name: facts.deploymentName,
      description: 'Container workload of the sample',
      vdu_profile: {
        min_number_of_instances: INITIAL_INSTANCES,
        max_number_of_instances: INITIAL_INSTANCES + facts.maxScaleLevel,
      },
    },
    capabilities: {
      virtual_compute: {
        properties: {
          virtual_memory: { virtual_mem_size: large ? '1024 MiB' : '512 MiB' },
          virtual_cpu: { num_virtual_cpu: large ? 2 : 1 },
        },
      },
    },
  };
}

/** One aspect, one VDU: each scale level is one instance more (SOL001 6.10). */
function policies(facts: PackageFacts): readonly Template[] {
  const targets = [facts.vduId];
  const levels = { [facts.instantiationLevelId]: 0, [facts.otherLevelId]: 1 };
  const eachLevel = (make: (scaleLevel: number) => Template): Template =>
    Object.fromEntries(Object.entries(levels).map(([id, scaleLevel]) => [id, make(scaleLevel)]));
  return [
    {
      scaling_aspects: {
        type: 'tosca.policies.nfv.ScalingAspects',
        properties: {
          aspects: {
            [facts.aspectId]: {
              name: facts.aspectId,
              description: `Number of ${facts.vduId}`,
              max_scale_level: facts.maxScaleLevel,
              step_deltas: ['delta_1'],
            },
          },
        },
      },
    },
    {
      initial_delta: {
        type: 'tosca.policies.nfv.VduInitialDelta',
        properties: { initial_delta: { number_of_instances: INITIAL_INSTANCES } },
        targets,
      },
    },
    {
      aspect_deltas: {
        type: 'tosca.policies.nfv.VduScalingAspectDeltas',
        properties: { aspect: facts.aspectId, deltas: { delta_1: { number_of_instances: 1 } } },
        targets,
      },
    },
    {
      instantiation_levels: {
        type: 'tosca.policies.nfv.InstantiationLevels',
        properties: {
          levels: eachLevel((scaleLevel) => ({
            description: `Scale level ${scaleLevel}`,
            scale_info: { [facts.aspectId]: { scale_level: scaleLevel } },
          })),
          default_level: facts.instantiationLevelId,
        },
      },
    },
    {
      vdu_instantiation_levels: {
        type: 'tosca.policies.nfv.VduInstantiationLevels',
        properties: { levels: eachLevel((scaleLevel) => ({ number_of_instances: INITIAL_INSTANCES + scaleLevel })) },
        targets,
      },
    },
  ];
}
