import type { VimControl } from '../../../counterparts/control.ts';
import type { Driver, Procedure } from '../../../src/drive/procedure.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { mergePatch } from '../../../src/model/json.ts';
import { taskBody } from '../bodies.ts';
import { namespaceOf } from '../hold.ts';
import { sections } from '../sections.ts';
import { ask, create, follow, read, RESTING, settleOn, type Instance, type OpOcc } from '../steps.ts';
import { subscribe } from './lifecycle.ts';

/** What goes wrong once more when a failure is dealt with, and operations that are cancelled in the midst of their work. */
export const setbacks: Procedure = {
  name: 'vnflcm.setbacks',
  api: 'vnflcm',
  purpose: 'a rollback that fails, and cancel while resources are managed or rolled back',
  run: (driver) =>
    sections(driver, [
      ...(claims(driver, 'rollback') ? [() => rollbackFails(driver)] : []),
      ...(claims(driver, 'cancel') ? [() => cancelWhileProcessing(driver)] : []),
      ...(refusable(driver) ? [() => refusedLater(driver)] : []),
      ...(claims(driver, 'rollback') && claims(driver, 'cancel') ? [() => cancelWhileRollingBack(driver)] : []),
    ]),
};

function claims(driver: Driver, task: string): boolean {
  return driver.claims(`vnflcm.${task}`) !== false;
}

/** An instance that is watched, and the request to instantiate it; `label` is the first part of its steps. */
interface Watched {
  readonly label: string;
  readonly instance: Instance;
  readonly body: unknown;
  /** Waits until the state was notified so many times. */
  readonly told: (occ: OpOcc, times?: number) => Promise<void>;
}

/** A request that will not go well, and the way to take its cause away. */
interface Troubled extends Watched {
  /** The profile says that it goes wrong; a VIM that refuses may be borne. */
  readonly promised: boolean;
  readonly mend: () => void;
}

/** By what the profile says of the VNF (`operations.<hint>`), else by the VIM that the harness plays. */
async function troubled(
  driver: Driver,
  label: string,
  hint: string,
  how: Parameters<VimControl['behave']>[1],
): Promise<Troubled> {
  const said = driver.profile.operations[hint]?.[driver.major];
  const { vim } = driver;
  if (said === undefined && vim === undefined)
    driver.blocked(`the profile has no operations.${hint} and no VIM is played`);
  const { instance, told } = await watched(driver, label);
  const plain = taskBody(driver, 'instantiate', instance.id);
  if (said !== undefined)
    return { label, instance, told, promised: true, body: mergePatch(plain, said), mend: () => undefined };
  const namespace = namespaceOf(driver, instance);
  vim?.behave(namespace, how);
  return {
    label,
    instance,
    told,
    promised: false,
    body: plain,
    mend: () => vim?.behave(namespace, { kind: 'normal' }),
  };
}

/** An instance with a subscriber of its own. */
async function watched(driver: Driver, label: string): Promise<Watched> {
  const instance = await create(driver, `${label}.create`);
  const sink = await driver.sink();
  const filter = { vnfInstanceSubscriptionFilter: { vnfInstanceIds: [instance.id] } };
  await subscribe(driver, sink, filter, `${label}.subscribe`);
  const told = async ({ id, state }: OpOcc, times = 1): Promise<void> => {
    const about = ({ request }: Exchange): boolean => {
      const body = request.body?.data ?? '';
      return body.includes(id) && body.includes(`"${state}"`);
    };
    const all = (): boolean => sink.received().filter(about).length >= times;
    await driver.until(async () => (all() ? true : undefined), driver.profile.timeouts.notification, 50);
  };
  return { label, instance, told, body: taskBody(driver, 'instantiate', instance.id) };
}

/** The NFVO takes its time, and then refuses. */
async function refusedLater(driver: Driver): Promise<void> {
  const trouble = await watched(driver, 'grant-refused-later');
  driver.nfvo?.grants(trouble.instance.id, { kind: 'async', polls: 1, refused: true });
  const accepted = await begin(driver, trouble);
  const occ = await follow(driver, trouble.instance, accepted, `${trouble.label}.start`);
  driver.nfvo?.grants(trouble.instance.id, { kind: 'granted' });
  await trouble.told(occ);
  await read(driver, trouble.instance.path, `${trouble.label}.after`);
}

function refusable(driver: Driver): boolean {
  return (
    driver.nfvo !== undefined && driver.claims('grant.request') !== false && driver.claims('grant.async') !== false
  );
}

async function begin(driver: Driver, { label, instance, body }: Watched): Promise<Exchange> {
  const accepted = await ask(
    driver,
    instance,
    'instantiate',
    { kind: 'legal', task: 'instantiate', step: `${label}.start` },
    body,
  );
  return accepted.response?.status === 202 ? accepted : driver.blocked('instantiate was not accepted', accepted);
}

/** An instantiation that came to FAILED_TEMP. */
async function failedTemp(driver: Driver, trouble: Troubled): Promise<OpOcc> {
  const occ = await follow(driver, trouble.instance, await begin(driver, trouble), `${trouble.label}.start`);
  if (occ.state !== 'FAILED_TEMP') driver.blocked(`the operation that was to fail came to ${occ.state}`, occ.exchange);
  await driver.sleep(driver.profile.settle);
  return occ;
}

async function rollbackFails(driver: Driver): Promise<void> {
  const label = 'rollback-fails';
  const trouble = await troubled(driver, label, 'failing_rollback', { kind: 'fail', status: 500 });
  try {
    const occ = await failedTemp(driver, trouble);
    const answer = await onOcc(driver, occ, 'rollback', `${label}.rollback`);
    if (answer.response?.status !== 202) driver.blocked('rollback was not accepted', answer);
    await passed(driver, occ);
    const end = await settleOn(driver, occ.path, `${label}.seen`, RESTING, answer);
    // FAILED_TEMP was told before.
    await trouble.told(end, end.state === 'FAILED_TEMP' ? 2 : 1);
    if (end.state !== 'FAILED_TEMP' && !trouble.promised) driver.blocked('the rollback did not fail', end.exchange);
    await read(driver, occ.path, `${label}.rollback.op_occ`);
    trouble.mend();
    if (end.state !== 'FAILED_TEMP') return;
    await driver.sleep(driver.profile.settle);
    const again = await onOcc(driver, end, 'rollback', `${label}.again`);
    if (again.response?.status !== 202) driver.blocked('rollback was not accepted again', again);
    await passed(driver, end);
    await trouble.told(await settleOn(driver, occ.path, `${label}.again`, RESTING, again));
  } finally {
    trouble.mend();
  }
}

async function cancelWhileProcessing(driver: Driver): Promise<void> {
  const trouble = await troubled(driver, 'cancel-processing', 'hanging', { kind: 'never-ready' });
  try {
    const accepted = await begin(driver, trouble);
    const states = ['PROCESSING', ...RESTING];
    const occ = await follow(driver, trouble.instance, accepted, `${trouble.label}.start`, states);
    await cancelled(driver, trouble, occ, 'PROCESSING');
  } finally {
    trouble.mend();
  }
}

/** Only the VNF itself can make a rollback last. */
async function cancelWhileRollingBack(driver: Driver): Promise<void> {
  if (driver.profile.operations['hanging_rollback']?.[driver.major] === undefined) return;
  const label = 'cancel-rolling-back';
  const trouble = await troubled(driver, label, 'hanging_rollback', { kind: 'normal' });
  const occ = await failedTemp(driver, trouble);
  const answer = await onOcc(driver, occ, 'rollback', `${label}.rollback`);
  if (answer.response?.status !== 202) driver.blocked('rollback was not accepted', answer);
  const states = ['ROLLING_BACK', 'ROLLED_BACK'];
  const under = await settleOn(driver, occ.path, `${label}.rollback`, states, answer);
  await cancelled(driver, trouble, under, 'ROLLING_BACK');
}

/** Tasks that are possible in FAILED_TEMP alone. */
const FOR_FAILED_TEMP = ['retry', 'rollback', 'fail'] as const;

/** What is asked for too early; the state is read after each, so that an operation that has ended proves nothing. */
async function refusedMeanwhile(driver: Driver, occ: OpOcc, state: string): Promise<void> {
  for (const task of FOR_FAILED_TEMP.filter((one) => claims(driver, one))) {
    const step = `refused.${state}.${task}`;
    const path = `${occ.path}/${task}`;
    const answer = await driver.send({ method: 'POST', path }, { kind: 'wrong-state', state, task, step });
    await read(driver, occ.path, `${step}.still`);
    // What has been accepted may have moved it anywhere: what cancel leads to then says nothing.
    if ((answer.response?.status ?? 0) < 300) driver.blocked(`${task} was accepted in ${state}`, answer);
  }
}

async function cancelled(driver: Driver, { label, told }: Troubled, occ: OpOcc, state: string): Promise<void> {
  if (occ.state !== state) driver.blocked(`the operation could not be kept in ${state}`, occ.exchange);
  await refusedMeanwhile(driver, occ, state);
  const answer = await onOcc(driver, occ, 'cancel', `${label}.cancel`);
  if (answer.response?.status !== 202) return;
  const end = await settleOn(driver, occ.path, `${label}.cancel`, RESTING, answer);
  // A rollback begins in FAILED_TEMP, which was told before.
  await told(end, state === 'ROLLING_BACK' && end.state === 'FAILED_TEMP' ? 2 : 1);
}

function onOcc(driver: Driver, occ: OpOcc, task: 'rollback' | 'cancel', step: string): Promise<Exchange> {
  const body = task === 'cancel' ? { json: { cancelMode: 'FORCEFUL' } } : {};
  return driver.send({ method: 'POST', path: `${occ.path}/${task}`, ...body }, { kind: 'legal', task, step });
}

/** How long an accepted task may leave the old state in place, in milliseconds. */
const LAG = 3000;

/** Waits until FAILED_TEMP is left or entered anew: the old one is no answer to the task. */
async function passed(driver: Driver, before: OpOcc): Promise<void> {
  const entered = String(before.body['stateEnteredTime']);
  await driver.until(
    async () => {
      const now = (await read(driver, before.path)).response?.body?.data ?? '';
      return now.includes('"FAILED_TEMP"') && now.includes(entered) ? undefined : true;
    },
    LAG,
    100,
  );
}
