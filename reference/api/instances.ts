import { setTimeout as sleep } from 'node:timers/promises';
import { isFaultName } from '../faults/catalogue.ts';
import { faulty } from '../faults/seeded.ts';
import type { ApiRequest, Handler, Reply } from '../http/message.ts';
import { takes } from '../manners/taken.ts';
import { type JsonObject, isObject, mergePatch, objectAt, stringAt } from '../json.ts';
import { type InstantiationState, type VnfInstance, instantiationState } from '../lcm/instance.ts';
import type { OpOcc } from '../lcm/op-occ.ts';
import { Problem } from '../problem.ts';
import { listReply, stumbling } from '../query/list.ts';
import { vnfInstance } from '../represent/instance.ts';
import { modifyInfo } from '../tasks/modify.ts';
import { LCM_TASKS } from '../tasks/registry.ts';
import type { LcmTask } from '../tasks/task.ts';
import type { RunningWorld } from '../world.ts';
import { NOTHING_DECLARED, type Vnfd } from '../vnfd/vnfd.ts';
import { checkIfMatch, checkIfMatchOfDeletion, etagOf } from './etag.ts';
import { checkUnmodified, lastModified } from './last-modified.ts';

/** Attributes that are left out when no selector asks for them (SOL003 5.4.2.3.2). */
const LEFT_OUT = ['vnfConfigurableProperties', 'vimConnectionInfo', 'instantiatedVnfInfo', 'metadata', 'extensions'];

/** Resources vnf_instances and below (SOL003 5.4.2 to 5.4.11a, 5.4.21, 5.4.22). */
export function instanceHandlers(world: RunningWorld): readonly (readonly [string, Handler])[] {
  const one = 'vnf_instances/{vnfInstanceId}';
  const view = (instance: VnfInstance): JsonObject => {
    const shown = vnfInstance(world.model, world.uris, instance);
    const isLocked = takes('links-of-what-is-free') && world.executions.isBusy(instance.id);
    return isLocked ? { ...shown, _links: { self: { href: world.uris.vnfInstance(instance.id) } } } : shown;
  };
  return [
    ['POST vnf_instances', (request) => create(world, request.body)],
    [
      'GET vnf_instances',
      listReply(world, 'VnfInstance', 'vnf_instances', LEFT_OUT, {
        ids: () => listedIds(world),
        view: (id) => {
          const instance = world.store.instances.get(id);
          return instance && view(instance);
        },
      }),
    ],
    [
      `GET ${one}`,
      (request) => {
        const instance = instanceOf(world, request);
        const json = view(instance);
        if (faulty('reads-change-what-is-read'))
          world.store.instances.set(instance.id, {
            ...instance,
            metadata: { ...instance.metadata, read: world.ids() },
          });
        return { status: 200, headers: { ETag: etagOf(json), 'Last-Modified': lastModified(instance) }, json };
      },
    ],
    [`PATCH ${one}`, (request) => modify(world, request, view)],
    [`DELETE ${one}`, (request) => remove(world, request, view)],
    ...LCM_TASKS.map((task) => [`POST ${one}/${task.segment ?? ''}`, taskHandler(world, task)] as const),
  ];
}

function defaultName(): string | undefined {
  return takes('named-by-default') ? 'a VNF' : undefined;
}

function listedIds({ store }: RunningWorld): readonly string[] {
  if (faulty('list-of-instances-empty')) return [];
  const all = [...store.instances.values()];
  if (faulty('nameless-instance-breaks-lists') && all.some((one) => one.vnfInstanceName === undefined))
    throw new Error("'NoneType' object has no attribute 'lower'");
  return all.filter((one) => !halfGone.has(one) || faulty('deleted-instance-still-listed')).map((one) => one.id);
}

/** Faults: instances that were deleted and are not gone altogether. */
const halfGone = new WeakSet<VnfInstance>();

function isGone(instance: VnfInstance, { operation }: ApiRequest): boolean {
  return halfGone.has(instance) && !(operation.method === 'POST' && faulty('deleted-instance-takes-tasks'));
}

function instanceOf(world: RunningWorld, request: ApiRequest): VnfInstance {
  const id = request.path['vnfInstanceId'] ?? '';
  const instance = world.store.instances.get(id);
  if (!instance || isGone(instance, request)) throw new Problem(404, `there is no VNF instance ${id}`);
  return instance;
}

async function create(world: RunningWorld, body: JsonObject): Promise<Reply> {
  const vnfdId = stringAt(body, 'vnfdId') ?? '';
  const vnfd =
    (await world.packages.byVnfdId(vnfdId)) ?? (faulty('unknown-vnfd-taken') ? unknownVnfd(vnfdId) : undefined);
  if (vnfd && faulty('vnfd-beyond-ascii-is-500')) encodedInLatin(vnfdId);
  if (!vnfd && faulty('odd-vnfd-is-500')) encodedInLatin(vnfdId);
  if (!vnfd) throw new Problem(422, `there is no VNF package for the VNFD ${vnfdId}`);
  const [name, description] = [
    stringAt(body, 'vnfInstanceName') ?? defaultName(),
    stringAt(body, 'vnfInstanceDescription'),
  ];
  const metadata = hasMetadata(world) ? objectAt(body, 'metadata') : undefined;
  if (faulty('same-name-refused') && [...world.store.instances.values()].some((one) => one.vnfInstanceName === name))
    throw new Problem(409, 'the name is taken');
  if ((faulty('empty-name-breaks-lists') && name === '') || (faulty('missing-name-breaks-lists') && name === undefined))
    stumbling.add(world.store);
  refuseNameless(world, name);
  const instance: VnfInstance = {
    id: world.ids('instance'),
    ...(name === undefined || faulty('name-lost') ? {} : { vnfInstanceName: name }),
    ...(description === undefined ? {} : { vnfInstanceDescription: keptText(description) }),
    vnfd,
    ...initialValues(vnfd, metadata),
    vimConnectionInfo: {},
  };
  world.store.instances.set(instance.id, instance);
  world.notifier.created(instance);
  const json = vnfInstance(world.model, world.uris, instance);
  const location = faulty('location-of-instance-dangling') ? world.ids() : instance.id;
  const status = faulty('creation-answered-with-200') ? 200 : 201;
  return { status, headers: { Location: world.uris.vnfInstance(location), ETag: etagOf(json) }, json };
}

/** Fault: filters that ask for names do not get along without. */
function refuseNameless({ store }: RunningWorld, name: string | undefined): void {
  if (!faulty('names-filter-breaks-creation') || name !== undefined) return;
  if ([...store.subscriptions.values()].some(({ filter }) => JSON.stringify(filter ?? {}).includes('vnfInstanceNames')))
    throw new Error("argument of type 'NoneType' is not iterable");
}

/** Fault: line breaks get lost. */
function keptText(text: string): string {
  return faulty('line-breaks-become-spaces') ? text.replaceAll(/\s/g, ' ') : text;
}

/** Child attributes that the VNFD declares with an initial value, those of metadata below what the request has (SOL003 5.5.2.2). */
function initialValues({ declared }: Vnfd, given: JsonObject | undefined): Partial<VnfInstance> {
  const metadata = mergePatch(declared.metadata, given ?? {});
  const values = faulty('initial-values-forgotten') ? { metadata: given } : { ...declared, metadata };
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => isObject(value) && Object.keys(value).length > 0),
  );
}

/** Fault: ids are taken to be ASCII. */
function encodedInLatin(vnfdId: string): void {
  if (encodeURIComponent(vnfdId) !== vnfdId) throw new Error('ordinal not in range(128)');
}

/** Fault: a package that nobody has. */
function unknownVnfd(vnfdId: string): Vnfd {
  const unknown = 'unknown';
  const product = { vnfProvider: unknown, vnfProductName: unknown, vnfSoftwareVersion: unknown, vnfdVersion: unknown };
  return { vnfdId, vnfPkgId: vnfdId, ...product, flavours: [], declared: NOTHING_DECLARED };
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
  checkUnmodified(request.headers, instance);
  if (!faulty('modified-while-busy')) world.executions.refuseBusy(instance.id, 'MODIFY_INFO');
  await modifyInfo.check?.({ world, instance, params: request.body });
  return accepted(world, world.executions.begin(modifyInfo, currentOf(world, instance), request.body));
}

async function remove(
  world: RunningWorld,
  request: ApiRequest,
  view: (instance: VnfInstance) => JsonObject,
): Promise<Reply> {
  if (faulty('second-deletion-answered-with-204') && !world.store.instances.has(request.path['vnfInstanceId'] ?? ''))
    return { status: 204 };
  const instance = instanceOf(world, request);
  checkIfMatchOfDeletion(request.headers, view(instance));
  checkUnmodified(request.headers, instance);
  if (!faulty('deleted-while-busy')) world.executions.refuseBusy(instance.id);
  if (instance.instantiated && !faulty('instantiated-is-deleted'))
    throw new Problem(409, 'the VNF instance is INSTANTIATED');
  if (faulty('deleted-twice')) await sleep(60);
  if (faulty('deleted-instance-still-listed') || faulty('deleted-instance-takes-tasks')) halfGone.add(instance);
  else if (faulty('deleted-instance-read-for-a-while'))
    setTimeout(() => world.store.instances.delete(instance.id), 1500).unref();
  else if (!faulty('deletion-without-effect')) world.store.instances.delete(instance.id);
  world.notifier.deleted(instance);
  return faulty('deletion-answers-200') ? { status: 200, json: view(instance) } : { status: 204 };
}

function taskHandler(world: RunningWorld, task: LcmTask): Handler {
  return async (request) => {
    const instance = instanceOf(world, request);
    const resting = faulty('failed-temp-takes-any-task') ? world.executions.restingOn(instance.id) : undefined;
    if (resting) return accepted(world, resting);
    world.executions.refuseBusy(instance.id, task.operation);
    refuseState(task, instance);
    if (faulty('two-at-once')) await sleep(60);
    await task.check?.({ world, instance, params: request.body });
    const current = currentOf(world, instance);
    refuseState(task, current);
    return accepted(world, world.executions.begin(task, current, request.body));
  };
}

function refuseState(task: LcmTask, instance: VnfInstance): void {
  const state = instantiationState(instance);
  if (task.needs !== 'any' && task.needs !== state && !takesWrongly(task, state))
    throw new Problem(
      faulty('wrong-state-is-400') ? 400 : 409,
      `${task.operation} is not possible: the VNF instance is ${state}`,
    );
}

/** Fault: a task is accepted in a state that does not allow it. */
function takesWrongly({ segment }: LcmTask, state: InstantiationState): boolean {
  const name = `accepts-${segment ?? ''}-in-${state}`;
  return isFaultName(name) && faulty(name);
}

/** The instance as it is now: looking at the request may have taken a while. */
function currentOf(world: RunningWorld, instance: VnfInstance): VnfInstance {
  const current = world.store.instances.get(instance.id);
  if (!current) throw new Problem(404, `there is no VNF instance ${instance.id}`);
  return current;
}

function isAnsweredWrongly({ operation, operationParams }: OpOcc): boolean {
  if (faulty('scaling-in-answered-with-200') && operationParams?.['type'] === 'SCALE_IN') return true;
  const name = `${operation}-answered-with-200`;
  return isFaultName(name) && faulty(name);
}

/** Faults: what is accepted is not answered with 202. */
function statusWhenAccepted(opOcc: OpOcc): number {
  const { operation } = opOcc;
  const isWrong =
    operation === 'INSTANTIATE'
      ? faulty('instantiation-answered-with-200')
      : operation === 'CREATE_SNAPSHOT'
        ? faulty('snapshot-answered-with-200')
        : faulty('tasks-answered-with-200') || isAnsweredWrongly(opOcc);
  return isWrong ? 200 : 202;
}

function accepted(world: RunningWorld, opOcc: OpOcc): Reply {
  if (faulty('location-of-operation-missing')) return { status: 202 };
  if (faulty('location-of-operation-is-instance'))
    return { status: 202, headers: { Location: world.uris.vnfInstance(opOcc.vnfInstanceId) } };
  const id = faulty('location-of-operation-dangling') ? world.ids() : opOcc.id;
  return { status: statusWhenAccepted(opOcc), headers: { Location: world.uris.vnfLcmOpOcc(id) } };
}
