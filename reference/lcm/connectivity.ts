import { createHash } from 'node:crypto';
import { type JsonObject, isObject, objectAt, objectsAt, stringAt, stringsAt } from '../json.ts';
import type { Flavour } from '../vnfd/vnfd.ts';
import type { ExtManagedVirtualLink, ExtVirtualLink, InstantiatedVnf, ResourceHandle, Vnfc } from './instance.ts';

/** ExtVirtualLinkData of a request over what is there (SOL003 5.5.2.11): a CP that is named again leaves its previous link. */
export function connect(current: readonly ExtVirtualLink[], data: readonly JsonObject[]): readonly ExtVirtualLink[] {
  let links = current;
  for (const item of data) {
    const id = stringAt(item, 'id') ?? '';
    const cps = objectsAt(item, 'extCps');
    const moved = new Set(cps.map((cp) => stringAt(cp, 'cpdId')));
    const before = links.find((l) => l.id === id);
    const stay = (l: ExtVirtualLink): ExtVirtualLink => ({
      ...l,
      currentVnfExtCpData: l.currentVnfExtCpData.filter((cp) => !moved.has(stringAt(cp, 'cpdId'))),
    });
    const others = links
      .filter((l) => l.id !== id)
      .map(stay)
      .filter((l) => l.currentVnfExtCpData.length > 0);
    links = [
      ...others,
      {
        id,
        resourceHandle: handleOf(item),
        currentVnfExtCpData: [...(before ? stay(before).currentVnfExtCpData : []), ...cps.map(withoutRemoved)],
        givenPorts: objectsAt(item, 'extLinkPorts'),
      },
    ];
  }
  return links;
}

/** A null entry of the cpConfig map takes the configuration away (SOL003 3.3.1 4.4.1.10). */
function withoutRemoved(cp: JsonObject): JsonObject {
  const config = objectAt(cp, 'cpConfig');
  if (!config) return cp;
  return { ...cp, cpConfig: Object.fromEntries(Object.entries(config).filter(([, value]) => value !== null)) };
}

/** ExtManagedVirtualLinkData; the descriptor has another name before 2.6.1. */
export function extManaged(data: readonly JsonObject[], vnfdId: string): readonly ExtManagedVirtualLink[] {
  return data.map((item) => {
    const multisite = stringAt(item, 'extManagedMultisiteVirtualLinkId');
    return {
      id: stringAt(item, 'id') ?? '',
      vnfVirtualLinkDescId: stringAt(item, 'vnfVirtualLinkDescId') ?? stringAt(item, 'virtualLinkDescId') ?? '',
      vnfdId,
      networkResource: handleOf(item),
      ...(multisite === undefined ? {} : { extManagedMultisiteVirtualLinkId: multisite }),
    };
  });
}

function handleOf(item: JsonObject): ResourceHandle {
  const vimConnectionId = stringAt(item, 'vimConnectionId');
  const resourceProviderId = stringAt(item, 'resourceProviderId');
  return {
    ...(vimConnectionId === undefined ? {} : { vimConnectionId }),
    ...(resourceProviderId === undefined ? {} : { resourceProviderId }),
    resourceId: stringAt(item, 'resourceId') ?? '',
  };
}

/** An external CP instance, as it follows from VNFCs and external links. */
export interface ExtCp {
  readonly id: string;
  readonly cpdId: string;
  readonly cpConfigId: string;
  readonly vnfdId: string;
  readonly cpProtocolInfo: readonly JsonObject[];
  readonly associatedVnfcCpId: string;
  /** Set when it is on an external link. */
  readonly port?: { readonly link: string; readonly id: string; readonly resourceHandle: JsonObject | ResourceHandle };
}

/** One for each VNFC CP that an external CPD exposes; a VNFD without external CPDs exposes the first CP of each VNFC. */
export function extCpsOf(vnf: InstantiatedVnf, flavour: Flavour): readonly ExtCp[] {
  return vnf.vnfcs.flatMap((vnfc) =>
    vnfc.cps.flatMap((cp, index): ExtCp[] => {
      const cpdId =
        flavour.extCpds.length === 0
          ? index === 0
            ? cp.cpdId
            : undefined
          : flavour.extCpds.find((e) => e.vduCpd === cp.cpdId)?.id;
      return cpdId === undefined ? [] : [extCp(vnf, vnfc, cp.id, cpdId)];
    }),
  );
}

function extCp(vnf: InstantiatedVnf, vnfc: Vnfc, vnfcCpId: string, cpdId: string): ExtCp {
  const id = `ext-${vnfcCpId}`;
  const link = vnf.extVirtualLinks.find((l) => l.currentVnfExtCpData.some((d) => stringAt(d, 'cpdId') === cpdId));
  const data = link?.currentVnfExtCpData.find((d) => stringAt(d, 'cpdId') === cpdId);
  const [cpConfigId, config] = configOf(data);
  const base = {
    id,
    cpdId,
    cpConfigId,
    vnfdId: vnfc.vnfdId,
    cpProtocolInfo: [protocolInfo(id, config)],
    associatedVnfcCpId: vnfcCpId,
  };
  if (!link) return base;
  const given = link.givenPorts.find((p) => stringAt(p, 'id') === stringAt(config, 'linkPortId'));
  return {
    ...base,
    port: {
      link: link.id,
      id: (given && stringAt(given, 'id')) ?? `port-${id}`,
      resourceHandle: (given && objectAt(given, 'resourceHandle')) ?? {
        ...link.resourceHandle,
        resourceId: `port-of-${id}`,
      },
    },
  };
}

/** First configuration of the CP: an array in v1, a map in v2. */
function configOf(data: JsonObject | undefined): [string, JsonObject] {
  const config = data?.['cpConfig'];
  if (Array.isArray(config)) {
    const first: unknown = config[0];
    return isObject(first) ? [stringAt(first, 'cpInstanceId') ?? 'default', first] : ['default', {}];
  }
  if (isObject(config)) for (const [name, value] of Object.entries(config)) if (isObject(value)) return [name, value];
  return ['default', {}];
}

/** CpProtocolInfo: addresses that were asked for, else made from the identifier so that they stay the same. */
function protocolInfo(id: string, config: JsonObject): JsonObject {
  const hash = createHash('sha256').update(id).digest();
  const asked = objectsAt(config, 'cpProtocolData')
    .map((p) => objectAt(p, 'ipOverEthernet'))
    .find((p) => p !== undefined);
  const mac = [0x02, ...hash.subarray(0, 5)].map((byte) => byte.toString(16).padStart(2, '0')).join(':');
  const fixed = asked
    ? objectsAt(asked, 'ipAddresses').find((a) => stringsAt(a, 'fixedAddresses').length > 0)
    : undefined;
  const subnetId = fixed && stringAt(fixed, 'subnetId');
  const dynamic = `10.${hash.readUInt8(5)}.${hash.readUInt8(6)}.${1 + (hash.readUInt8(7) % 254)}`;
  return {
    layerProtocol: 'IP_OVER_ETHERNET',
    ipOverEthernet: {
      macAddress: (asked && stringAt(asked, 'macAddress')) ?? mac,
      ipAddresses: [
        {
          type: (fixed && stringAt(fixed, 'type')) ?? 'IPV4',
          addresses: fixed ? stringsAt(fixed, 'fixedAddresses') : [dynamic],
          isDynamic: fixed === undefined,
          ...(subnetId === undefined ? {} : { subnetId }),
        },
      ],
    },
  };
}
