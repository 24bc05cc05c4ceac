import { faulty } from '../faults/seeded.ts';
import { type JsonObject, isObject, mergePatch, objectAt, objectsAt, stringAt } from '../json.ts';
import { connect, extManaged } from '../lcm/connectivity.ts';
import type { InstantiatedVnf, VnfInstance } from '../lcm/instance.ts';
import { type Topology, topologyFor } from '../lcm/topology.ts';
import { mergedVims } from '../lcm/vims.ts';
import { OperationFailure, Problem } from '../problem.ts';
import { vimByIdentifier } from '../represent/vim.ts';
import { type Flavour, type InstantiationLevel, type ScaleLevels, type Vnfd, flavourOf } from '../vnfd/vnfd.ts';
import { type World, unprocessable } from '../world.ts';
import type { TaskInput } from './task.ts';

/** The instantiated part; tasks that need it are only reached when it is there. */
export function instantiatedPart({ instance }: TaskInput): InstantiatedVnf {
  if (!instance.instantiated) throw new OperationFailure(409, 'the VNF instance is not instantiated');
  return instance.instantiated;
}

export function flavourNamed(world: World, vnfd: Vnfd, id: string): Flavour {
  const flavour = flavourOf(vnfd, id);
  if (!flavour) throw new Problem(unprocessable(world), `the VNFD ${vnfd.vnfdId} has no deployment flavour ${id}`);
  return flavour;
}

export function currentFlavour(input: TaskInput): Flavour {
  return flavourNamed(input.world, input.instance.vnfd, instantiatedPart(input).flavourId);
}

/** Level of `instantiationLevelId`, the default one when it is absent. */
export function levelOf(world: World, flavour: Flavour, params: JsonObject): InstantiationLevel {
  const id = stringAt(params, 'instantiationLevelId') ?? flavour.defaultLevelId;
  const level = flavour.levels.find((l) => l.id === id);
  if (!level) throw new Problem(unprocessable(world), `flavour ${flavour.id} has no instantiation level ${id}`);
  return level;
}

/** @throws OperationFailure when a level is outside of what the VNFD allows */
export function withinLimits(flavour: Flavour, scale: ScaleLevels): ScaleLevels {
  for (const aspect of flavour.aspects) {
    const level = scale[aspect.id] ?? 0;
    if (level < 0 || level > aspect.maxLevel)
      throw new OperationFailure(
        409,
        `scale level ${level} of ${aspect.id} is outside of 0 to ${aspect.maxLevel}`,
        'Scale limit',
      );
  }
  return scale;
}

/** The instance with what several requests may bring along: VIM connections, extensions, configurable properties. */
export function withRequested({ instance, params }: Pick<TaskInput, 'instance' | 'params'>): VnfInstance {
  const merged = (name: 'extensions' | 'vnfConfigurableProperties'): Partial<VnfInstance> => {
    const patch = faulty('values-of-instantiation-ignored') ? undefined : objectAt(params, name);
    const value = patch && mergePatch(instance[name], patch);
    return isObject(value) ? { [name]: value } : {};
  };
  return {
    ...instance,
    vimConnectionInfo: mergedVims(instance.vimConnectionInfo, vimByIdentifier(params['vimConnectionInfo'])),
    ...merged('extensions'),
    ...merged('vnfConfigurableProperties'),
  };
}

/** External and externally managed virtual links after the request. */
export function connectivity(
  params: JsonObject,
  vnf: Pick<InstantiatedVnf, 'extVirtualLinks' | 'extManagedVirtualLinks'>,
  vnfdId: string,
): Pick<InstantiatedVnf, 'extVirtualLinks' | 'extManagedVirtualLinks'> {
  const managed = objectsAt(params, 'extManagedVirtualLinks');
  return {
    extVirtualLinks: connect(vnf.extVirtualLinks, objectsAt(params, 'extVirtualLinks')),
    extManagedVirtualLinks: managed.length > 0 ? extManaged(managed, vnfdId) : vnf.extManagedVirtualLinks,
  };
}

/** Resources at the given levels, over what is there. */
export function resourcesAt(
  world: World,
  instance: VnfInstance,
  flavour: Flavour,
  scale: ScaleLevels,
  current: Topology & Pick<InstantiatedVnf, 'extManagedVirtualLinks'>,
): Topology {
  const vimConnectionId = Object.keys(instance.vimConnectionInfo)[0];
  return topologyFor(
    {
      vnfd: instance.vnfd,
      flavour,
      scale,
      extManaged: current.extManagedVirtualLinks,
      ...(vimConnectionId === undefined ? {} : { vimConnectionId }),
    },
    current,
    world.ids,
  );
}

/** VNFCs on new compute resources, and what they say of their VNFD. */
export function renewed(world: World, vnfcs: Topology['vnfcs'], vnfdId?: string): Topology['vnfcs'] {
  return vnfcs.map((v) => ({
    ...v,
    vnfdId: vnfdId ?? v.vnfdId,
    computeResource: { ...v.computeResource, resourceId: world.ids() },
  }));
}

/** Other VNFCs in the place of these. */
export function replaced(world: World, vnfcs: Topology['vnfcs']): Topology['vnfcs'] {
  return vnfcs.map((v) => ({ ...v, id: world.ids() }));
}
