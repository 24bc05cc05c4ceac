import type { VimControl } from '../../../counterparts/control.ts';
import type { Driver, Procedure } from '../../../src/drive/procedure.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { mergePatch } from '../../../src/model/json.ts';
import { taskBody } from '../bodies.ts';
import { hold, namespaceOf } from '../hold.ts';
import { claims } from '../offered.ts';
import { sections } from '../sections.ts';
import { begin, follow, read, RESTING, settleOn, type OpOcc } from '../steps.ts';
import { handled, told, watched, type Watched } from '../watched.ts';

/** What goes wrong once more when a failure is dealt with, and operations that are cancelled in the midst of their work. */
export const setbacks: Procedure = {
  name: 'vnflcm.setbacks',
  api: 'vnflcm',
  purpose: 'a rollback that fails, and cancel while a grant is awaited, resources are managed or rolled back',
  run: (driver) =>
    sections(driver, [
      ...(claims(driver, 'rollback') ? [() => rollbackFails(driver)] : []),
      ...(claims(driver, 'cancel')
        ? [() => cancelWhileProcessing(driver), () => cancelProcessingGracefully(driver)]
        : []),
      ...(refusable(driver) ? [() => refusedLater(driver)] : []),
      ...(asksForGrants(driver) && claims(driver, 'cancel') ? [() => cancelGracefully(driver)] : []),
      ...(claims(driver, 'rollback') && claims(driver, 'cancel') ? [() => cancelWhileRollingBack(driver)] : []),
    ]),
};

/** A watched instance, and a request to instantiate it that will not go well. */
interface Troubled extends Watched {
  readonly body: unknown;
  /** The profile says that it goes wrong; a VIM that refuses may be borne. */
  readonly promised: boolean;
  /** Takes the cause away. */
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
  const at = await watched(driver, label);
  const plain = taskBody(driver, 'instantiate', at.instance.id);
  if (said !== undefined) return { ...at, promised: true, body: mergePatch(plain, said), mend: () => undefined };
  const namespace = namespaceOf(driver, at.instance);
  vim?.behave(namespace, how);
  return { ...at, promised: false, body: plain, mend: () => vim?.behave(namespace, { kind: 'normal' }) };
}

/** The NFVO takes its time, and then refuses. */
async function refusedLater(driver: Driver): Promise<void> {
  const at = await watched(driver, 'grant-refused-later');
  driver.nfvo?.grants(at.instance.id, { kind: 'async', polls: 1, refused: true });
  const accepted = await instantiate(driver, at);
  const occ = await follow(driver, at.instance, accepted, `${at.label}.start`);
  driver.nfvo?.grants(at.instance.id, { kind: 'granted' });
  await told(driver, at, occ);
  await read(driver, at.instance.path, `${at.label}.after`);
}

function asksForGrants(driver: Driver): boolean {
  return driver.nfvo !== undefined && driver.claims('grant.request') !== false;
}

function refusable(driver: Driver): boolean {
  return asksForGrants(driver) && driver.claims('grant.async') !== false;
}

/** Long enough for an operation to be broken off, in milliseconds. */
const BREAK_OFF = 150;

/** The NFVO takes its time with the grant, and the operation is to end when it has come: what was begun is not broken off. */
async function cancelGracefully(driver: Driver): Promise<void> {
  const label = 'cancel-gracefully';
  const at = await watched(driver, label);
  const held = hold(driver, at.instance);
  try {
    const accepted = await instantiate(driver, at);
    await held.reached();
    const occ = await follow(driver, at.instance, accepted, `${label}.start`, ['STARTING', 'PROCESSING', ...RESTING]);
    if (occ.state !== 'STARTING') driver.blocked('the operation does not wait for its grant', occ.exchange);
    const answer = await onOcc(driver, occ, 'cancel', `${label}.cancel`, 'GRACEFUL');
    await driver.sleep(BREAK_OFF);
    await read(driver, occ.path, `${label}.pending`);
    held.letGo();
    if (answer.response?.status !== 202) return;
    const end = await settleOn(driver, occ.path, `${label}.cancel`, RESTING, answer);
    await told(driver, at, end);
    await read(driver, at.instance.path, `${label}.after`);
  } finally {
    held.letGo();
  }
}

function instantiate(driver: Driver, { label, instance }: Watched, body?: unknown): Promise<Exchange> {
  return begin(driver, instance, 'instantiate', `${label}.start`, body);
}

/** An instantiation that came to FAILED_TEMP. */
async function failedTemp(driver: Driver, trouble: Troubled): Promise<OpOcc> {
  const accepted = await instantiate(driver, trouble, trouble.body);
  const occ = await follow(driver, trouble.instance, accepted, `${trouble.label}.start`);
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
    const end = await handled(driver, trouble, occ, `${label}.seen`, answer);
    if (end.state !== 'FAILED_TEMP' && !trouble.promised) driver.blocked('the rollback did not fail', end.exchange);
    await read(driver, occ.path, `${label}.rollback.op_occ`);
    trouble.mend();
    if (end.state !== 'FAILED_TEMP') return;
    const again = await onOcc(driver, end, 'rollback', `${label}.again`);
    if (again.response?.status !== 202) driver.blocked('rollback was not accepted again', again);
    await handled(driver, trouble, end, `${label}.again`, again);
  } finally {
    trouble.mend();
  }
}

async function cancelWhileProcessing(driver: Driver): Promise<void> {
  const trouble = await troubled(driver, 'cancel-processing', 'hanging', { kind: 'never-ready' });
  try {
    const accepted = await instantiate(driver, trouble, trouble.body);
    const states = ['PROCESSING', ...RESTING];
    const occ = await follow(driver, trouble.instance, accepted, `${trouble.label}.start`, states);
    await cancelled(driver, trouble, occ, 'PROCESSING');
  } finally {
    trouble.mend();
  }
}

/** What is under way is let come to its end, at the VIM that the harness plays or by the VNF itself; no more is begun. */
async function cancelProcessingGracefully(driver: Driver): Promise<void> {
  const label = 'cancel-processing-gracefully';
  const trouble = await troubled(driver, label, 'hanging', { kind: 'never-ready' });
  try {
    const accepted = await instantiate(driver, trouble, trouble.body);
    const occ = await follow(driver, trouble.instance, accepted, `${label}.start`, ['PROCESSING', ...RESTING]);
    if (occ.state !== 'PROCESSING') driver.blocked('the operation could not be kept in PROCESSING', occ.exchange);
    const answer = await onOcc(driver, occ, 'cancel', `${label}.cancel`, 'GRACEFUL');
    await read(driver, occ.path, `${label}.pending`);
    trouble.mend();
    if (answer.response?.status !== 202) return;
    const end = await settleOn(driver, occ.path, `${label}.cancel`, RESTING, answer);
    await told(driver, trouble, end);
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

async function cancelled(driver: Driver, at: Watched, occ: OpOcc, state: string): Promise<void> {
  if (occ.state !== state) driver.blocked(`the operation could not be kept in ${state}`, occ.exchange);
  await refusedMeanwhile(driver, occ, state);
  const answer = await onOcc(driver, occ, 'cancel', `${at.label}.cancel`);
  if (answer.response?.status !== 202) return;
  const end = await settleOn(driver, occ.path, `${at.label}.cancel`, RESTING, answer);
  // A rollback begins in FAILED_TEMP, which was notified before.
  await told(driver, at, end, state === 'ROLLING_BACK' && end.state === 'FAILED_TEMP' ? 2 : 1);
}

function onOcc(
  driver: Driver,
  occ: OpOcc,
  task: 'rollback' | 'cancel',
  step: string,
  cancelMode = 'FORCEFUL',
): Promise<Exchange> {
  const body = task === 'cancel' ? { json: { cancelMode } } : {};
  return driver.send({ method: 'POST', path: `${occ.path}/${task}`, ...body }, { kind: 'legal', task, step });
}
