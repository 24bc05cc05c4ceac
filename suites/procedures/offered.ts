import type { Driver } from '../../src/drive/procedure.ts';
import type { Exchange } from '../../src/exchange/exchange.ts';
import { LCM_TASKS } from '../../src/target/profile-schema.ts';
import { taskBody, type Task } from './bodies.ts';
import { bodyOf, text } from './steps.ts';

/** Whether the ICS does not deny a task, of whatever resource. */
export function claims(driver: Driver, task: string): boolean {
  return driver.claims(`vnflcm.${task}`) !== false;
}

/** Tasks of the release that the ICS does not deny and that the profile has the facts for. */
export function offeredTasks(driver: Driver): readonly Task[] {
  const { vnf, operations } = driver.profile;
  const known = new Set(driver.api.resources.map((resource) => resource.name));
  const facts: Partial<Record<Task, string | undefined>> = {
    scale: vnf.aspectId,
    scale_to_level: vnf.instantiationLevelId,
    change_flavour: vnf.otherFlavourId,
    change_ext_conn: vnf.extCpdId,
    change_vnfpkg: vnf.otherVnfdId,
  };
  return LCM_TASKS.filter((task) => {
    if (!known.has(`vnf_instances/{vnfInstanceId}/${task}`)) return false;
    const claimed = driver.claims(`vnflcm.${task}`);
    if (claimed === false) return false;
    const makeable = !(task in facts) || facts[task] !== undefined || operations[task]?.[driver.major] !== undefined;
    return makeable || claimed === true;
  });
}

/** Legal bodies of the offered tasks; snapshots need a resource to go into, and without it they are left out. */
export async function offeredBodies(driver: Driver): Promise<ReadonlyMap<Task, unknown>> {
  const bodies = new Map<Task, unknown>();
  let snapshot: string | undefined | null = null;
  for (const task of offeredTasks(driver)) {
    if (task !== 'create_snapshot' && task !== 'revert_to_snapshot') {
      bodies.set(task, taskBody(driver, task));
      continue;
    }
    if (snapshot === null) snapshot = await snapshotInfo(driver);
    if (snapshot !== undefined) bodies.set(task, { ...taskBody(driver, task), vnfSnapshotInfoId: snapshot });
  }
  return bodies;
}

/** Whether the release has VNF snapshots and the ICS does not deny them. */
export function offersSnapshots(driver: Driver): boolean {
  return driver.api.resources.some(({ name }) => name === 'vnf_snapshots') && claims(driver, 'snapshots');
}

/** Id of a new VNF snapshot resource, with nothing in it; `undefined` where the SUT makes none. */
export async function snapshotInfo(driver: Driver, step?: string): Promise<string | undefined> {
  return offersSnapshots(driver) ? text(bodyOf(await askForSnapshot(driver, step))['id']) : undefined;
}

/** Asks for such a resource. */
export function askForSnapshot(driver: Driver, step?: string): Promise<Exchange> {
  return driver.send(
    { method: 'POST', path: '/vnf_snapshots', json: {} },
    { kind: 'legal', task: 'create_snapshot_resource', ...(step === undefined ? {} : { step }) },
  );
}
