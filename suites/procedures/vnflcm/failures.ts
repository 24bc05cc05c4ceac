import type { GrantAnswer } from '../../../counterparts/control.ts';
import type { Driver, Procedure } from '../../../src/drive/procedure.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { mergePatch } from '../../../src/model/json.ts';
import { taskBody } from '../bodies.ts';
import { failing, type Failing, type Failure } from '../failing.ts';
import { hold } from '../hold.ts';
import { claims, offeredBodies } from '../offered.ts';
import { sections } from '../sections.ts';
import { begin, follow, read, RESTING, settleOn, type OpOcc } from '../steps.ts';
import { handled, told, watched, type Watched } from '../watched.ts';
import { refuse } from './states.ts';

/** Tasks on an operation occurrence (SOL003 5.4.14 to 5.4.17). */
const TASKS = ['retry', 'rollback', 'fail', 'cancel'] as const;
type OpOccTask = (typeof TASKS)[number];

/** Operations that fail, and everything that may be done about it. */
export const failures: Procedure = {
  name: 'vnflcm.failures',
  api: 'vnflcm',
  purpose:
    'refused grants, operations in FAILED_TEMP, retry, rollback, fail and cancel, in the states that allow them and in others',
  run: (driver) =>
    sections(driver, [
      () => retried(driver),
      () => rolledBack(driver),
      () => failed(driver),
      ...(mayHang(driver) ? [() => rushed(driver)] : []),
      ...grantTrouble(driver),
      () => underWay(driver),
    ]),
};

function grantTrouble(driver: Driver): readonly (() => Promise<void>)[] {
  if (driver.nfvo === undefined || driver.claims('grant.request') === false) return [];
  return [
    () => withoutGrant(driver, 'grant-refused', { kind: 'refused', status: 403, detail: 'no resources for you' }),
    () => withoutGrant(driver, 'nfvo-broken', { kind: 'broken', status: 500 }),
  ];
}

async function withoutGrant(driver: Driver, label: string, answer: GrantAnswer): Promise<void> {
  const at = await watched(driver, label);
  driver.nfvo?.grants(at.instance.id, answer);
  const occ = await instantiate(driver, at);
  driver.nfvo?.grants(at.instance.id, { kind: 'granted' });
  await told(driver, at, occ);
  await read(driver, at.instance.path, `${label}.after`);
  if (RESTING.includes(occ.state) && occ.state !== 'FAILED_TEMP') await refusedTasks(driver, occ, occ.state);
}

async function retried(driver: Driver): Promise<void> {
  const label = 'retry';
  const { at, failure, occ } = await failedTemp(driver, label, 'always');
  await locked(driver, at);
  await rested(driver, occ);
  if (claims(driver, 'cancel'))
    await task(driver, occ, 'cancel', { kind: 'wrong-state', state: 'FAILED_TEMP', task: 'cancel' });
  if (claims(driver, 'retry')) {
    const again = await pushed(driver, at, occ, 'retry', 'retry.again');
    failure.mend();
    // What the profile's hint lets fail each time cannot be mended; `mendedRetry` has one that fails once.
    if (driver.profile.operations['failing'] === undefined) {
      const mended = await pushed(driver, at, again, 'retry', 'retry.mended');
      await read(driver, at.instance.path, 'retry.mended.after');
      if (mended.state === 'COMPLETED') await refusedTasks(driver, mended, 'COMPLETED');
      return;
    }
  }
  failure.mend();
  await mendedRetry(driver);
}

/** Times may be written to the second: whether they move is seen where more than that goes by. */
const MORE_THAN_A_SECOND = 1300;

/** The operation stays where it is, long enough to be seen by its times. */
async function rested(driver: Driver, { path }: OpOcc): Promise<void> {
  await driver.sleep(MORE_THAN_A_SECOND);
  await read(driver, path, 'retry.rested');
}

async function mendedRetry(driver: Driver): Promise<void> {
  if (driver.profile.operations['failing_once'] === undefined || !claims(driver, 'retry')) return;
  const { at, occ } = await failedTemp(driver, 'mend', 'once');
  const mended = await pushed(driver, at, occ, 'retry', 'retry.mended');
  await read(driver, at.instance.path, 'retry.mended.after');
  if (mended.state === 'COMPLETED') await refusedTasks(driver, mended, 'COMPLETED');
}

async function rolledBack(driver: Driver): Promise<void> {
  if (!claims(driver, 'rollback')) return;
  const { at, failure, occ } = await failedTemp(driver, 'rollback', 'always');
  failure.mend();
  const end = await pushed(driver, at, occ, 'rollback', 'rollback.done');
  await read(driver, at.instance.path, 'rollback.after');
  if (end.state === 'ROLLED_BACK') {
    await refusedTasks(driver, end, 'ROLLED_BACK');
    await remove(driver, at, 'rollback.delete');
  }
}

async function failed(driver: Driver): Promise<void> {
  if (!claims(driver, 'fail')) return;
  const { at, failure, occ } = await failedTemp(driver, 'fail', 'always');
  failure.mend();
  const answer = await task(driver, occ, 'fail', { kind: 'legal', task: 'fail', step: 'fail' });
  if (answer.response?.status !== 200) driver.blocked('fail was not accepted', answer);
  const end = await settleOn(driver, occ.path, 'fail.done', RESTING, answer);
  await told(driver, at, end);
  if (end.state === 'FAILED') {
    await refusedTasks(driver, end, 'FAILED');
    await remove(driver, at, 'fail.delete');
  }
}

/** retry is accepted and is kept from ending: fail, though it comes at once, comes too late. */
async function rushed(driver: Driver): Promise<void> {
  const { at, occ, letGo } = await endless(driver);
  try {
    const answer = await task(driver, occ, 'retry', { kind: 'legal', task: 'retry', step: 'rush.retry' });
    if (answer.response?.status === 202)
      await task(driver, occ, 'fail', { kind: 'wrong-state', state: 'ongoing', task: 'fail', step: 'rushed.retry' });
  } finally {
    await letGo();
  }
  const end = await settleOn(driver, occ.path, 'rush.end', RESTING, occ.exchange);
  // FAILED_TEMP was told before.
  await told(driver, at, end, end.state === 'FAILED_TEMP' ? 2 : 1);
  await driver.sleep(driver.profile.settle);
}

/** An operation that rests in FAILED_TEMP, and how to end what is asked of it then. */
interface Endless {
  readonly at: Watched;
  readonly occ: OpOcc;
  readonly letGo: () => Promise<void>;
}

/** An operation in FAILED_TEMP whose retry does not end by itself: by a VIM that does not answer, or by the profile's hint. */
async function endless(driver: Driver): Promise<Endless> {
  const hint = driver.profile.operations['hanging']?.[driver.major];
  if (hint === undefined) {
    const { at, failure, occ } = await failedTemp(driver, 'rush', 'always');
    const held = hold(driver, at.instance);
    const letGo = async (): Promise<void> => {
      failure.mend();
      held.letGo();
    };
    return { at, occ, letGo };
  }
  const at = await watched(driver, 'rush');
  const body = mergePatch(taskBody(driver, 'instantiate', at.instance.id), hint);
  const accepted = await begin(driver, at.instance, 'instantiate', 'rush.start', body);
  const under = await follow(driver, at.instance, accepted, 'rush.start', ['PROCESSING', ...RESTING]);
  const cancel = async (): Promise<void> => {
    await task(driver, under, 'cancel', { kind: 'legal', task: 'cancel', step: 'rush.cancel' });
  };
  await cancel();
  const occ = await settleOn(driver, under.path, 'rush.failed', RESTING, accepted);
  if (occ.state !== 'FAILED_TEMP') driver.blocked(`cancel in ${under.state} led to ${occ.state}`, occ.exchange);
  return { at, occ, letGo: cancel };
}

/** retry that does not end needs a VIM that can be held, or a profile that knows how to make the VNF hang, and cancel. */
function mayHang(driver: Driver): boolean {
  if (!claims(driver, 'retry') || !claims(driver, 'fail')) return false;
  if (driver.profile.operations['hanging']?.[driver.major] !== undefined) return claims(driver, 'cancel');
  return driver.vim !== undefined;
}

/** An operation that is kept from going on: only cancel may be asked for. */
async function underWay(driver: Driver): Promise<void> {
  const at = await watched(driver, 'cancel');
  const held = hold(driver, at.instance);
  try {
    const accepted = await begin(driver, at.instance, 'instantiate', 'cancel.start');
    await held.reached();
    const occ = await follow(driver, at.instance, accepted, 'cancel.held', ['STARTING', 'PROCESSING', ...RESTING]);
    if (RESTING.includes(occ.state)) driver.blocked('the operation could not be kept from ending', occ.exchange);
    for (const name of TASKS.filter((one) => one !== 'cancel' && claims(driver, one)))
      await task(driver, occ, name, { kind: 'wrong-state', state: 'ongoing', task: name, step: 'under-way' });
    await read(driver, occ.path, 'under-way.still');
    if (!claims(driver, 'cancel')) return;
    const cancelled = await task(driver, occ, 'cancel', { kind: 'legal', task: 'cancel', step: 'cancel' });
    await read(driver, occ.path, 'cancel.pending');
    held.letGo();
    if (cancelled.response?.status !== 202) return;
    const end = await settleOn(driver, occ.path, 'cancel.done', RESTING, cancelled);
    await told(driver, at, end);
  } finally {
    held.letGo();
  }
}

async function instantiate(driver: Driver, { label, instance }: Watched, body?: unknown): Promise<OpOcc> {
  const step = `${label}.start`;
  return follow(driver, instance, await begin(driver, instance, 'instantiate', step, body), step);
}

/** An instance whose instantiation has come to FAILED_TEMP. */
async function failedTemp(
  driver: Driver,
  label: string,
  kind: Failure,
): Promise<{ at: Watched; failure: Failing; occ: OpOcc }> {
  const at = await watched(driver, label);
  const failure = failing(driver, at.instance, kind) ?? driver.blocked('nothing at hand makes an operation fail');
  const occ = await instantiate(driver, at, failure.body);
  if (occ.state !== 'FAILED_TEMP') {
    failure.mend();
    return driver.blocked(`the operation that was to fail came to ${occ.state}`, occ.exchange);
  }
  await told(driver, at, occ);
  await driver.sleep(driver.profile.settle);
  return { at, failure, occ };
}

/** Nothing else may be begun while the failure is not resolved. */
async function locked(driver: Driver, { instance }: Watched): Promise<void> {
  for (const [name, body] of await offeredBodies(driver)) await refuse(driver, instance, name, 'FAILED_TEMP', body);
  await refuse(driver, instance, 'modify', 'FAILED_TEMP');
  await refuse(driver, instance, 'delete', 'FAILED_TEMP');
}

/** Asks for retry or rollback and follows it to where it rests again. */
async function pushed(driver: Driver, at: Watched, occ: OpOcc, name: OpOccTask, step: string): Promise<OpOcc> {
  const answer = await task(driver, occ, name, { kind: 'legal', task: name, step });
  if (answer.response?.status !== 202) return driver.blocked(`${name} was not accepted`, answer);
  return handled(driver, at, occ, step, answer);
}

/** Every task of operation occurrences where none is possible any more, and with a payload that means nothing. */
async function refusedTasks(driver: Driver, occ: OpOcc, state: string): Promise<void> {
  for (const name of TASKS.filter((one) => claims(driver, one))) {
    await task(driver, occ, name, { kind: 'wrong-state', state, task: name });
    if (name === 'cancel') continue;
    await driver.send(
      { method: 'POST', path: `${occ.path}/${name}`, json: {} },
      { kind: 'wrong-state', state, task: name, step: 'empty-object' },
    );
  }
  await read(driver, occ.path, `final.${state}`);
}

function task(driver: Driver, occ: OpOcc, name: OpOccTask, stimulus: Parameters<Driver['send']>[1]): Promise<Exchange> {
  const body = name === 'cancel' ? { json: { cancelMode: 'FORCEFUL' } } : {};
  return driver.send({ method: 'POST', path: `${occ.path}/${name}`, ...body }, stimulus);
}

async function remove(driver: Driver, { instance }: Watched, step: string): Promise<void> {
  await driver.send({ method: 'DELETE', path: instance.path }, { kind: 'legal', task: 'delete', step });
}
