import { resourcePath } from '../../../src/exchange/uri.ts';
import type { Driver, Procedure } from '../../../src/drive/procedure.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Sink } from '../../../counterparts/control.ts';
import { taskBody, type Task } from '../bodies.ts';
import { snapshotInfo } from '../offered.ts';
import { stragglers } from '../stragglers.ts';
import { ask, complete, create, follow, insist, read, tells, type Instance, type OpOcc, unknownId } from '../steps.ts';
import { subscribe } from './lifecycle.ts';

/** Tasks beyond the plain life cycle, in an order in which each leaves the instance fit for the next. */
const IN_ORDER: readonly (readonly [step: string, task: Task, body?: Readonly<Record<string, unknown>>])[] = [
  ['operate.stop', 'operate', { changeStateTo: 'STOPPED', stopType: 'FORCEFUL' }],
  ['operate.start', 'operate', { changeStateTo: 'STARTED' }],
  ['operate.stop-gracefully', 'operate', { changeStateTo: 'STOPPED', stopType: 'GRACEFUL', gracefulStopTimeout: 1 }],
  ['operate.start-again', 'operate', { changeStateTo: 'STARTED' }],
  ['change_ext_conn', 'change_ext_conn'],
  ['scale_to_level', 'scale_to_level'],
  ['change_flavour', 'change_flavour'],
  ['change_vnfpkg', 'change_vnfpkg'],
];

/** The end of the instance, which the life cycle brings about gracefully. */
const TERMINATION = { terminationType: 'FORCEFUL' };

/** Every claimed task that the life cycle does not use, one after the other on one instance; a failed one does not stop the next. */
export const tasks: Procedure = {
  name: 'vnflcm.tasks',
  api: 'vnflcm',
  purpose: 'operate, change_ext_conn, scale_to_level, change_flavour, change_vnfpkg and snapshots on one VNF instance',
  run: async (driver) => {
    const instance = await create(driver);
    const sink = await driver.sink();
    const filter = { vnfInstanceSubscriptionFilter: { vnfInstanceIds: [instance.id] } };
    const watched = await subscribe(driver, sink, filter, 'subscribe');
    await complete(driver, instance, 'instantiate');
    await read(driver, instance.path, 'read.instantiated');
    for (const [step, task, body] of IN_ORDER) {
      if (!has(driver, task) || driver.claims(`vnflcm.${task}`) === false) continue;
      const done = await attempt(driver, instance, step, task, { ...taskBody(driver, task, instance.id), ...body });
      if (done !== undefined && watched !== undefined) await notified(driver, sink, done);
      await read(driver, instance.path, `read.${step}`);
    }
    const told = async (done: OpOcc | undefined): Promise<void> => {
      if (done !== undefined && watched !== undefined) await notified(driver, sink, done);
    };
    await snapshots(driver, instance, told);
    if (driver.claims('vnflcm.terminate') !== false) {
      const body = { ...taskBody(driver, 'terminate', instance.id), ...TERMINATION };
      await told(await attempt(driver, instance, 'terminate.forcefully', 'terminate', body));
      await read(driver, instance.path, 'read.terminate.forcefully');
    }
    await stragglers(driver, sink);
  },
};

function has(driver: Driver, task: string): boolean {
  return driver.api.resources.some((resource) => resource.name.endsWith(`/${task}`));
}

/** Asks, follows to rest, and fails what stays in FAILED_TEMP, which would lock the instance. */
async function attempt(
  driver: Driver,
  instance: Instance,
  step: string,
  task: Task,
  body: unknown,
): Promise<OpOcc | undefined> {
  const asked = await ask(driver, instance, task, { kind: 'legal', task, step }, body);
  if (asked.response?.status !== 202) return undefined;
  const occ = await follow(driver, instance, asked, step);
  await driver.sleep(driver.profile.settle);
  if (occ.state === 'FAILED_TEMP') {
    await insist(driver, { method: 'POST', path: `${occ.path}/fail` }, { kind: 'cleanup' });
    await driver.sleep(driver.profile.settle);
  }
  return occ;
}

/** Notifications come after the answers: the last one of the operation ends the wait. */
async function notified(driver: Driver, sink: Sink, { id, state }: OpOcc): Promise<void> {
  const wanted = { vnfLcmOpOccId: id, operationState: state };
  await sink.waitFor((exchange) => tells(exchange, wanted), driver.profile.timeouts.notification);
}

/** A snapshot resource, its filling, its use and its deletion (SOL003 5.4.21 to 5.4.24, from 3.3.1 on). */
async function snapshots(
  driver: Driver,
  instance: Instance,
  told: (done: OpOcc | undefined) => Promise<void>,
): Promise<void> {
  if (!has(driver, 'create_snapshot') || driver.claims('vnflcm.create_snapshot') === false) return;
  const id = await snapshotInfo(driver, 'snapshot.create');
  if (id === undefined) return;
  const path = resourcePath('vnf_snapshots', id);
  const whole = await attempt(driver, instance, 'create_snapshot', 'create_snapshot', { vnfSnapshotInfoId: id });
  await told(whole);
  await read(driver, path, 'snapshot.read');
  await read(driver, '/vnf_snapshots', 'snapshot.list');
  await stateOf(driver, path);
  // What an NFVO does once it has put the snapshot into a package.
  await driver.send(
    { method: 'PATCH', path, json: { vnfSnapshotPkgId: unknownId() } },
    { kind: 'legal', task: 'modify_snapshot', step: 'snapshot.modify' },
  );
  if (whole?.state === 'COMPLETED' && driver.claims('vnflcm.revert_to_snapshot') !== false)
    await told(await attempt(driver, instance, 'revert_to_snapshot', 'revert_to_snapshot', { vnfSnapshotInfoId: id }));
  await driver.send({ method: 'DELETE', path }, { kind: 'legal', task: 'delete_snapshot', step: 'snapshot.delete' });
  await read(driver, path, 'snapshot.read-deleted');
}

/** Its state, whole and by ranges of bytes that are there and that are not. */
async function stateOf(driver: Driver, snapshot: string): Promise<void> {
  const get = (step: string, range: Readonly<Record<string, string>> = {}): Promise<Exchange> =>
    driver.send(
      { method: 'GET', path: `${snapshot}/vnf_state_snapshot`, headers: { Accept: '*/*', ...range } },
      { kind: 'observe', step },
    );
  const whole = await get('snapshot.state');
  const { bytes: size = 0, decoded, coded } = whole.response?.body ?? {};
  // Bytes 1 to 4 have to be there, and not to be all there is; with a content coding it is not said of which bytes they are.
  if (whole.response?.status !== 200 || size < 6 || decoded !== undefined || coded !== undefined) return;
  await get('snapshot.state.part', { Range: 'bytes=1-4' });
  await get('snapshot.state.beyond', { Range: `bytes=${size}-` });
}
