import { faulty } from '../faults/seeded.ts';
import { type JsonObject, objectsAt, stringAt } from '../json.ts';
import { zonesOf } from '../nfvo/grants.ts';
import { vimByIdentifier } from '../represent/vim.ts';
import { connect } from './connectivity.ts';
import type { ResourceHandle, VnfInstance } from './instance.ts';
import { mergedVims } from './vims.ts';

/** The instance aimed at, with what the grant decides: VIM connections, zones, external links (SOL003 9.5.2.3). */
export function granted(aim: VnfInstance, grant: JsonObject): VnfInstance {
  const vims = vimByIdentifier(grant['vimConnectionInfo'] ?? grant['vimConnections']);
  const isInstantiated = Object.keys(aim.vimConnectionInfo).length > 0;
  const withVims =
    faulty('vim-of-grant-not-kept') || (isInstantiated && faulty('vim-of-later-grants-not-kept'))
      ? aim
      : { ...aim, vimConnectionInfo: mergedVims(aim.vimConnectionInfo, vims) };
  const vnf = aim.instantiated;
  if (!vnf) return withVims;
  const decided = decisions(grant);
  const links = objectsAt(grant, 'extVirtualLinks');
  return {
    ...withVims,
    instantiated: {
      ...vnf,
      vnfcs: vnf.vnfcs.map((v) => ({
        ...v,
        computeResource: decided.handle(v.id, v.computeResource),
        ...decided.zone(v.id),
      })),
      virtualLinks: vnf.virtualLinks.map((l) => ({
        ...l,
        networkResource: decided.handle(l.id, l.networkResource),
        ...decided.zone(l.id),
      })),
      storages: vnf.storages.map((s) => ({
        ...s,
        storageResource: decided.handle(s.id, s.storageResource),
        ...decided.zone(s.id),
      })),
      extVirtualLinks: links.length > 0 ? connect(vnf.extVirtualLinks, links) : vnf.extVirtualLinks,
    },
  };
}

const LISTS = ['addResources', 'tempResources', 'removeResources', 'updateResources'];

/** Ids of the ResourceDefinitions that the grant has a GrantInfo for. */
export function informedBy(grant: JsonObject): ReadonlySet<string> {
  if (faulty('definition-not-named')) return new Set();
  const infos = LISTS.flatMap((name) => objectsAt(grant, name));
  return new Set(infos.flatMap((info) => stringAt(info, 'resourceDefinitionId') ?? []));
}

/** GrantInfo by the resource that it is about; ids of ResourceDefinitions are ids of resources here. */
function decisions(grant: JsonObject): {
  handle(id: string, handle: ResourceHandle): ResourceHandle;
  zone(id: string): { zoneId?: string };
} {
  const zones = zonesOf(grant);
  const infos = ['addResources', 'updateResources'].flatMap((name) => objectsAt(grant, name));
  const about = new Map(infos.map((info) => [stringAt(info, 'resourceDefinitionId') ?? '', info]));
  return {
    handle: (id, handle) => {
      const info = about.get(id) ?? {};
      const vimConnectionId = stringAt(info, 'vimConnectionId');
      const resourceProviderId = stringAt(info, 'resourceProviderId');
      if (faulty('vim-of-resources-unknown')) return { ...handle, vimConnectionId: '' };
      return {
        ...handle,
        ...(vimConnectionId === undefined ? {} : { vimConnectionId }),
        ...(resourceProviderId === undefined ? {} : { resourceProviderId }),
      };
    },
    zone: (id) => {
      const zoneId = zones.get(stringAt(about.get(id) ?? {}, 'zoneId') ?? '');
      return zoneId === undefined ? {} : { zoneId };
    },
  };
}
