import type { Driver, Procedure } from '../../../src/drive/procedure.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { taskBody, type Task } from '../bodies.ts';
import { offeredTasks, snapshotInfo } from '../offered.ts';
import { sections } from '../sections.ts';
import { ask, complete, create, follow, insist, perform, read, type Instance, type OpOcc } from '../steps.ts';

/** In an order in which each leaves the instance fit for the next. */
const IN_ORDER: readonly Task[] = [
  'scale',
  'heal',
  'change_ext_conn',
  'scale_to_level',
  'change_flavour',
  'change_vnfpkg',
  'operate',
  'create_snapshot',
  'revert_to_snapshot',
  'terminate',
];

/** Grants of tasks on an instantiated VNF: refused, and given later. */
export const grants: Procedure = {
  name: 'vnflcm.grants',
  api: 'vnflcm',
  purpose: 'tasks on an instantiated VNF whose grant the NFVO refuses, and tasks whose grant it gives later',
  ics: 'grant.request',
  run: async (driver) => {
    if (driver.nfvo === undefined) return driver.blocked('the profile lets the harness play no NFVO');
    await sections(driver, [
      () => refused(driver),
      ...(driver.claims('grant.async') === false ? [] : [() => givenLater(driver)]),
    ]);
  },
};

function tasksOf(driver: Driver): readonly Task[] {
  const offered = offeredTasks(driver);
  return IN_ORDER.filter((task) => offered.includes(task));
}

async function instantiated(driver: Driver, label: string): Promise<Instance> {
  const instance = await create(driver, `${label}.create`);
  await complete(driver, instance, 'instantiate', `${label}.instantiate`);
  return instance;
}

type SnapshotTask = 'create_snapshot' | 'revert_to_snapshot';

/** None for a task for which there is no snapshot resource. */
type SnapshotBodies = Partial<Readonly<Record<SnapshotTask, unknown>>>;

function isSnapshotTask(task: Task): task is SnapshotTask {
  return task === 'create_snapshot' || task === 'revert_to_snapshot';
}

/** An empty snapshot resource to be filled, and one that has been filled, while grants are still given. */
async function snapshotBodies(driver: Driver, instance: Instance, label: string): Promise<SnapshotBodies> {
  const offered = tasksOf(driver);
  if (!offered.includes('create_snapshot')) return {};
  const empty = await snapshotInfo(driver);
  if (empty === undefined || !offered.includes('revert_to_snapshot')) return bodiesFor(driver, empty, undefined);
  const filled = await snapshotInfo(driver);
  const { create_snapshot: body } = bodiesFor(driver, filled, undefined);
  if (body === undefined) return bodiesFor(driver, empty, undefined);
  const { state } = await perform(driver, instance, 'create_snapshot', `${label}.snapshot`, body);
  return bodiesFor(driver, empty, state === 'COMPLETED' ? filled : undefined);
}

function bodiesFor(driver: Driver, empty: string | undefined, filled: string | undefined): SnapshotBodies {
  const body = (task: SnapshotTask, vnfSnapshotInfoId: string): unknown => ({
    ...taskBody(driver, task),
    vnfSnapshotInfoId,
  });
  return {
    ...(empty === undefined ? {} : { create_snapshot: body('create_snapshot', empty) }),
    ...(filled === undefined ? {} : { revert_to_snapshot: body('revert_to_snapshot', filled) }),
  };
}

async function refused(driver: Driver): Promise<void> {
  const instance = await instantiated(driver, 'refused');
  const bodies = await snapshotBodies(driver, instance, 'refused');
  driver.nfvo?.grants(instance.id, { kind: 'refused', status: 403, detail: 'no resources for you' });
  try {
    for (const task of tasksOf(driver)) {
      const step = `refused.${task}`;
      await read(driver, instance.path, `${step}.before`);
      await operation(driver, instance, task, step, bodies);
      await read(driver, instance.path, `${step}.after`);
    }
  } finally {
    driver.nfvo?.grants(instance.id, { kind: 'granted' });
  }
}

async function givenLater(driver: Driver): Promise<void> {
  const instance = await instantiated(driver, 'later');
  const bodies = await snapshotBodies(driver, instance, 'later');
  driver.nfvo?.grants(instance.id, { kind: 'async', polls: 1 });
  try {
    for (const task of tasksOf(driver)) await operation(driver, instance, task, `async.${task}`, bodies);
  } finally {
    driver.nfvo?.grants(instance.id, { kind: 'granted' });
  }
}

/** Asks, follows to rest, and makes sure that the instance is free again. */
async function operation(
  driver: Driver,
  instance: Instance,
  task: Task,
  step: string,
  bodies: SnapshotBodies,
): Promise<void> {
  const body = isSnapshotTask(task) ? bodies[task] : taskBody(driver, task, instance.id);
  if (body === undefined) return;
  const accepted = await ask(driver, instance, task, { kind: 'legal', task, step }, body);
  if (accepted.response?.status !== 202) return;
  const occ = await follow(driver, instance, accepted, step);
  await driver.sleep(driver.profile.settle);
  if (occ.state !== 'FAILED_TEMP') return;
  const given = await giveUp(driver, occ);
  if (given.response?.status !== 200) driver.blocked(`${task} rests in FAILED_TEMP and cannot be given up`, given);
  await driver.sleep(driver.profile.settle);
}

function giveUp(driver: Driver, { path }: OpOcc): Promise<Exchange> {
  return insist(driver, { method: 'POST', path: `${path}/fail` }, { kind: 'cleanup' });
}
