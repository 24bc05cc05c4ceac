import { faulty } from '../faults/seeded.ts';
import { type JsonObject, isObject, mergePatch, stringAt } from '../json.ts';
import type { VnfInstance } from '../lcm/instance.ts';
import { mergedVims } from '../lcm/vims.ts';
import { omit } from '../omit.ts';
import { Problem } from '../problem.ts';
import { vimByIdentifier } from '../represent/vim.ts';
import type { Vnfd } from '../vnfd/vnfd.ts';
import { unprocessable } from '../world.ts';
import type { LcmTask, TaskInput } from './task.ts';

/** Modification of the instance resource (SOL003 5.4.3.3.4): the request is a JSON Merge Patch. */
export const modifyInfo: LcmTask = {
  operation: 'MODIFY_INFO',
  needs: 'any',
  granted: false,
  async check(input) {
    await packageOf(input);
    refuseHalfVims(input);
  },
  async aim(input) {
    const { instance, params } = input;
    return {
      ...omit(
        instance,
        'vnfInstanceName',
        'vnfInstanceDescription',
        'metadata',
        'extensions',
        'vnfConfigurableProperties',
      ),
      vnfd: await packageOf(input),
      ...text('vnfInstanceName', instance, params),
      ...text('vnfInstanceDescription', instance, params),
      ...pairs('metadata', instance, params),
      ...pairs('extensions', instance, params),
      ...pairs('vnfConfigurableProperties', instance, params),
      vimConnectionInfo: patchedVims(input),
    };
  },
};

function patchedVims({ instance, params }: TaskInput): VnfInstance['vimConnectionInfo'] {
  return params['vimConnectionInfo'] === null
    ? {}
    : mergedVims(instance.vimConnectionInfo, vimByIdentifier(params['vimConnectionInfo']));
}

/** Parts of a VIM connection make sense where the rest of it is there. */
function refuseHalfVims(input: TaskInput): void {
  const half = Object.entries(patchedVims(input)).find(([, vim]) => stringAt(vim, 'vimType') === undefined);
  if (half) throw new Problem(unprocessable(input.world), `there is no vimType for the VIM connection ${half[0]}`);
}

/** vnfPkgId (2.4.1) and vnfdId (2.6.1) make the instance one of another package; v2 has change_vnfpkg for that. */
async function packageOf({ world, instance, params }: TaskInput): Promise<Vnfd> {
  const known = world.model.types.get('VnfInfoModificationRequest');
  const has = (name: string): boolean => known?.kind === 'object' && known.attributes.some((a) => a.name === name);
  const [vnfPkgId, vnfdId] = [stringAt(params, 'vnfPkgId'), stringAt(params, 'vnfdId')];
  const vnfd =
    has('vnfPkgId') && vnfPkgId !== undefined && vnfPkgId !== instance.vnfd.vnfPkgId
      ? await world.packages.byPackageId(vnfPkgId)
      : has('vnfdId') && vnfdId !== undefined && vnfdId !== instance.vnfd.vnfdId
        ? await world.packages.byVnfdId(vnfdId)
        : instance.vnfd;
  if (!vnfd) throw new Problem(unprocessable(world), 'there is no such VNF package');
  if (instance.instantiated && !vnfd.flavours.some((f) => f.id === instance.instantiated?.flavourId))
    throw new Problem(unprocessable(world), 'the VNF package lacks the flavour of the instance');
  return vnfd;
}

function text<N extends 'vnfInstanceName' | 'vnfInstanceDescription'>(
  name: N,
  instance: VnfInstance,
  params: JsonObject,
): Partial<Record<N, string>> {
  const missing = params[name] === undefined || (faulty('null-removes-no-text') && params[name] === null);
  if (params[name] === undefined && faulty('modification-clears-the-rest')) return {};
  const value = missing ? instance[name] : params[name];
  const kept: Partial<Record<N, string>> = {};
  if (typeof value === 'string') kept[name] = value;
  return kept;
}

type Pairs = 'metadata' | 'extensions' | 'vnfConfigurableProperties';

function pairs<N extends Pairs>(name: N, instance: VnfInstance, params: JsonObject): Partial<Record<N, JsonObject>> {
  const patch = faulty('null-removes-nothing') && params[name] === null ? undefined : params[name];
  const before = faulty('modification-replaces-pairs') && patch !== undefined ? undefined : instance[name];
  const value = patch === undefined ? before : mergePatch(before, patch);
  const kept: Partial<Record<N, JsonObject>> = {};
  if (isObject(value)) kept[name] = value;
  return kept;
}
