import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readTopology } from './archive.ts';
import { NOTHING_DECLARED, vnfcCounts } from './vnfd.ts';

const TEMPLATE = `
tosca_definitions_version: tosca_simple_yaml_1_2
topology_template:
  substitution_mappings:
    properties: { flavour_id: small }
    requirements: { virtual_link_external: [CP1, virtual_link] }
  node_templates:
    VNF: { type: sample.VNF, properties: { modifiable_attributes: { extensions: { ext: first } } } }
    VDU1:
      type: tosca.nodes.nfv.Vdu.Compute
      requirements: [{ virtual_storage: Disk }]
    CP1: { type: tosca.nodes.nfv.VduCp, requirements: [{ virtual_binding: VDU1 }] }
    CP2: { type: tosca.nodes.nfv.VduCp, requirements: [{ virtual_binding: { node: VDU1 } }, { virtual_link: VL1 }] }
    VL1: { type: tosca.nodes.nfv.VnfVirtualLink }
    Disk: { type: tosca.nodes.nfv.Vdu.VirtualBlockStorage }
  policies:
    - aspects: { type: tosca.policies.nfv.ScalingAspects, properties: { aspects: { a: { max_scale_level: 3 } } } }
    - initial:
        type: tosca.policies.nfv.VduInitialDelta
        properties: { initial_delta: { number_of_instances: 2 } }
        targets: [VDU1]
    - deltas:
        type: tosca.policies.nfv.VduScalingAspectDeltas
        properties: { aspect: a, deltas: { d: { number_of_instances: 2 } } }
        targets: [VDU1]
    - levels:
        type: tosca.policies.nfv.InstantiationLevels
        properties: { levels: { one: { scale_info: { a: { scale_level: 1 } } } }, default_level: one }
`;

describe('topology of a VNFD', () => {
  const declared = { ...NOTHING_DECLARED, extensions: { ext: 'first' } };
  const flavour = {
    id: 'small',
    defaultLevelId: 'one',
    levels: [{ id: 'one', scale: { a: 1 } }],
    aspects: [{ id: 'a', maxLevel: 3, delta: { VDU1: 2 } }],
    vdus: [{ id: 'VDU1', base: 2, cpds: [{ id: 'CP1' }, { id: 'CP2', virtualLink: 'VL1' }], storages: ['Disk'] }],
    virtualLinks: ['VL1'],
    extCpds: [{ id: 'CP1', vduCpd: 'CP1' }],
  };

  it('is read from a file and from an archive', () => {
    const bytes = new TextEncoder().encode(TEMPLATE);
    expect(readTopology(bytes)).toEqual({ flavours: [flavour], declared });
    expect(readTopology(zipSync({ 'Definitions/df.yaml': bytes, 'other.txt': bytes }))).toEqual({
      flavours: [flavour],
      declared,
    });
  });

  it('is empty where there is none', () => {
    expect(readTopology(new TextEncoder().encode('{'))).toEqual({ flavours: [], declared: NOTHING_DECLARED });
  });

  it('says how many VNFCs a scale level has', () => {
    expect([...vnfcCounts(flavour, { a: 2 })]).toEqual([['VDU1', 6]]);
  });
});
