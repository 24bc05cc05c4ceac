import { faulty } from '../faults/seeded.ts';
import type { JsonObject } from '../json.ts';
import { flavourOf } from '../vnfd/vnfd.ts';
import { type ExtCp, extCpsOf } from './connectivity.ts';
import type { ResourceHandle, VirtualLink, VirtualStorage, Vnfc, VnfInstance } from './instance.ts';

/** What happened to the resources of an instance between two of its values; also what a grant is asked for. */
export interface ResourceDelta {
  readonly vnfcs: readonly Change<Vnfc>[];
  readonly virtualLinks: readonly Change<VirtualLink>[];
  readonly storages: readonly Change<VirtualStorage>[];
  readonly extLinkPorts: readonly Change<ExtCp>[];
}

export interface Change<T> {
  readonly changeType: 'ADDED' | 'REMOVED' | 'MODIFIED';
  readonly resource: T;
  /** What a MODIFIED one was before. */
  readonly was?: T;
}

export function deltaBetween(before: VnfInstance, after: VnfInstance): ResourceDelta {
  const [b, a] = [before.instantiated, after.instantiated];
  return {
    vnfcs: compare(b?.vnfcs ?? [], a?.vnfcs ?? [], (v) => v.computeResource),
    virtualLinks: compare(b?.virtualLinks ?? [], a?.virtualLinks ?? [], (v) => v.networkResource),
    storages: compare(b?.storages ?? [], a?.storages ?? [], (v) => v.storageResource),
    extLinkPorts: comparePorts(ported(before), ported(after)),
  };
}

function compare<T extends { readonly id: string }>(
  before: readonly T[],
  after: readonly T[],
  handle: (item: T) => ResourceHandle,
): readonly Change<T>[] {
  const old = new Map(before.map((item) => [item.id, item]));
  const kept = new Set(after.map((item) => item.id));
  const changed = after.flatMap((resource): Change<T>[] => {
    const was = old.get(resource.id);
    if (!was) return [{ changeType: 'ADDED', resource }];
    return handle(was).resourceId === handle(resource).resourceId ? [] : [{ changeType: 'MODIFIED', resource, was }];
  });
  const gone = before.filter((item) => !kept.has(item.id));
  const removed = faulty('removal-told-as-addition') ? 'ADDED' : 'REMOVED';
  return [...changed, ...gone.map((resource): Change<T> => ({ changeType: removed, resource }))];
}

/** A CP that went to another link is a port removed and a port added: AffectedExtLinkPort knows MODIFIED from 3.5.1 on only. */
function comparePorts(before: readonly ExtCp[], after: readonly ExtCp[]): readonly Change<ExtCp>[] {
  const key = (cp: ExtCp): string => `${cp.port?.link ?? ''} ${cp.port?.id ?? ''}`;
  const [old, now] = [new Set(before.map(key)), new Set(after.map(key))];
  return [
    ...after.filter((cp) => !old.has(key(cp))).map((resource): Change<ExtCp> => ({ changeType: 'ADDED', resource })),
    ...before.filter((cp) => !now.has(key(cp))).map((resource): Change<ExtCp> => ({ changeType: 'REMOVED', resource })),
  ];
}

function ported(instance: VnfInstance): readonly ExtCp[] {
  const vnf = instance.instantiated;
  const flavour = vnf && flavourOf(instance.vnfd, vnf.flavourId);
  return vnf && flavour ? extCpsOf(vnf, flavour).filter((cp) => cp.port) : [];
}

/**
 * `resourceChanges` of VnfLcmOpOcc, `affected...` of notifications (SOL003 5.5.3.13 to 5.5.3.15).
 * @param informed ids of the ResourceDefinitions for which the grant has a GrantInfo; they are ids of resources here
 */
export function resourceChangesOf(delta: ResourceDelta, informed: ReadonlySet<string>): JsonObject {
  const definition = ({ id }: { readonly id: string }): JsonObject =>
    informed.has(id) ? { resourceDefinitionId: id } : {};
  const vnfd = ({ vnfdId }: { readonly vnfdId?: string | undefined }): JsonObject =>
    faulty('affected-without-vnfd') ? {} : { vnfdId };
  return {
    affectedVnfcs: delta.vnfcs.slice(faulty('affected-vnfc-left-out') ? 1 : 0).map(({ changeType, resource }) => ({
      id: resource.id,
      vduId: resource.vduId,
      ...vnfd(resource),
      ...definition(resource),
      changeType,
      computeResource: resource.computeResource,
      zoneId: resource.zoneId,
      affectedVnfcCpIds: resource.cps.map((cp) => cp.id),
      ...(changeType === 'ADDED' ? { addedStorageResourceIds: resource.storageResourceIds } : {}),
      ...(changeType === 'REMOVED' ? { removedStorageResourceIds: resource.storageResourceIds } : {}),
    })),
    affectedVirtualLinks: delta.virtualLinks.map(({ changeType, resource }) => ({
      id: resource.id,
      // the name up to 2.4.1, and the one after; 2.6.1 takes either
      virtualLinkDescId: resource.vnfVirtualLinkDescId,
      vnfVirtualLinkDescId: resource.vnfVirtualLinkDescId,
      ...vnfd(resource),
      ...definition(resource),
      changeType,
      networkResource: resource.networkResource,
      zoneId: resource.zoneId,
    })),
    affectedExtLinkPorts: delta.extLinkPorts.map(({ changeType, resource }) => ({
      id: resource.port?.id,
      changeType,
      extCpInstanceId: resource.id,
      resourceHandle: resource.port?.resourceHandle,
    })),
    affectedVirtualStorages: delta.storages.map(({ changeType, resource }) => ({
      id: resource.id,
      virtualStorageDescId: resource.virtualStorageDescId,
      ...vnfd(resource),
      ...definition(resource),
      changeType,
      storageResource: resource.storageResource,
      zoneId: resource.zoneId,
    })),
  };
}

/** Nothing happened to any resource. */
export function isEmpty(delta: ResourceDelta): boolean {
  return [delta.vnfcs, delta.virtualLinks, delta.storages, delta.extLinkPorts].every((list) => list.length === 0);
}
