import { decoded, lastStep, resourcePath } from '../../src/exchange/uri.ts';
import type { Driver, SutRequest } from '../../src/drive/procedure.ts';
import { header, jsonOf } from '../../src/exchange/body.ts';
import type { Exchange } from '../../src/exchange/exchange.ts';
import type { Stimulus } from '../../src/exchange/stimulus.ts';
import { isObject } from '../../src/model/json.ts';
import { createBody, forInstance, taskBody, type Task } from './bodies.ts';
import { ended, taskOf } from './patience.ts';

/** An instance that the run made. */
export interface Instance {
  readonly id: string;
  readonly path: string;
}

/** An operation occurrence as it was read last. */
export interface OpOcc {
  readonly id: string;
  readonly path: string;
  readonly state: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly exchange: Exchange;
}

/** States in which an operation occurrence rests until somebody asks for more (SOL003 5.6.2.2). */
export const RESTING: readonly string[] = ['COMPLETED', 'FAILED_TEMP', 'FAILED', 'ROLLED_BACK'];

/** Whether what a counterpart was sent has these values. */
export function tells({ request }: Exchange, wanted: Readonly<Record<string, string>>): boolean {
  const json = jsonOf(request.body);
  if (json.kind !== 'json' || !isObject(json.value)) return false;
  const { value } = json;
  return Object.entries(wanted).every(([name, one]) => value[name] === one);
}

/** Whether it is the last notification about an instance: that it was deleted. */
export function tellsOfDeletion(exchange: Exchange, vnfInstanceId: string): boolean {
  return tells(exchange, { notificationType: 'VnfIdentifierDeletionNotification', vnfInstanceId });
}

export function bodyOf(exchange: Exchange): Readonly<Record<string, unknown>> {
  const json = jsonOf(exchange.response?.body);
  return json.kind === 'json' && isObject(json.value) ? json.value : {};
}

export function listOf(exchange: Exchange): readonly Readonly<Record<string, unknown>>[] {
  const json = jsonOf(exchange.response?.body);
  return json.kind === 'json' && Array.isArray(json.value) ? json.value.filter(isObject) : [];
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Creates a VnfInstance; blocks the procedure when there is none to go on with. */
export async function create(driver: Driver, step = 'create', body: unknown = createBody(driver)): Promise<Instance> {
  const exchange = await driver.send(
    { method: 'POST', path: '/vnf_instances', json: body },
    { kind: 'legal', task: 'create', step },
  );
  const id = text(bodyOf(exchange)['id']);
  if (exchange.response?.status !== 201 || id === undefined)
    return driver.blocked('no VNF instance could be created', exchange);
  return { id, path: resourcePath('vnf_instances', id) };
}

/**
 * Sends a request that is legal in the state that the SUT shows. Some SUTs hold an instance for a moment after its
 * operation occurrence says COMPLETED, and answer 409: that is asked again, a little later each time, and the last answer
 * counts.
 */
export async function insist(driver: Driver, request: SutRequest, stimulus: Stimulus): Promise<Exchange> {
  let answer = await driver.send(request, stimulus);
  for (let tries = 1; tries <= 4 && answer.response?.status === 409; tries++) {
    await driver.sleep(Math.max(50, driver.profile.settle) * tries);
    answer = await driver.send(request, stimulus);
  }
  return answer;
}

/** Asks for a task and says what came; no waiting for the operation. */
export function ask(
  driver: Driver,
  instance: Instance,
  task: Task,
  stimulus: Stimulus,
  body: unknown = taskBody(driver, task, instance.id),
): Promise<Exchange> {
  const request: SutRequest = {
    method: 'POST',
    path: `${instance.path}/${task}`,
    json: forInstance(body, instance.id),
  };
  return stimulus.kind === 'legal' ? insist(driver, request, stimulus) : driver.send(request, stimulus);
}

/** Asks for a task; blocks when it is not accepted. */
export async function begin(
  driver: Driver,
  instance: Instance,
  task: Task,
  step: string,
  body?: unknown,
): Promise<Exchange> {
  const answer = await ask(driver, instance, task, { kind: 'legal', task, step }, body);
  return answer.response?.status === 202 ? answer : driver.blocked(`${task} was not accepted`, answer);
}

/** Asks for a task and follows the operation occurrence to a state in which it rests; blocks when it does not start. */
export async function perform(
  driver: Driver,
  instance: Instance,
  task: Task,
  step: string = task,
  body?: unknown,
): Promise<OpOcc> {
  const occ = await follow(driver, instance, await begin(driver, instance, task, step, body), step);
  await driver.sleep(driver.profile.settle);
  return occ;
}

/** As `perform`, and blocks when the operation does not complete. */
export async function complete(
  driver: Driver,
  instance: Instance,
  task: Task,
  step: string = task,
  body?: unknown,
): Promise<OpOcc> {
  const occ = await perform(driver, instance, task, step, body);
  if (occ.state !== 'COMPLETED') return driver.blocked(`${task} ended as ${occ.state}`, occ.exchange);
  return occ;
}

/** Polls the operation occurrence of an accepted request until it rests or is in one of the given states. */
export async function follow(
  driver: Driver,
  instance: Instance,
  accepted: Exchange,
  step: string,
  states: readonly string[] = RESTING,
): Promise<OpOcc> {
  const path =
    (await opOccPath(driver, instance, accepted)) ??
    driver.blocked('no operation occurrence can be found for an accepted request', accepted);
  return settleOn(driver, path, step, states, accepted);
}

/** Polls a known operation occurrence; blocks when it does not get there in time. */
export async function settleOn(
  driver: Driver,
  path: string,
  step: string,
  states: readonly string[],
  accepted: Exchange,
): Promise<OpOcc> {
  let last: Exchange | undefined;
  const found = await ended(
    driver,
    taskOf(accepted),
    async () => {
      last = await driver.send({ method: 'GET', path }, { kind: 'observe', step: `${step}.op_occ` });
      const body = bodyOf(last);
      const state = text(body['operationState']);
      return state !== undefined && states.includes(state)
        ? { id: lastStep(path), path, state, body, exchange: last }
        : undefined;
    },
    driver.profile.timeouts.operation,
    80,
  );
  return (
    found ??
    driver.blocked(
      `the operation did not come to ${states.join(' or ')} within ${driver.profile.timeouts.operation} ms`,
      last ?? accepted,
    )
  );
}

/** By Location; where that is missing, the newest occurrence of the instance, so that one fault does not hide others. */
export async function opOccPath(driver: Driver, instance: Instance, accepted: Exchange): Promise<string | undefined> {
  const location = header(accepted.response?.headers ?? [], 'location');
  const id = location === undefined ? undefined : /\/vnf_lcm_op_occs\/([^/?#]+)$/.exec(location)?.[1];
  if (id !== undefined) return resourcePath('vnf_lcm_op_occs', decoded(id));
  const listed = await driver.send({ method: 'GET', path: '/vnf_lcm_op_occs' }, { kind: 'observe' });
  const mine = listOf(listed).filter((occ) => occ['vnfInstanceId'] === instance.id);
  const newest = mine.sort((a, b) => String(b['startTime']).localeCompare(String(a['startTime'])))[0];
  const found = text(newest?.['id']);
  return found === undefined ? undefined : resourcePath('vnf_lcm_op_occs', found);
}

export function read(driver: Driver, path: string, step?: string): Promise<Exchange> {
  return driver.send({ method: 'GET', path }, { kind: 'observe', ...(step === undefined ? {} : { step }) });
}

/** An identifier that no resource of the SUT has. */
export function unknownId(): string {
  return crypto.randomUUID();
}
