import { faulty } from '../faults/seeded.ts';
import { type JsonObject, isObject } from '../json.ts';
import type { VnfInstance } from './instance.ts';

/** Attributes of VnfInfoModifications that differ, as a merge patch: what went is null (SOL003 5.5.2.12a). */
export function changedInfo(before: VnfInstance, after: VnfInstance): JsonObject | undefined {
  if (faulty('changed-info-missing')) return undefined;
  if (faulty('changed-info-of-everything')) return nonEmpty(patchBetween({}, modifiable(after)));
  return nonEmpty(patchBetween(modifiable(before), modifiable(after)));
}

/** The part of it that a change of the VNF package brought (SOL003 5.5.3.23), and what else was changed. */
export function splitByPackage(info: JsonObject | undefined): {
  readonly byPackage: JsonObject | undefined;
  readonly other: JsonObject | undefined;
} {
  const entries = Object.entries(info ?? {});
  const ofPackage = entries.filter(([name]) => PACKAGE.includes(name));
  const rest = entries.filter(([name]) => !PACKAGE.includes(name));
  return { byPackage: nonEmpty(Object.fromEntries(ofPackage)), other: nonEmpty(Object.fromEntries(rest)) };
}

const PACKAGE = ['vnfdId', 'vnfPkgId', 'vnfProvider', 'vnfProductName', 'vnfSoftwareVersion', 'vnfdVersion'];

function modifiable(instance: VnfInstance): JsonObject {
  const { vnfd } = instance;
  const vims = instance.vimConnectionInfo;
  return {
    vnfInstanceName: instance.vnfInstanceName,
    vnfInstanceDescription: instance.vnfInstanceDescription,
    vnfConfigurableProperties: instance.vnfConfigurableProperties,
    metadata: instance.metadata,
    extensions: instance.extensions,
    vimConnectionInfo: Object.keys(vims).length > 0 ? vims : undefined,
    vnfdId: vnfd.vnfdId,
    vnfPkgId: vnfd.vnfPkgId,
    vnfProvider: vnfd.vnfProvider,
    vnfProductName: vnfd.vnfProductName,
    vnfSoftwareVersion: vnfd.vnfSoftwareVersion,
    vnfdVersion: vnfd.vnfdVersion,
  };
}

/** Members of vimConnectionInfo are notified as a whole: a part of one would not be a VimConnectionInfo. */
function patchBetween(before: JsonObject, after: JsonObject, whole = false): JsonObject {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const entries = names.flatMap((name): [string, unknown][] => {
    const [was, is] = [before[name], after[name]];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    if (is === undefined) return [[name, null]];
    return [[name, !whole && isObject(was) && isObject(is) ? patchBetween(was, is, name === 'vimConnectionInfo') : is]];
  });
  return Object.fromEntries(entries);
}

function nonEmpty(value: JsonObject): JsonObject | undefined {
  return Object.keys(value).length > 0 ? value : undefined;
}
