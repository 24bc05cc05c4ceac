import type { Driver, Procedure } from '../../../src/drive/procedure.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Task } from '../bodies.ts';
import { offeredTasks } from '../offered.ts';
import { sections } from '../sections.ts';
import { ask, complete, create, follow, insist, read, type Instance, type OpOcc } from '../steps.ts';

/** In an order in which each leaves the instance fit for the next. */
const IN_ORDER: readonly Task[] = [
  'scale',
  'heal',
  'change_ext_conn',
  'scale_to_level',
  'change_flavour',
  'change_vnfpkg',
  'operate',
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

async function refused(driver: Driver): Promise<void> {
  const instance = await instantiated(driver, 'refused');
  driver.nfvo?.grants(instance.id, { kind: 'refused', status: 403, detail: 'no resources for you' });
  try {
    for (const task of tasksOf(driver)) {
      const step = `refused.${task}`;
      await read(driver, instance.path, `${step}.before`);
      await operation(driver, instance, task, step);
      await read(driver, instance.path, `${step}.after`);
    }
  } finally {
    driver.nfvo?.grants(instance.id, { kind: 'granted' });
  }
}

async function givenLater(driver: Driver): Promise<void> {
  const instance = await instantiated(driver, 'later');
  driver.nfvo?.grants(instance.id, { kind: 'async', polls: 1 });
  try {
    for (const task of tasksOf(driver)) await operation(driver, instance, task, `async.${task}`);
  } finally {
    driver.nfvo?.grants(instance.id, { kind: 'granted' });
  }
}

/** Asks, follows to rest, and makes sure that the instance is free again. */
async function operation(driver: Driver, instance: Instance, task: Task, step: string): Promise<void> {
  const accepted = await ask(driver, instance, task, { kind: 'legal', task, step });
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
