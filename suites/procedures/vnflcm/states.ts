import type { Driver, Procedure } from '../../../src/drive/procedure.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Task } from '../bodies.ts';
import { hold } from '../hold.ts';
import { taskOf, waitPatiently } from '../patience.ts';
import { offeredBodies, offeredTasks } from '../offered.ts';
import { fresh, recovered } from '../recover.ts';
import { sections } from '../sections.ts';
import { begin, ask, bodyOf, complete, create, opOccPath, read, RESTING, text, type Instance } from '../steps.ts';

/** What a request may ask for on an instance. */
type Subject = Task | 'modify' | 'delete';
type Bodies = ReadonlyMap<Task, unknown>;

/** Every task in every state that does not allow it, and two requests where there is room for one. */
export const states: Procedure = {
  name: 'vnflcm.states',
  api: 'vnflcm',
  purpose:
    'tasks, modification and deletion in states that do not allow them, while an operation goes on, and two at once',
  run: async (driver) => {
    const bodies = await offeredBodies(driver);
    const again = (['scale', 'heal', 'terminate'] as const).filter((task) => bodies.has(task));
    await sections(driver, [
      () => notInstantiated(driver, bodies),
      () => ongoing(driver, bodies),
      () => instantiated(driver, bodies),
      () => instantiating(driver, bodies),
      () => rushed(driver, 'modify', bodies),
      () => rushed(driver, 'delete', bodies),
      () => rushed(driver, 'instantiate', bodies),
      () => twoInstantiations(driver, bodies),
      ...again.map((task) => () => twoAtOnce(driver, task, bodies)),
      () => pairs(driver, bodies),
      () => twoModifications(driver),
      () => twoDeletions(driver),
    ]);
  },
};

async function notInstantiated(driver: Driver, bodies: Bodies): Promise<void> {
  const instance = await create(driver);
  const state = 'NOT_INSTANTIATED';
  await read(driver, instance.path, `unchanged.${state}`);
  for (const [task, body] of bodies) {
    if (task === 'instantiate') continue;
    await refuse(driver, instance, task, state, body);
    await read(driver, instance.path, `unchanged.${state}`);
  }
}

async function instantiated(driver: Driver, bodies: Bodies): Promise<void> {
  const instance = await create(driver);
  const state = 'INSTANTIATED';
  await complete(driver, instance, 'instantiate');
  await read(driver, instance.path, `unchanged.${state}`);
  await refuse(driver, instance, 'instantiate', state, bodies.get('instantiate'));
  await read(driver, instance.path, `unchanged.${state}`);
  await refuse(driver, instance, 'delete', state);
  await read(driver, instance.path, `unchanged.${state}`);
}

/** An operation on an instantiated instance is kept from ending: nothing else may be done to the instance. */
async function ongoing(driver: Driver, bodies: Bodies): Promise<void> {
  const instance = await create(driver);
  await complete(driver, instance, 'instantiate');
  const operation =
    (['heal', 'scale'] as const).find((task) => driver.claims(`vnflcm.${task}`) === true) ?? 'terminate';
  const tasks = offeredTasks(driver).filter((task) => task !== 'instantiate' && bodies.has(task));
  await during(driver, instance, operation, bodies, ['delete', 'modify', ...tasks]);
}

/** Longer than a lock is waited for by most, in milliseconds. */
const TURN = 12_000;

/** The same while it is being instantiated, with what would be legal were it not for the operation. */
async function instantiating(driver: Driver, bodies: Bodies): Promise<void> {
  const instance = await create(driver);
  await during(driver, instance, 'instantiate', bodies, ['delete', 'modify', 'instantiate']);
}

/** Keeps an operation going and asks for what must not be begun meanwhile; `rushed`: without waiting for it to be under way. */
async function during(
  driver: Driver,
  instance: Instance,
  operation: Task,
  bodies: Bodies,
  asked: readonly Subject[],
  rushed = false,
): Promise<void> {
  const held = hold(driver, instance);
  const label = `${rushed ? 'rushed' : 'ongoing'}.${operation}`;
  const accepted: Exchange[] = [];
  try {
    const started = await begin(driver, instance, operation, `${label}.start`, bodies.get(operation));
    accepted.push(started);
    if (!rushed) await held.reached();
    for (const task of asked) {
      const body = task === 'modify' || task === 'delete' ? undefined : bodies.get(task);
      const answer = await refuse(driver, instance, task, 'ongoing', body, label);
      if (answer.response?.status === 202) accepted.push(answer);
      // Nothing is left to ask for.
      if (answer.response?.status === 204) break;
    }
    const path = await opOccPath(driver, instance, started);
    if (path !== undefined) await read(driver, path, `${label}.still`);
    // What should not have been accepted waits for its turn: how long it does so is of interest as well.
    if (accepted.length > 1 && !rushed) await driver.sleep(TURN);
  } finally {
    held.letGo();
  }
  await rest(driver, instance, accepted);
}

/** At once after the answer: a lock that is taken later than the answer is given leaves a gap. */
async function rushed(driver: Driver, subject: 'modify' | 'delete' | 'instantiate', bodies: Bodies): Promise<void> {
  await during(driver, await create(driver), 'instantiate', bodies, [subject], true);
}

async function twoInstantiations(driver: Driver, bodies: Bodies): Promise<void> {
  await both(driver, await create(driver), 'instantiate', bodies);
}

async function twoAtOnce(driver: Driver, task: Task, bodies: Bodies): Promise<void> {
  const instance = await create(driver);
  await complete(driver, instance, 'instantiate');
  await both(driver, instance, task, bodies);
}

/** Tasks that change little: one instance bears them one after the other. The last leaves the VNF stopped. */
const PAIRS: readonly Task[] = ['change_ext_conn', 'change_vnfpkg', 'operate'];
/** Tasks that any of them may be the one to be accepted of. */
const SEVERAL: readonly Task[] = ['change_ext_conn', 'scale', 'heal', 'change_vnfpkg'];

/** Several different tasks at once, and then two of a kind; whoever leaves the instance otherwise than it was costs another one. */
async function pairs(driver: Driver, bodies: Bodies): Promise<void> {
  const of = (tasks: readonly Task[]): readonly Task[] => tasks.filter((task) => bodies.has(task));
  const several = of(SEVERAL);
  const rounds = [...(several.length > 1 ? [several] : []), ...of(PAIRS).map((task) => [task, task])];
  let instance: Instance | undefined;
  for (const tasks of rounds) {
    instance ??= await fresh(driver, 'INSTANTIATED');
    const name = tasks === several ? 'several' : (tasks[0] ?? '');
    const [first, ...more] = await together(driver, instance, tasks, bodies, name);
    const isClear = first !== undefined && more.length === 0;
    instance = isClear ? await recovered(driver, instance, first, 'INSTANTIATED') : undefined;
  }
}

/** Nothing holds a modification up, as it needs no grant: when each of the two was at work is read afterwards. */
async function twoModifications(driver: Driver): Promise<void> {
  if (driver.claims('vnflcm.modify') === false) return;
  const instance = await create(driver);
  const request = { method: 'PATCH', path: instance.path, json: { vnfInstanceDescription: 'at once' } } as const;
  const one = (): Promise<Exchange> =>
    driver.send(request, { kind: 'concurrent', task: 'modify', step: 'concurrent.modify' });
  await rest(driver, instance, (await Promise.all([one(), one()])).filter(isAccepted));
}

async function twoDeletions(driver: Driver): Promise<void> {
  if (driver.claims('vnflcm.delete') === false) return;
  const { path } = await create(driver);
  const one = (): Promise<Exchange> =>
    driver.send({ method: 'DELETE', path }, { kind: 'concurrent', task: 'delete', step: 'concurrent.delete' });
  await Promise.all([one(), one()]);
}

/** Two equal requests. */
async function both(driver: Driver, instance: Instance, task: Task, bodies: Bodies): Promise<void> {
  await together(driver, instance, [task, task], bodies, task);
}

/** Requests sent together, and held so that the first cannot have ended before the last is looked at. Returns what was accepted, when it rests. */
async function together(
  driver: Driver,
  instance: Instance,
  tasks: readonly Task[],
  bodies: Bodies,
  name: string,
): Promise<readonly Exchange[]> {
  for (let tries = 1; ; tries++) {
    const held = hold(driver, instance);
    const sent = tasks.map((task) =>
      ask(driver, instance, task, { kind: 'concurrent', task, step: `concurrent.${name}` }, bodies.get(task)),
    );
    const answers = await Promise.all(sent).finally(held.letGo);
    const accepted = answers.filter(isAccepted);
    await rest(driver, instance, accepted);
    // As in `insist`: something that nobody asked for may have been going on.
    if (tries === MOST_TRIES || answers.some(({ response }) => response?.status !== 409)) return accepted;
    await driver.sleep(Math.max(50, driver.profile.settle) * tries);
  }
}

const MOST_TRIES = 5;

function isAccepted({ response }: Exchange): boolean {
  return response?.status === 202;
}

/** A request that the state does not allow. */
export function refuse(
  driver: Driver,
  instance: Instance,
  task: Subject,
  state: string,
  body?: unknown,
  step?: string,
): Promise<Exchange> {
  const stimulus = { kind: 'wrong-state', state, task, ...(step === undefined ? {} : { step }) } as const;
  if (task === 'delete') return driver.send({ method: 'DELETE', path: instance.path }, stimulus);
  if (task === 'modify')
    return driver.send(
      { method: 'PATCH', path: instance.path, json: { vnfInstanceDescription: 'too early' } },
      stimulus,
    );
  return ask(driver, instance, task, stimulus, body);
}

/** Follows all that was accepted, rightly or not, to where it rests; says nothing of what does not. */
export async function rest(driver: Driver, instance: Instance, accepted: readonly Exchange[]): Promise<void> {
  await Promise.all(
    accepted.map(async (one) => {
      const path = await opOccPath(driver, instance, one);
      if (path === undefined) return;
      await waitPatiently(
        driver,
        taskOf(one),
        async () => {
          const state = text(bodyOf(await read(driver, path, 'rest'))['operationState']);
          return state !== undefined && RESTING.includes(state) ? state : undefined;
        },
        250,
      );
    }),
  );
  await driver.sleep(driver.profile.settle);
}
