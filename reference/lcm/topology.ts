import type { IdSource } from '../ids.ts';
import { type Flavour, type ScaleLevels, type Vdu, type Vnfd, vnfcCounts } from '../vnfd/vnfd.ts';
import type { ExtManagedVirtualLink, ResourceHandle, VirtualLink, VirtualStorage, Vnfc } from './instance.ts';

/** Resources of an instantiated VNF. */
export interface Topology {
  readonly vnfcs: readonly Vnfc[];
  readonly virtualLinks: readonly VirtualLink[];
  readonly storages: readonly VirtualStorage[];
}

export interface TopologyAim {
  readonly vnfd: Vnfd;
  readonly flavour: Flavour;
  readonly scale: ScaleLevels;
  readonly extManaged: readonly ExtManagedVirtualLink[];
  /** VIM connection for new resources, where one is known. */
  readonly vimConnectionId?: string;
}

/** What has to be there at the given levels; what is already there is kept, what is too much goes, newest first. */
export function topologyFor(aim: TopologyAim, current: Topology, ids: IdSource): Topology {
  const make = new Maker(aim, ids);
  const counts = vnfcCounts(aim.flavour, aim.scale);
  const storages: VirtualStorage[] = [];
  const vnfcs = aim.flavour.vdus.flatMap((vdu) => {
    const there = current.vnfcs.filter((v) => v.vduId === vdu.id);
    const wanted = Math.max(0, counts.get(vdu.id) ?? 0);
    const kept = there.slice(0, wanted);
    storages.push(...current.storages.filter((s) => kept.some((v) => v.storageResourceIds.includes(s.id))));
    const added = Array.from({ length: Math.max(0, wanted - kept.length) }, () => {
      const disks = vdu.storages.map((desc) => make.storage(desc));
      storages.push(...disks);
      return make.vnfc(vdu, disks);
    });
    return [...kept, ...added];
  });
  const own = aim.flavour.virtualLinks.filter((id) => !aim.extManaged.some((e) => e.vnfVirtualLinkDescId === id));
  const virtualLinks = own.map(
    (id) => current.virtualLinks.find((v) => v.vnfVirtualLinkDescId === id) ?? make.virtualLink(id),
  );
  return { vnfcs, virtualLinks, storages };
}

export const NO_RESOURCES: Topology = { vnfcs: [], virtualLinks: [], storages: [] };

class Maker {
  readonly #aim: TopologyAim;
  readonly #ids: IdSource;

  constructor(aim: TopologyAim, ids: IdSource) {
    this.#aim = aim;
    this.#ids = ids;
  }

  vnfc(vdu: Vdu, disks: readonly VirtualStorage[]): Vnfc {
    const id = `${vdu.id}-${this.#ids()}`;
    const cps = vdu.cpds.length > 0 ? vdu.cpds : [{ id: `${vdu.id}_CP` }];
    return {
      id,
      vduId: vdu.id,
      vnfdId: this.#aim.vnfd.vnfdId,
      computeResource: this.handle('COMPUTE'),
      storageResourceIds: disks.map((d) => d.id),
      cps: cps.map((cpd) => ({
        id: `${cpd.id}-${id}`,
        cpdId: cpd.id,
        ...('virtualLink' in cpd ? { virtualLink: cpd.virtualLink } : {}),
      })),
    };
  }

  storage(virtualStorageDescId: string): VirtualStorage {
    return {
      id: `${virtualStorageDescId}-${this.#ids()}`,
      virtualStorageDescId,
      vnfdId: this.#aim.vnfd.vnfdId,
      storageResource: this.handle('STORAGE'),
    };
  }

  virtualLink(vnfVirtualLinkDescId: string): VirtualLink {
    return {
      id: `${vnfVirtualLinkDescId}-${this.#ids()}`,
      vnfVirtualLinkDescId,
      vnfdId: this.#aim.vnfd.vnfdId,
      networkResource: this.handle('VL'),
    };
  }

  handle(vimLevelResourceType: string): ResourceHandle {
    const { vimConnectionId } = this.#aim;
    return {
      ...(vimConnectionId === undefined ? {} : { vimConnectionId }),
      resourceId: this.#ids(),
      vimLevelResourceType,
    };
  }
}
