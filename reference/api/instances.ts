import type { ApiRequest, Handler, Reply } from '../http/message.ts';
import { type JsonObject, objectAt, stringAt } from '../json.ts';
import { type VnfInstance, instantiationState } from '../lcm/instance.ts';
import type { OpOcc } from '../lcm/op-occ.ts';
import { Problem } from '../problem.ts';
import { listReply } from '../query/list.ts';
import { vnfInstance } from '../represent/instance.ts';
import { modifyInfo } from '../tasks/modify.ts';
import { LCM_TASKS } from '../tasks/registry.ts';
import type { LcmTask } from '../tasks/task.ts';
import type { RunningWorld } from '../world.ts';
import { checkIfMatch, etagOf } from './etag.ts';

/** Attributes that are left out when no selector asks for them (SOL003 5.4.2.3.2). */
const LEFT_OUT = ['vnfConfigurableProperties', 'vimConnectionInfo', 'instantiatedVnfInfo', 'metadata', 'extensions'];

/** Resources vnf_instances and below (SOL003 5.4.2 to 5.4.11a, 5.4.21, 5.4.22). */
export function instanceHandlers(world: RunningWorld): readonly (readonly [string, Handler])[] {
  const one = 'vnf_instances/{vnfInstanceId}';
  const view = (instance: VnfInstance): JsonObject => vnfInstance(world.model, world.uris, instance);
  return [
    ['POST vnf_instances', (request) => create(world, request.body)],
    [
      'GET vnf_instances',
      listReply(world, 'VnfInstance', 'vnf_instances', LEFT_OUT, {
        ids: () => [...world.store.instances.keys()],
        view: (id) => {
          const instance = world.store.instances.get(id);
          return instance && view(instance);
        },
      }),
    ],
    [
      `GET ${one}`,
      (request) => {
        const json = view(instanceOf(world, request));
        return { status: 200, headers: { ETag: etagOf(json) }, json };
      },
    ],
    [`PATCH ${one}`, (request) => modify(world, request, view)],
    [`DELETE ${one}`, (request) => remove(world, request, view)],
    ...LCM_TASKS.map((task) => [`POST ${one}/${task.segment ?? ''}`, taskHandler(world, task)] as const),
  ];
}

function instanceOf(world: RunningWorld, { path }: ApiRequest): VnfInstance {
  const instance = world.store.instances.get(path['vnfInstanceId'] ?? '');
  if (!instance) throw new Problem(404, `there is no VNF instance ${path['vnfInstanceId'] ?? ''}`);
  return instance;
}

async function create(world: RunningWorld, body: JsonObject): Promise<Reply> {
  const vnfdId = stringAt(body, 'vnfdId') ?? '';
  const vnfd = await world.packages.byVnfdId(vnfdId);
  if (!vnfd) throw new Problem(422, `there is no VNF package for the VNFD ${vnfdId}`);
  const [name, description] = [stringAt(body, 'vnfInstanceName'), stringAt(body, 'vnfInstanceDescription')];
  const metadata = hasMetadata(world) ? objectAt(body, 'metadata') : undefined;
  const instance: VnfInstance = {
    id: world.ids(),
    ...(name === undefined ? {} : { vnfInstanceName: name }),
    ...(description === undefined ? {} : { vnfInstanceDescription: description }),
    vnfd,
    ...(metadata ? { metadata } : {}),
    vimConnectionInfo: {},
  };
  world.store.instances.set(instance.id, instance);
  world.notifier.created(instance);
  const json = vnfInstance(world.model, world.uris, instance);
  return { status: 201, headers: { Location: world.uris.vnfInstance(instance.id), ETag: etagOf(json) }, json };
}

/** CreateVnfRequest.metadata is there from 2.7.1 on; before it is an attribute that nobody knows. */
function hasMetadata(world: RunningWorld): boolean {
  const type = world.model.types.get('CreateVnfRequest');
  return type?.kind === 'object' && type.attributes.some((a) => a.name === 'metadata');
}

async function modify(
  world: RunningWorld,
  request: ApiRequest,
  view: (instance: VnfInstance) => JsonObject,
): Promise<Reply> {
  const instance = instanceOf(world, request);
  checkIfMatch(request.headers, view(instance));
  world.executions.refuseBusy(instance.id);
  await modifyInfo.check?.({ world, instance, params: request.body });
  return accepted(world, world.executions.begin(modifyInfo, currentOf(world, instance), request.body));
}

function remove(world: RunningWorld, request: ApiRequest, view: (instance: VnfInstance) => JsonObject): Reply {
  const instance = instanceOf(world, request);
  checkIfMatch(request.headers, view(instance));
  world.executions.refuseBusy(instance.id);
  if (instance.instantiated) throw new Problem(409, 'the VNF instance is INSTANTIATED');
  world.store.instances.delete(instance.id);
  world.notifier.deleted(instance);
  return { status: 204 };
}

function taskHandler(world: RunningWorld, task: LcmTask): Handler {
  return async (request) => {
    const instance = instanceOf(world, request);
    world.executions.refuseBusy(instance.id);
    refuseState(task, instance);
    await task.check?.({ world, instance, params: request.body });
    const current = currentOf(world, instance);
    refuseState(task, current);
    return accepted(world, world.executions.begin(task, current, request.body));
  };
}

function refuseState(task: LcmTask, instance: VnfInstance): void {
  const state = instantiationState(instance);
  if (task.needs !== 'any' && task.needs !== state)
    throw new Problem(409, `${task.operation} is not possible: the VNF instance is ${state}`);
}

/** The instance as it is now: looking at the request may have taken a while. */
function currentOf(world: RunningWorld, instance: VnfInstance): VnfInstance {
  const current = world.store.instances.get(instance.id);
  if (!current) throw new Problem(404, `there is no VNF instance ${instance.id}`);
  return current;
}

function accepted(world: RunningWorld, opOcc: OpOcc): Reply {
  return { status: 202, headers: { Location: world.uris.vnfLcmOpOcc(opOcc.id) } };
}
