import type { Driver } from '../../src/drive/procedure.ts';
import { hasAttribute } from '../../src/model/attribute-path.ts';
import { isObject, mergePatch } from '../../src/model/json.ts';
import type { LCM_TASKS } from '../../src/target/profile-schema.ts';

export type Task = (typeof LCM_TASKS)[number];

/** VNFD that instances are made of, for the major version that is driven. */
export function vnfdId(driver: Driver): string {
  const { vnfdId: id } = driver.profile.vnf;
  return typeof id === 'string' ? id : (id[driver.major] ?? '');
}

export function createBody(driver: Driver): Record<string, unknown> {
  return merged(driver, 'create', {
    vnfdId: vnfdId(driver),
    vnfInstanceName: `tst-${driver.run}-${crypto.randomUUID().slice(0, 8)}`,
  });
}

/** metadata for a new instance, if the release allows it (since 2.7.1). */
export function metadataAtCreation(
  { model }: Driver,
  metadata: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return hasAttribute(model, 'CreateVnfRequest', 'metadata') ? { metadata } : {};
}

/**
 * Legal request body of a task: the harness's own, with what the profile says laid over it.
 * `{vnfInstanceId}` in a text of the profile stands for the instance (a namespace of its own, for example).
 */
export function taskBody(driver: Driver, task: Task, vnfInstanceId = '{vnfInstanceId}'): Record<string, unknown> {
  return forInstance(merged(driver, task, ownBody(driver, task)), vnfInstanceId) as Record<string, unknown>;
}

function ownBody(driver: Driver, task: Task): Record<string, unknown> {
  const { vnf } = driver.profile;
  switch (task) {
    case 'instantiate':
      return {
        flavourId: vnf.flavourId,
        ...(vnf.instantiationLevelId === undefined ? {} : { instantiationLevelId: vnf.instantiationLevelId }),
        ...vimConnections(driver),
      };
    case 'scale':
      return { type: 'SCALE_OUT', aspectId: vnf.aspectId ?? '', numberOfSteps: 1 };
    case 'scale_to_level':
      return { instantiationLevelId: vnf.instantiationLevelId ?? '' };
    case 'change_flavour':
      return { newFlavourId: vnf.otherFlavourId ?? vnf.flavourId };
    case 'terminate':
      return { terminationType: 'FORCEFUL' };
    case 'heal':
      return { cause: 'conformance test' };
    case 'operate':
      return { changeStateTo: 'STOPPED' };
    case 'change_ext_conn':
      return { extVirtualLinks: [extVirtualLink(driver)] };
    case 'change_vnfpkg':
      return { vnfdId: vnf.otherVnfdId ?? vnfdId(driver) };
    case 'create_snapshot':
    case 'revert_to_snapshot':
      return { vnfSnapshotInfoId: '' };
  }
}

/** vimConnectionInfo of a request: an array in v1, a map in v2 (SOL003 3.3.1). */
function vimConnections(driver: Driver): Record<string, unknown> {
  const info = driver.major === 'v1' ? driver.profile.vim.v1 : driver.profile.vim.v2;
  return info === undefined ? {} : { vimConnectionInfo: info };
}

/** ExtVirtualLinkData; cpConfig is an array in v1, a map in v2 (SOL003 4.4.1.10). */
export function extVirtualLink(driver: Driver): Record<string, unknown> {
  const config = {
    cpProtocolData: [
      {
        layerProtocol: 'IP_OVER_ETHERNET',
        ipOverEthernet: { ipAddresses: [{ type: 'IPV4', numDynamicAddresses: 1 }] },
      },
    ],
  };
  return {
    id: 'ext-vl-1',
    resourceId: 'network-1',
    extCps: [
      { cpdId: driver.profile.vnf.extCpdId ?? 'extCp1', cpConfig: driver.major === 'v1' ? [config] : { cp1: config } },
    ],
  };
}

function merged(driver: Driver, task: string, own: Record<string, unknown>): Record<string, unknown> {
  return mergePatch(own, driver.profile.operations[task]?.[driver.major] ?? {});
}

/** Puts the instance's id where a profile says `{vnfInstanceId}`: a Kubernetes namespace of its own for each instance, say. */
export function forInstance(body: unknown, vnfInstanceId: string): unknown {
  if (typeof body === 'string') return body.replaceAll('{vnfInstanceId}', vnfInstanceId);
  if (Array.isArray(body)) return body.map((item) => forInstance(item, vnfInstanceId));
  if (!isObject(body)) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, forInstance(value, vnfInstanceId)]));
}
