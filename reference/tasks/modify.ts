import { faulty } from '../faults/seeded.ts';
import { type JsonObject, isObject, mergePatch, objectAt, stringAt } from '../json.ts';
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
    refuseUndeclared(input);
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
      vnfd: shownOf(await packageOf(input), instance, params),
      ...text('vnfInstanceName', instance, params),
      ...text('vnfInstanceDescription', instance, params),
      ...pairs('metadata', instance, params),
      ...pairs('extensions', instance, params),
      ...pairs('vnfConfigurableProperties', instance, params),
      vimConnectionInfo: patchedVims(input),
    };
  },
};

/** Faults: the version of the former VNFD; what the request says, though a modification does not have it. */
function shownOf(vnfd: Vnfd, { vnfd: former }: VnfInstance, params: JsonObject): Vnfd {
  const product = stringAt(params, 'vnfProductName');
  if (faulty('immutable-attributes-written') && product !== undefined) return { ...vnfd, vnfProductName: product };
  return faulty('version-of-former-vnfd') ? { ...vnfd, vnfdVersion: former.vnfdVersion } : vnfd;
}

function patchedVims({ instance, params }: TaskInput): VnfInstance['vimConnectionInfo'] {
  const given = vimByIdentifier(params['vimConnectionInfo']);
  if (faulty('change-of-vim-connection-lost') && Object.keys(given).some((id) => id in instance.vimConnectionInfo))
    return instance.vimConnectionInfo;
  return params['vimConnectionInfo'] === null
    ? {}
    : mergedVims(instance.vimConnectionInfo, vimByIdentifier(params['vimConnectionInfo']));
}

/** Parts of a VIM connection make sense where the rest of it is there. */
function refuseHalfVims(input: TaskInput): void {
  if (faulty('vim-of-not-instantiated-refused') && !input.instance.instantiated && 'vimConnectionInfo' in input.params)
    throw new Problem(400, 'the VNF instance is NOT_INSTANTIATED');
  const half = Object.entries(patchedVims(input)).find(([, vim]) => stringAt(vim, 'vimType') === undefined);
  if (half) throw new Problem(unprocessable(input.world), `there is no vimType for the VIM connection ${half[0]}`);
}

/** Faults: attributes that take any name. */
const TAKES_UNDECLARED = {
  extensions: () => faulty('undeclared-extensions-taken'),
  vnfConfigurableProperties: () => faulty('undeclared-vnfConfigurableProperties-taken'),
};

/** Names that the VNFD does not declare are not written (SOL003 5.5.2.2); metadata may have any. */
function refuseUndeclared({ world, instance, params }: TaskInput): void {
  for (const name of ['extensions', 'vnfConfigurableProperties'] as const) {
    if (TAKES_UNDECLARED[name]()) continue;
    const foreign = Object.keys(objectAt(params, name) ?? {}).find((key) => !(key in instance.vnfd.declared[name]));
    if (foreign !== undefined)
      throw new Problem(unprocessable(world), `the VNFD declares no ${foreign} among the ${name}`);
  }
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
  if (!vnfd)
    throw new Problem(
      faulty('unknown-vnfd-of-instance-is-404') ? 404 : unprocessable(world),
      'there is no such VNF package',
    );
  if (instance.instantiated && !vnfd.flavours.some((f) => f.id === instance.instantiated?.flavourId))
    throw new Problem(unprocessable(world), 'the VNF package lacks the flavour of the instance');
  return vnfd;
}

function text<N extends 'vnfInstanceName' | 'vnfInstanceDescription'>(
  name: N,
  instance: VnfInstance,
  params: JsonObject,
): Partial<Record<N, string>> {
  const missing =
    params[name] === undefined ||
    (faulty('null-removes-no-text') && params[name] === null) ||
    (faulty('empty-text-changes-nothing') && params[name] === '');
  if (params[name] === undefined && faulty('modification-clears-the-rest')) return {};
  const value = missing ? instance[name] : params[name];
  const kept: Partial<Record<N, string>> = {};
  if (typeof value === 'string') kept[name] = value;
  return kept;
}

/** Faults: pairs as a database may keep them. */
function bent(value: unknown): unknown {
  if (!isObject(value)) return value;
  const asText = (inner: unknown): unknown =>
    faulty('pairs-become-texts') && (typeof inner === 'number' || typeof inner === 'boolean') ? String(inner) : inner;
  const camel = (name: string): string =>
    faulty('pairs-in-camel-case') ? name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) : name;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [camel(name), asText(inner)]));
}

type Pairs = 'metadata' | 'extensions' | 'vnfConfigurableProperties';

function pairs<N extends Pairs>(name: N, instance: VnfInstance, params: JsonObject): Partial<Record<N, JsonObject>> {
  const patch = faulty('null-removes-nothing') && params[name] === null ? undefined : params[name];
  const before = faulty('modification-replaces-pairs') && patch !== undefined ? undefined : instance[name];
  const value = patch === undefined ? before : bent(mergePatch(before, patch));
  const kept: Partial<Record<N, JsonObject>> = {};
  if (isObject(value)) kept[name] = value;
  return kept;
}
