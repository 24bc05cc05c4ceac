import { withEmptyLists } from '../manners/empty.ts';
import { isOffered } from '../manners/offered.ts';
import { takes } from '../manners/taken.ts';
import { faulty } from '../faults/seeded.ts';
import type { ReleaseModel } from '../../src/model/release-model.ts';
import type { JsonObject } from '../json.ts';
import { type ExtCp, extCpsOf } from '../lcm/connectivity.ts';
import { type InstantiatedVnf, type VnfcCp, type VnfInstance, instantiationState } from '../lcm/instance.ts';
import type { Uris } from '../uris.ts';
import { type Flavour, type Vnfd, flavourOf } from '../vnfd/vnfd.ts';
import { project } from './project.ts';
import { withoutSecrets } from './vim.ts';

/** VnfInstance of the release (SOL003 5.5.2.2). */
export function vnfInstance(model: ReleaseModel, uris: Uris, instance: VnfInstance): JsonObject {
  const { vnfd, instantiated } = instance;
  const flavour = instantiated && flavourOf(vnfd, instantiated.flavourId);
  const shown = project(model, 'VnfInstance', {
    id: instance.id,
    vnfInstanceName: instance.vnfInstanceName,
    vnfInstanceDescription: instance.vnfInstanceDescription,
    vnfdId: vnfd.vnfdId,
    vnfProvider: vnfd.vnfProvider,
    vnfProductName: faulty('product-name-made-up') ? 'some product' : vnfd.vnfProductName,
    vnfSoftwareVersion: vnfd.vnfSoftwareVersion,
    vnfdVersion: vnfd.vnfdVersion,
    vnfPkgId: vnfd.vnfPkgId,
    vnfConfigurableProperties: instance.vnfConfigurableProperties,
    vimConnectionInfo: shownVims(instance),
    instantiationState: faulty('state-in-small-letters')
      ? instantiationState(instance).toLowerCase()
      : instantiationState(instance),
    instantiatedVnfInfo:
      instantiated && flavour ? instantiatedVnfInfo(vnfd.vnfdId, instantiated, flavour) : nothingOf(vnfd),
    metadata: faulty('metadata-not-shown') ? undefined : instance.metadata,
    extensions: instance.extensions,
    _links: links(uris, instance),
  });
  const type = model.types.get('VnfInstance');
  return type?.kind === 'object' ? withEmptyLists(type.attributes, shown) : shown;
}

function shownVims(instance: VnfInstance): unknown {
  if (Object.keys(instance.vimConnectionInfo).length === 0) return undefined;
  return faulty('vim-secrets-shown') ? instance.vimConnectionInfo : withoutSecrets(instance.vimConnectionInfo);
}

/** Of a VNF that is not instantiated. */
function nothingOf({ flavours }: Vnfd): JsonObject | undefined {
  return takes('info-always-there')
    ? { flavourId: flavours[0]?.id ?? '', vnfState: 'STOPPED', extCpInfo: [] }
    : undefined;
}

function instantiatedVnfInfo(vnfdId: string, vnf: InstantiatedVnf, flavour: Flavour): JsonObject {
  const extCps = extCpsOf(vnf, flavour);
  return {
    flavourId: vnf.flavourId,
    vnfState: faulty('vnf-state-always-started') ? 'STARTED' : vnf.vnfState,
    scaleStatus: faulty('scale-status-missing')
      ? undefined
      : flavour.aspects.map((a) => ({ aspectId: a.id, vnfdId, scaleLevel: vnf.scale[a.id] ?? 0 })),
    maxScaleLevels: flavour.aspects.map((a) => ({ aspectId: a.id, vnfdId, scaleLevel: a.maxLevel })),
    extCpInfo: extCps.map((cp) => ({
      ...cp,
      extLinkPortId: cp.port?.id,
      ...(faulty('ext-cp-of-older-release') ? { cpConfigId: undefined, cpProtocolInfo: undefined } : {}),
    })),
    extVirtualLinkInfo: extVirtualLinkInfo(vnf, extCps),
    extManagedVirtualLinkInfo: vnf.extManagedVirtualLinks.map((l) => ({
      ...l,
      vnfLinkPorts: linkPorts(vnf, l.vnfVirtualLinkDescId),
    })),
    localizationLanguage: vnf.localizationLanguage,
    vnfcResourceInfo: vnf.vnfcs
      .slice(faulty('vnfc-not-shown') ? 1 : 0)
      .map((v) => ({ ...v, vnfcCpInfo: v.cps.map((cp) => vnfcCpInfo(cp, extCps)) })),
    ...virtualLinks(vnf),
    virtualStorageResourceInfo: vnf.storages,
  };
}

/** The attribute has the type's name from 3.3.1 on. */
function virtualLinks(vnf: InstantiatedVnf): JsonObject {
  const list = vnf.virtualLinks.map((l) => ({ ...l, vnfLinkPorts: linkPorts(vnf, l.vnfVirtualLinkDescId) }));
  return { virtualLinkResourceInfo: list, vnfVirtualLinkResourceInfo: list };
}

/** ExtVirtualLinkInfo, also for `changedExtConnectivity`. */
export function extVirtualLinkInfo(vnf: InstantiatedVnf, extCps: readonly ExtCp[]): readonly JsonObject[] {
  return vnf.extVirtualLinks.map((link) => ({
    id: link.id,
    resourceHandle: link.resourceHandle,
    extLinkPorts: extCps
      .filter((cp) => cp.port?.link === link.id)
      .map((cp) => ({ id: cp.port?.id, resourceHandle: cp.port?.resourceHandle, cpInstanceId: cp.id })),
    currentVnfExtCpData: link.currentVnfExtCpData,
  }));
}

function vnfcCpInfo(cp: VnfcCp, extCps: readonly ExtCp[]): JsonObject {
  const exposed = extCps.find((e) => e.associatedVnfcCpId === cp.id);
  return {
    id: cp.id,
    cpdId: cp.cpdId,
    vnfExtCpId: exposed?.id,
    vnfLinkPortId: cp.virtualLink === undefined ? undefined : portId(cp),
  };
}

function linkPorts(vnf: InstantiatedVnf, virtualLinkDescId: string): readonly JsonObject[] {
  return vnf.vnfcs.flatMap((vnfc) =>
    vnfc.cps
      .filter((cp) => cp.virtualLink === virtualLinkDescId)
      .map((cp) => ({
        id: portId(cp),
        resourceHandle: {
          vimConnectionId: vnfc.computeResource.vimConnectionId,
          resourceId: `vim-${portId(cp)}`,
          vimLevelResourceType: 'LINKPORT',
        },
        cpInstanceId: cp.id,
        cpInstanceType: 'VNFC_CP',
      })),
  );
}

function portId(cp: VnfcCp): string {
  return `port-${cp.id}`;
}

function links(uris: Uris, instance: VnfInstance): JsonObject {
  const self = uris.vnfInstance(instance.id);
  const task = (name: string): JsonObject | undefined => (isOffered(name) ? { href: `${self}/${name}` } : undefined);
  if (faulty('instance-links-missing')) return { self: { href: self } };
  if (faulty('instance-self-link-wrong')) return { self: { href: uris.vnfLcmOpOcc(instance.id) } };
  if (!instance.instantiated !== faulty('instance-links-of-other-state'))
    return { self: { href: self }, instantiate: task('instantiate') };
  return {
    self: { href: self },
    terminate: task('terminate'),
    scale: task('scale'),
    scaleToLevel: task('scale_to_level'),
    changeFlavour: task('change_flavour'),
    heal: task('heal'),
    operate: task('operate'),
    changeExtConn: task('change_ext_conn'),
    changeCurrentVnfPkg: task('change_vnfpkg'),
    createSnapshot: task('create_snapshot'),
    revertToSnapshot: task('revert_to_snapshot'),
  };
}
