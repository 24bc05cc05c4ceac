import { NOTHING_DECLARED, type Flavour, type Vnfd } from './vnfd.ts';

/** Packages that can be used without an NFVO. */
export const BUILT_IN: readonly Vnfd[] = [
  vnfd('b1bb0ce7-ebca-4fa7-95ed-4840d7000001', '1.0', '1.0'),
  vnfd('b1bb0ce7-ebca-4fa7-95ed-4840d7000002', '2.0', '2.0'),
];

function vnfd(vnfdId: string, vnfSoftwareVersion: string, vnfdVersion: string): Vnfd {
  return {
    vnfdId,
    vnfPkgId: vnfdId.replace(/^b1bb0ce7/, 'f26f181d'),
    vnfProvider: 'Reference Company',
    vnfProductName: 'Reference VNF',
    vnfSoftwareVersion,
    vnfdVersion,
    flavours: [flavour('simple', 1), flavour('large', 2)],
    declared: NOTHING_DECLARED,
  };
}

function flavour(id: string, base: number): Flavour {
  return {
    id,
    defaultLevelId: 'instantiation_level_1',
    levels: [
      { id: 'instantiation_level_1', scale: { VDU1_scale: 0 } },
      { id: 'instantiation_level_2', scale: { VDU1_scale: 2 } },
    ],
    aspects: [{ id: 'VDU1_scale', maxLevel: 2, delta: { VDU1: 1 } }],
    vdus: [
      {
        id: 'VDU1',
        base,
        cpds: [{ id: 'VDU1_CP1' }, { id: 'VDU1_CP2', virtualLink: 'internalVL1' }],
        storages: ['VirtualStorage'],
      },
      { id: 'VDU2', base: 1, cpds: [{ id: 'VDU2_CP1', virtualLink: 'internalVL1' }], storages: [] },
    ],
    virtualLinks: ['internalVL1'],
    extCpds: [{ id: 'VDU1_CP1', vduCpd: 'VDU1_CP1' }],
  };
}
