import { faulty } from '../faults/seeded.ts';
import { stringAt } from '../json.ts';
import { Problem } from '../problem.ts';
import { flavourOf } from '../vnfd/vnfd.ts';
import { unprocessable } from '../world.ts';
import {
  connectivity,
  flavourNamed,
  instantiatedPart,
  levelOf,
  renewed,
  resourcesAt,
  withRequested,
  withinLimits,
} from './common.ts';
import type { LcmTask, TaskInput } from './task.ts';
import type { Vnfd } from '../vnfd/vnfd.ts';

/** SOL003 5.4.7 */
export const changeFlavour: LcmTask = {
  operation: 'CHANGE_FLAVOUR',
  segment: 'change_flavour',
  needs: 'INSTANTIATED',
  granted: true,
  check({ world, instance, params }) {
    levelOf(world, flavourNamed(world, instance.vnfd, stringAt(params, 'newFlavourId') ?? ''), params);
  },
  aim(input) {
    const { world, instance, params } = input;
    const flavour = flavourNamed(world, instance.vnfd, stringAt(params, 'newFlavourId') ?? '');
    const scale = withinLimits(flavour, levelOf(world, flavour, params).scale);
    const next = withRequested(input);
    const vnf = instantiatedPart(input);
    const links = connectivity(params, vnf, instance.vnfd.vnfdId);
    const old = { ...vnf, ...links, vnfcs: renewed(world, vnf.vnfcs) };
    const resources = resourcesAt(world, next, flavour, scale, old);
    const flavourId = faulty('flavour-unchanged') ? vnf.flavourId : flavour.id;
    return { ...next, instantiated: { ...vnf, ...links, flavourId, scale, ...resources } };
  },
};

/** SOL003 5.4.11 */
export const changeExtConn: LcmTask = {
  operation: 'CHANGE_EXT_CONN',
  segment: 'change_ext_conn',
  needs: 'INSTANTIATED',
  granted: true,
  aim(input) {
    const vnf = instantiatedPart(input);
    const links = connectivity(input.params, vnf, input.instance.vnfd.vnfdId);
    const { extVirtualLinks } = faulty('ext-conn-unchanged') ? vnf : links;
    return { ...withRequested(input), instantiated: { ...vnf, extVirtualLinks } };
  },
};

/** SOL003 5.4.11a, from 3.3.1 on */
export const changeVnfPkg: LcmTask = {
  operation: 'CHANGE_VNFPKG',
  segment: 'change_vnfpkg',
  needs: 'INSTANTIATED',
  granted: true,
  async check(input) {
    const vnfd = await targetOf(input);
    if (!flavourOf(vnfd, instantiatedPart(input).flavourId))
      throw new Problem(unprocessable(input.world), `the VNFD ${vnfd.vnfdId} lacks the flavour of the instance`);
  },
  async aim(input) {
    const { world, params } = input;
    const vnfd = await targetOf(input);
    const vnf = instantiatedPart(input);
    const flavour = flavourNamed(world, vnfd, vnf.flavourId);
    const next = { ...withRequested(input), vnfd };
    const links = connectivity(params, vnf, vnfd.vnfdId);
    const old = { ...vnf, ...links, vnfcs: renewed(world, vnf.vnfcs, vnfd.vnfdId) };
    const resources = resourcesAt(world, next, flavour, withinLimits(flavour, vnf.scale), old);
    return { ...next, instantiated: { ...vnf, ...links, ...resources } };
  },
};

async function targetOf({ world, params }: TaskInput): Promise<Vnfd> {
  const id = stringAt(params, 'vnfdId') ?? '';
  const vnfd = await world.packages.byVnfdId(id);
  if (!vnfd)
    throw new Problem(
      faulty('unknown-vnfd-of-change-is-404') ? 404 : unprocessable(world),
      `there is no VNF package for the VNFD ${id}`,
    );
  return vnfd;
}
