import { lastStep, resourcePath } from '../../../src/exchange/uri.ts';
import type { Driver, Procedure, SutRequest } from '../../../src/drive/procedure.ts';
import type { Stimulus } from '../../../src/exchange/stimulus.ts';
import { createBody, taskBody, vnfdId } from '../bodies.ts';
import { failing } from '../failing.ts';
import { hold } from '../hold.ts';
import { askForSnapshot, claims } from '../offered.ts';
import { ending } from '../recover.ts';
import { sections } from '../sections.ts';
import {
  begin,
  bodyOf,
  create,
  follow,
  perform,
  read,
  RESTING,
  settleOn,
  text,
  unknownId,
  type OpOcc,
} from '../steps.ts';
import { make } from '../subscribe.ts';
import { conditionalDeletion, snapshotPreconditions } from './preconditions.ts';

/** Requests that would create, change or delete, were it not for their Version or for a condition. */
export const admission: Procedure = {
  name: 'vnflcm.admission',
  api: 'vnflcm',
  purpose:
    'requests that create, change or delete without a version that is served, and changes and deletions on conditions',
  since: '2.6.1',
  run: (driver) =>
    sections(driver, [
      () => instances(driver),
      ...(claims(driver, 'subscriptions') ? [() => subscriptions(driver)] : []),
      ...(claims(driver, 'delete') ? [() => instanceDeletion(driver)] : []),
      ...(claims(driver, 'subscriptions') ? [() => subscriptionDeletion(driver)] : []),
      ...(offersOccurrences(driver) ? [() => occurrences(driver)] : []),
      ...(claims(driver, 'cancel') ? [() => cancellation(driver)] : []),
      ...(hasSnapshots(driver) ? [() => snapshots(driver), () => snapshotPreconditions(driver)] : []),
    ]),
};

/** Ways in which Version may be wrong (SOL013 9.2). */
const VARIANTS = [
  { variant: 'missing', value: null },
  { variant: 'ill-formed', value: 'one' },
  { variant: 'unsupported', value: '99.0.0' },
] as const;

function hasSnapshots(driver: Driver): boolean {
  const known = driver.api.resources.some(({ name }) => name === 'vnf_snapshots');
  return known && claims(driver, 'snapshots');
}

function stimulusOf({ variant, value }: (typeof VARIANTS)[number], step: string): Stimulus {
  return { kind: 'version', variant, value, step: `refused.${step}` };
}

/** Bodies differ, so that what a refused request made all the same is known in the list. What was made is removed at once. */
async function creations(driver: Driver, path: string, name: string, body: () => unknown): Promise<void> {
  for (const one of VARIANTS) {
    const request = { method: 'POST', path, json: body(), headers: { Version: one.value } } as const;
    const made = await driver.send(request, stimulusOf(one, name));
    const id = text(bodyOf(made)['id']);
    if (made.response?.status === 201 && id !== undefined)
      await driver.send({ method: 'DELETE', path: `${path}/${id}` }, { kind: 'cleanup' });
  }
  await read(driver, path, `refused.${name}.list`);
}

/** One after the other on a subject that would bear each; after one that is accepted it is not what it was, and no more are sent. */
async function changes(driver: Driver, subject: string, name: string, request: SutRequest): Promise<void> {
  await read(driver, subject, `refused.${name}.before`);
  for (const one of VARIANTS) {
    const answer = await driver.send({ ...request, headers: { Version: one.value } }, stimulusOf(one, name));
    const status = answer.response?.status ?? 0;
    if (status >= 400) continue;
    if (status === 202) await ending(driver, { id: lastStep(subject), path: subject }, answer, `accepted.${name}`);
    return;
  }
  await read(driver, subject, `refused.${name}.after`);
}

async function instances(driver: Driver): Promise<void> {
  await creations(driver, '/vnf_instances', 'vnf_instances', () => createBody(driver));
  const { path } = await create(driver);
  const json = { vnfInstanceDescription: 'of no version' };
  if (claims(driver, 'modify')) await changes(driver, path, 'modify', { method: 'PATCH', path, json });
  if (claims(driver, 'delete')) await changes(driver, path, 'delete', { method: 'DELETE', path });
  await instantiation(driver);
}

/** A task stands for all: which of them a SUT has, and in which states, says nothing of how it looks at Version. */
async function instantiation(driver: Driver): Promise<void> {
  const { id, path } = await create(driver);
  await changes(driver, path, 'instantiate', {
    method: 'POST',
    path: `${path}/instantiate`,
    json: taskBody(driver, 'instantiate', id),
  });
}

async function subscriptions(driver: Driver): Promise<void> {
  const sink = await driver.sink();
  const filter = { vnfInstanceSubscriptionFilter: { vnfdIds: [`not-${vnfdId(driver)}`] } };
  await creations(driver, '/subscriptions', 'subscriptions', () => ({
    callbackUri: `${sink.uri}?refused=${unknownId()}`,
    filter,
  }));
  const { path } = await make(driver, sink, { kind: 'legal', task: 'subscribe', step: 'subscribe' }, { filter });
  if (path !== undefined) await changes(driver, path, 'unsubscribe', { method: 'DELETE', path });
}

async function instanceDeletion(driver: Driver): Promise<void> {
  const { path } = await create(driver);
  await conditionalDeletion(driver, path, 'vnf_instances.deletion');
}

async function subscriptionDeletion(driver: Driver): Promise<void> {
  const filter = { vnfInstanceSubscriptionFilter: { vnfdIds: [`not-${vnfdId(driver)}`] } };
  const { path } = await make(
    driver,
    await driver.sink(),
    { kind: 'legal', task: 'subscribe', step: 'subscribe.conditional' },
    { filter },
  );
  if (path !== undefined) await conditionalDeletion(driver, path, 'subscriptions.deletion');
}

/** Tasks that are possible in FAILED_TEMP. */
const FOR_FAILED_TEMP = ['retry', 'rollback', 'fail'] as const;

function offersOccurrences(driver: Driver): boolean {
  return FOR_FAILED_TEMP.some((task) => claims(driver, task));
}

/** An operation that rests in FAILED_TEMP would bear each of the tasks; where one was accepted, the next gets another operation. */
async function occurrences(driver: Driver): Promise<void> {
  let occ: OpOcc | undefined;
  for (const task of FOR_FAILED_TEMP.filter((one) => claims(driver, one))) {
    if (occ?.state !== 'FAILED_TEMP') occ = await failedTemp(driver);
    await read(driver, occ.path, `refused.${task}.before`);
    const taken = await occurrenceTask(driver, occ, task, { method: 'POST', path: `${occ.path}/${task}` });
    if (taken === undefined) await read(driver, occ.path, `refused.${task}.after`);
    else occ = taken;
  }
}

async function failedTemp(driver: Driver): Promise<OpOcc> {
  const instance = await create(driver);
  const failure = failing(driver, instance, 'always') ?? driver.blocked('nothing at hand makes an operation fail');
  try {
    const occ = await perform(driver, instance, 'instantiate', 'refused.op_occ', failure.body);
    return occ.state === 'FAILED_TEMP'
      ? occ
      : driver.blocked(`the operation that was to fail came to ${occ.state}`, occ.exchange);
  } finally {
    failure.mend();
  }
}

/** An operation that is kept from ending would bear cancel. */
async function cancellation(driver: Driver): Promise<void> {
  const instance = await create(driver);
  const held = hold(driver, instance);
  try {
    const accepted = await begin(driver, instance, 'instantiate', 'refused.under-way');
    await held.reached();
    const occ = await follow(driver, instance, accepted, 'refused.under-way', ['STARTING', 'PROCESSING', ...RESTING]);
    if (RESTING.includes(occ.state)) driver.blocked('the operation could not be kept from ending', occ.exchange);
    const path = `${occ.path}/cancel`;
    await occurrenceTask(driver, occ, 'cancel', { method: 'POST', path, json: { cancelMode: 'FORCEFUL' } });
    held.letGo();
    await settleOn(driver, occ.path, 'refused.under-way.end', RESTING, accepted);
  } finally {
    held.letGo();
  }
}

/** @returns where the operation rests after a request that was accepted; nothing where each was refused */
async function occurrenceTask(
  driver: Driver,
  occ: OpOcc,
  task: string,
  request: SutRequest,
): Promise<OpOcc | undefined> {
  for (const one of VARIANTS) {
    const answer = await driver.send({ ...request, headers: { Version: one.value } }, stimulusOf(one, task));
    if ((answer.response?.status ?? 0) >= 400) continue;
    return settleOn(driver, occ.path, `accepted.${task}`, RESTING, answer);
  }
  return undefined;
}

async function snapshots(driver: Driver): Promise<void> {
  await creations(driver, '/vnf_snapshots', 'vnf_snapshots', () => ({}));
  const made = await askForSnapshot(driver);
  const id = text(bodyOf(made)['id']);
  if (id === undefined) return driver.blocked('no VNF snapshot resource could be created', made);
  const path = resourcePath('vnf_snapshots', id);
  const json = { vnfSnapshotPkgId: unknownId() };
  await changes(driver, path, 'modify-snapshot', { method: 'PATCH', path, json });
  await changes(driver, path, 'delete-snapshot', { method: 'DELETE', path });
}
