import type { VimControl } from '../../../counterparts/control.ts';
import type { Driver, Procedure } from '../../../src/drive/procedure.ts';
import { mergePatch } from '../../../src/model/json.ts';
import { taskBody, type Task } from '../bodies.ts';
import { namespaceOf } from '../hold.ts';
import { claims, offeredTasks } from '../offered.ts';
import { ending, fresh } from '../recover.ts';
import { sections } from '../sections.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { begin, bodyOf, complete, follow, read, RESTING, settleOn, type Instance, type OpOcc } from '../steps.ts';
import { handle, handled, told, watched, type Watched } from '../watched.ts';

/** Operations on a VNF that is instantiated: what their failure leaves behind, and what retry, rollback and fail make of it. */
export const aftermath: Procedure = {
  name: 'vnflcm.aftermath',
  api: 'vnflcm',
  purpose:
    'scale, heal, terminate, change_ext_conn and change_vnfpkg that fail on an instantiated VNF; their retry, rollback and fail',
  run: (driver) => {
    const offered = offeredTasks(driver);
    return sections(driver, [
      ...(offered.includes('scale') && claims(driver, 'retry') ? [() => scaleRetried(driver)] : []),
      ...(offered.includes('scale') && claims(driver, 'fail') ? [() => scaleGivenUp(driver)] : []),
      ...(offered.includes('scale') && claims(driver, 'rollback')
        ? [() => rolledBack(driver, 'scale', 'scale-undone', severalSteps(driver))]
        : []),
      ...(offered.includes('change_vnfpkg') && claims(driver, 'rollback')
        ? [() => rolledBack(driver, 'change_vnfpkg', 'change_vnfpkg-undone')]
        : []),
      ...(claims(driver, 'cancel') && claims(driver, 'fail') ? [() => cancelledAndFailed(driver)] : []),
      () => undone(driver, 'terminate', 'terminate-failed'),
      ...(offered.includes('heal') ? [() => undone(driver, 'heal', 'heal-failed')] : []),
      ...(offered.includes('change_ext_conn') ? [() => undone(driver, 'change_ext_conn', 'connectivity-failed')] : []),
      ...(offered.includes('scale') ? [() => withoutVim(driver)] : []),
    ]);
  },
};

/** What the VIM that the harness plays does to resources. */
type Trouble = Parameters<VimControl['behave']>[1];

/** Scaling adds resources, which are not ready in time: something was done before the failure. */
const NOT_READY: Trouble = { kind: 'never-ready' };
const REFUSED: Trouble = { kind: 'fail', status: 500 };
const DOWN: Trouble = { kind: 'down', status: 500 };

/** What makes an operation fail: the profile's word for it, else the VIM. */
interface Troubled {
  readonly by: 'hint' | 'vim';
  /** Does something with the body of a task while an instance is in trouble. */
  readonly during: <T>(instance: Instance, task: Task, act: (body: unknown) => Promise<T>) => Promise<T>;
}

function troubled(driver: Driver, operation: 'failing_late' | 'hanging', trouble: Trouble): Troubled {
  const hint = driver.profile.operations[operation]?.[driver.major];
  const { vim } = driver;
  if (hint === undefined && vim === undefined)
    driver.blocked(`the profile has no operations.${operation} and no VIM is played`);
  return {
    by: hint === undefined ? 'vim' : 'hint',
    during: async (instance, task, act) => {
      const namespace = namespaceOf(driver, instance);
      if (hint === undefined) vim?.behave(namespace, trouble);
      try {
        return await act(mergePatch(taskBody(driver, task, instance.id), hint ?? {}));
      } finally {
        if (hint === undefined) vim?.behave(namespace, { kind: 'normal' });
      }
    },
  };
}

/** An operation that was to fail, and has come to rest; the cause of its failure is gone. */
interface Failed {
  readonly at: Watched;
  readonly occ: OpOcc;
}

/** Instantiates a VNF and lets one operation on it fail. Only termination may end otherwise: that is judged. */
async function failing(
  driver: Driver,
  task: Task,
  label: string,
  trouble: Trouble,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Failed> {
  const { during } = troubled(driver, 'failing_late', trouble);
  const at = await watched(driver, label);
  const { instance } = at;
  await complete(driver, instance, 'instantiate', `${label}.instantiate`);
  await read(driver, instance.path, `${label}.before`);
  return during(instance, task, async (body) => {
    const accepted = await begin(driver, instance, task, `${label}.start`, mergePatch(body, more));
    const occ = await follow(driver, instance, accepted, `${label}.start`);
    await told(driver, at, occ);
    await driver.sleep(driver.profile.settle);
    if (occ.state !== 'FAILED_TEMP') driver.blocked(`the ${task} that was to fail came to ${occ.state}`, occ.exchange);
    return { at, occ };
  });
}

/** A scaling that is retried, and scaled back: both together leave as many VNFCs as there were. */
async function scaleRetried(driver: Driver): Promise<void> {
  const label = 'scale-retried';
  const { at, occ } = await failing(driver, 'scale', label, NOT_READY);
  const end = await pushed(driver, at, occ, 'retry', `${label}.retry`);
  if (end?.state !== 'COMPLETED') return;
  await read(driver, at.instance.path, `${label}.after`);
  const back = { ...taskBody(driver, 'scale', at.instance.id), type: 'SCALE_IN' };
  await complete(driver, at.instance, 'scale', `${label}.back`, back);
  await read(driver, at.instance.path, `${label}.back.after`);
}

/** A scaling that is declared as failed. */
async function scaleGivenUp(driver: Driver): Promise<void> {
  const label = 'scale-failed';
  const { at, occ } = await failing(driver, 'scale', label, NOT_READY);
  await pushed(driver, at, occ, 'fail', `${label}.fail`);
}

/** Two steps at once, unless the profile says how many; a VNF that cannot take them has to be given fewer there. */
function severalSteps({ profile, major }: Driver): Readonly<Record<string, unknown>> {
  return profile.operations['scale']?.[major]?.['numberOfSteps'] === undefined ? { numberOfSteps: 2 } : {};
}

/** An operation that has added resources when it fails, and is rolled back. */
async function rolledBack(driver: Driver, task: Task, label: string, more = {}): Promise<void> {
  const { at, occ } = await failing(driver, task, label, NOT_READY, more);
  const end = await pushed(driver, at, occ, 'rollback', `${label}.rollback`);
  if (end?.state === 'ROLLED_BACK') await read(driver, at.instance.path, `${label}.after`);
}

/** How long cancel is asked for again, in milliseconds. */
const INSIST = 6000;
/** How long a final state is watched, in milliseconds: work that was cancelled may go on until the VIM is given up. */
const WATCH = { vim: 8000, hint: 2000 } as const;

/** An instantiation that is cancelled and declared as failed, and then watched: FAILED is final. */
async function cancelledAndFailed(driver: Driver): Promise<void> {
  const label = 'cancel-failed';
  const { by, during } = troubled(driver, 'hanging', NOT_READY);
  const at = await watched(driver, label);
  await during(at.instance, 'instantiate', async (body) => {
    const accepted = await begin(driver, at.instance, 'instantiate', `${label}.start`, body);
    const states = ['PROCESSING', ...RESTING];
    const occ = await follow(driver, at.instance, accepted, `${label}.start`, states);
    const answer = await cancel(driver, occ, `${label}.cancel`);
    if (answer?.response?.status !== 202) driver.blocked('cancel was not accepted', answer ?? occ.exchange);
    const failed = await settleOn(driver, occ.path, `${label}.cancel`, RESTING, answer);
    if (failed.state !== 'FAILED_TEMP') driver.blocked(`cancel led to ${failed.state}`, failed.exchange);
    const end = await handle(driver, failed, 'fail', `${label}.fail`);
    if (end.response?.status !== 200) driver.blocked('fail was not accepted', end);
    await watch(driver, occ, `${label}.fail`, WATCH[by]);
  });
}

/** cancel of an operation in PROCESSING; one that is refused is asked for again as long as the operation is at work. */
async function cancel(driver: Driver, occ: OpOcc, step: string): Promise<Exchange | undefined> {
  const request = { method: 'POST', path: `${occ.path}/cancel`, json: { cancelMode: 'FORCEFUL' } } as const;
  let last: Exchange | undefined;
  await driver.until(
    async () => {
      last = await driver.send(request, { kind: 'legal', task: 'cancel', step });
      if (last.response?.status === 202) return true;
      const state = bodyOf(await read(driver, occ.path))['operationState'];
      return state === 'PROCESSING' ? undefined : true;
    },
    INSIST,
    500,
  );
  return last;
}

async function watch(driver: Driver, { path }: OpOcc, step: string, ms: number): Promise<void> {
  await driver.until(
    async () => {
      const state = bodyOf(await read(driver, path, `${step}.op_occ`))['operationState'];
      return state === 'FAILED' ? undefined : true;
    },
    ms,
    500,
  );
}

/** An operation that few can roll back: rollback, and where that does not end it, retry. */
async function undone(driver: Driver, task: Task, label: string): Promise<void> {
  const { at, occ } = await failing(driver, task, label, REFUSED);
  const after = claims(driver, 'rollback') ? await pushed(driver, at, occ, 'rollback', `${label}.rollback`) : occ;
  await read(driver, at.instance.path, `${label}.after`);
  const left = after ?? occ;
  if (left.state !== 'FAILED_TEMP' || !claims(driver, 'retry')) return;
  await pushed(driver, at, left, 'retry', `${label}.retry`);
  await read(driver, at.instance.path, `${label}.retry.after`);
}

/** A scaling while the VIM answers nothing, not even what resources there are: it comes to rest all the same. */
async function withoutVim(driver: Driver): Promise<void> {
  const label = 'vim-down';
  const { during } = troubled(driver, 'failing_late', DOWN);
  const instance = await fresh(driver, 'INSTANTIATED', label);
  await during(instance, 'scale', async (body) => {
    const accepted = await begin(driver, instance, 'scale', `${label}.start`, body);
    await ending(driver, instance, accepted, `${label}.start`);
  });
}

/** Where the operation rests after the task; `undefined` where the task was refused. */
async function pushed(
  driver: Driver,
  at: Watched,
  occ: OpOcc,
  task: 'retry' | 'rollback' | 'fail',
  step: string,
): Promise<OpOcc | undefined> {
  const answer = await handle(driver, occ, task, step);
  return (answer.response?.status ?? 500) < 300 ? handled(driver, at, occ, step, answer) : undefined;
}
