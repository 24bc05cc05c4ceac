import { type JsonObject, isObject, numberAt, objectAt, stringAt, stringsAt } from '../json.ts';
import type { Aspect, ExtCpd, Flavour, InstantiationLevel, Vdu, VduCpd } from './vnfd.ts';

type Entry = readonly [name: string, template: JsonObject];

/** Deployment flavours of service templates (SOL001 6.8 to 6.10): each template that names VDUs is one. */
export function flavoursOf(templates: readonly JsonObject[]): readonly Flavour[] {
  return templates.flatMap((template) => {
    const topology = objectAt(template, 'topology_template');
    const vdus = topology && ofType(nodes(topology), 'tosca.nodes.nfv.Vdu.Compute');
    return topology && vdus && vdus.length > 0 ? [flavour(topology)] : [];
  });
}

function flavour(topology: JsonObject): Flavour {
  const all = nodes(topology);
  const policies = policiesOf(topology);
  const aspects = aspectsOf(policies);
  const levels = levelsOf(policies, aspects);
  return {
    id: flavourId(topology, all) ?? 'default',
    ...levels,
    aspects,
    vdus: ofType(all, 'tosca.nodes.nfv.Vdu.Compute').map(([name, node]) => vdu(name, node, all, policies)),
    virtualLinks: ofType(all, 'tosca.nodes.nfv.VnfVirtualLink').map(([name]) => name),
    extCpds: extCpds(topology, all),
  };
}

function flavourId(topology: JsonObject, all: readonly Entry[]): string | undefined {
  const mapped = objectAt(objectAt(topology, 'substitution_mappings') ?? {}, 'properties');
  const given = (mapped && stringAt(mapped, 'flavour_id')) ?? undefined;
  if (given !== undefined) return given;
  return all.map(([, node]) => stringAt(properties(node), 'flavour_id')).find((id) => id !== undefined);
}

function vdu(name: string, node: JsonObject, all: readonly Entry[], policies: readonly JsonObject[]): Vdu {
  const initial = targeting(policies, 'tosca.policies.nfv.VduInitialDelta', name)[0];
  const delta = initial && objectAt(properties(initial), 'initial_delta');
  return {
    id: name,
    base: (delta && numberAt(delta, 'number_of_instances')) ?? 1,
    cpds: ofType(all, 'tosca.nodes.nfv.VduCp')
      .filter(([, cp]) => requirement(cp, 'virtual_binding') === name)
      .map(([id, cp]): VduCpd => {
        const virtualLink = requirement(cp, 'virtual_link');
        return virtualLink === undefined ? { id } : { id, virtualLink };
      }),
    storages: requirements(node, 'virtual_storage'),
  };
}

/** External CPs: nodes of type VnfExtCp, and VDU CPs that substitution_mappings expose. */
function extCpds(topology: JsonObject, all: readonly Entry[]): readonly ExtCpd[] {
  const nodesOfType = ofType(all, 'tosca.nodes.nfv.VnfExtCp').map(([id]): ExtCpd => ({ id }));
  const exposed = objectAt(topology, 'substitution_mappings')?.['requirements'];
  const pairs = isObject(exposed) ? Object.values(exposed) : [];
  const vduCps = new Set(ofType(all, 'tosca.nodes.nfv.VduCp').map(([id]) => id));
  const cps = pairs.flatMap((pair): ExtCpd[] => {
    const id: unknown = Array.isArray(pair) ? pair[0] : undefined;
    return typeof id === 'string' && vduCps.has(id) ? [{ id, vduCpd: id }] : [];
  });
  return [...nodesOfType, ...cps];
}

function aspectsOf(policies: readonly JsonObject[]): readonly Aspect[] {
  const declared = policies
    .filter((p) => stringAt(p, 'type') === 'tosca.policies.nfv.ScalingAspects')
    .flatMap((p) => Object.entries(objectAt(properties(p), 'aspects') ?? {}));
  return declared.map(([id, aspect]) => ({
    id,
    maxLevel: (isObject(aspect) ? numberAt(aspect, 'max_scale_level') : undefined) ?? 0,
    delta: Object.fromEntries(stepsOf(policies, id)),
  }));
}

/** VNFCs that one step of the aspect adds, by VDU. */
function stepsOf(policies: readonly JsonObject[], aspect: string): readonly (readonly [string, number])[] {
  return policies
    .filter((p) => stringAt(p, 'type') === 'tosca.policies.nfv.VduScalingAspectDeltas')
    .filter((p) => stringAt(properties(p), 'aspect') === aspect)
    .flatMap((p) => {
      const first = Object.values(objectAt(properties(p), 'deltas') ?? {})[0];
      const count = isObject(first) ? (numberAt(first, 'number_of_instances') ?? 0) : 0;
      return stringsAt(p, 'targets').map((target) => [target, count] as const);
    });
}

function levelsOf(
  policies: readonly JsonObject[],
  aspects: readonly Aspect[],
): { defaultLevelId: string; levels: readonly InstantiationLevel[] } {
  const policy = policies.find((p) => stringAt(p, 'type') === 'tosca.policies.nfv.InstantiationLevels');
  const declared = Object.entries((policy && objectAt(properties(policy), 'levels')) ?? {});
  const levels = declared.map(([id, level]): InstantiationLevel => {
    const info = (isObject(level) ? objectAt(level, 'scale_info') : undefined) ?? {};
    const levelOf = (aspect: string): number => numberAt(objectAt(info, aspect) ?? {}, 'scale_level') ?? 0;
    return { id, scale: Object.fromEntries(aspects.map((a) => [a.id, levelOf(a.id)])) };
  });
  const first = levels[0] ?? { id: 'default', scale: {} };
  return {
    defaultLevelId: (policy && stringAt(properties(policy), 'default_level')) ?? first.id,
    levels: levels.length > 0 ? levels : [first],
  };
}

function nodes(topology: JsonObject): readonly Entry[] {
  return Object.entries(objectAt(topology, 'node_templates') ?? {}).flatMap(([name, node]): Entry[] =>
    isObject(node) ? [[name, node]] : [],
  );
}

function ofType(all: readonly Entry[], type: string): readonly Entry[] {
  return all.filter(([, node]) => stringAt(node, 'type') === type);
}

/** Policies stand in a list of maps with one entry each. */
function policiesOf(topology: JsonObject): readonly JsonObject[] {
  const list = topology['policies'];
  return Array.isArray(list)
    ? list.flatMap((p: unknown) => (isObject(p) ? Object.values(p).filter(isObject) : []))
    : [];
}

function targeting(policies: readonly JsonObject[], type: string, target: string): readonly JsonObject[] {
  return policies.filter((p) => stringAt(p, 'type') === type && stringsAt(p, 'targets').includes(target));
}

function properties(template: JsonObject): JsonObject {
  return objectAt(template, 'properties') ?? {};
}

function requirement(node: JsonObject, name: string): string | undefined {
  return requirements(node, name)[0];
}

/** Requirements of a node by name: `- name: target` or `- name: { node: target }`. */
function requirements(node: JsonObject, name: string): readonly string[] {
  const list = node['requirements'];
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    const value = isObject(item) ? item[name] : undefined;
    if (typeof value === 'string') return [value];
    const target = isObject(value) ? stringAt(value, 'node') : undefined;
    return target === undefined ? [] : [target];
  });
}
