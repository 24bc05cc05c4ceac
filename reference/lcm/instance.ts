import type { JsonObject } from '../json.ts';
import type { ScaleLevels, Vnfd } from '../vnfd/vnfd.ts';

/**
 * A VNF instance as the orchestrator keeps it. Values are never changed in place: an operation aims at a new value,
 * so the one before it is there for rollback and for telling what changed. Attribute names are those of SOL003 5.5.2.2;
 * what a release does not know is left out when it is shown (represent/project.ts).
 */
export interface VnfInstance {
  readonly id: string;
  readonly vnfInstanceName?: string;
  readonly vnfInstanceDescription?: string;
  readonly vnfd: Vnfd;
  readonly vnfConfigurableProperties?: JsonObject;
  readonly metadata?: JsonObject;
  readonly extensions?: JsonObject;
  /** By identifier, secrets included; never shown as it is. */
  readonly vimConnectionInfo: Readonly<Record<string, JsonObject>>;
  /** Present: INSTANTIATED. */
  readonly instantiated?: InstantiatedVnf;
}

export type InstantiationState = 'NOT_INSTANTIATED' | 'INSTANTIATED';

export function instantiationState(instance: VnfInstance): InstantiationState {
  return instance.instantiated ? 'INSTANTIATED' : 'NOT_INSTANTIATED';
}

export interface InstantiatedVnf {
  readonly flavourId: string;
  readonly vnfState: 'STARTED' | 'STOPPED';
  readonly scale: ScaleLevels;
  readonly localizationLanguage?: string;
  readonly vnfcs: readonly Vnfc[];
  readonly virtualLinks: readonly VirtualLink[];
  readonly storages: readonly VirtualStorage[];
  readonly extVirtualLinks: readonly ExtVirtualLink[];
  readonly extManagedVirtualLinks: readonly ExtManagedVirtualLink[];
}

export interface ResourceHandle {
  readonly vimConnectionId?: string;
  readonly resourceProviderId?: string;
  readonly resourceId: string;
  readonly vimLevelResourceType?: string;
}

export interface Vnfc {
  readonly id: string;
  readonly vduId: string;
  readonly vnfdId: string;
  readonly computeResource: ResourceHandle;
  readonly zoneId?: string;
  readonly storageResourceIds: readonly string[];
  readonly cps: readonly VnfcCp[];
}

export interface VnfcCp {
  readonly id: string;
  readonly cpdId: string;
  /** Internal virtual link descriptor that it hangs on. */
  readonly virtualLink?: string;
}

export interface VirtualLink {
  readonly id: string;
  readonly vnfVirtualLinkDescId: string;
  readonly vnfdId: string;
  readonly networkResource: ResourceHandle;
  readonly zoneId?: string;
}

export interface VirtualStorage {
  readonly id: string;
  readonly virtualStorageDescId: string;
  readonly vnfdId: string;
  readonly storageResource: ResourceHandle;
  readonly zoneId?: string;
}

export interface ExtVirtualLink {
  readonly id: string;
  readonly resourceHandle: ResourceHandle;
  /** VnfExtCpData as given, in the form of the release. */
  readonly currentVnfExtCpData: readonly JsonObject[];
  /** ExtLinkPortData as given. */
  readonly givenPorts: readonly JsonObject[];
}

export interface ExtManagedVirtualLink {
  readonly id: string;
  readonly vnfVirtualLinkDescId: string;
  readonly vnfdId: string;
  readonly networkResource: ResourceHandle;
  readonly extManagedMultisiteVirtualLinkId?: string;
}
