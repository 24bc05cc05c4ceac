import type { Sink } from '../../counterparts/control.ts';
import type { Driver } from '../../src/drive/procedure.ts';
import type { Exchange } from '../../src/exchange/exchange.ts';
import { stragglers } from './stragglers.ts';
import { create, read, RESTING, settleOn, tells, text, type Instance, type OpOcc } from './steps.ts';
import { make } from './subscribe.ts';

/** An instance with a subscriber of its own; `label` is the first part of the steps that are about it. */
export interface Watched {
  readonly label: string;
  readonly instance: Instance;
  readonly sink: Sink;
}

export async function watched(driver: Driver, label: string, body?: unknown): Promise<Watched> {
  const instance = await create(driver, `${label}.create`, body);
  const sink = await driver.sink();
  const filter = { vnfInstanceSubscriptionFilter: { vnfInstanceIds: [instance.id] } };
  await make(driver, sink, { kind: 'legal', task: 'subscribe', step: `${label}.subscribe` }, { filter });
  return { label, instance, sink };
}

/** Waits until the present state of the operation has been notified so many times; notifications follow the answers. */
export async function told(driver: Driver, { sink }: Watched, { id, state }: OpOcc, times = 1): Promise<void> {
  const about = (exchange: Exchange): boolean => tells(exchange, { vnfLcmOpOccId: id, operationState: state });
  await driver.until(
    async () => (sink.received().filter(about).length >= times ? true : undefined),
    driver.profile.timeouts.notification,
    50,
  );
  await stragglers(driver, sink);
  // One that is sent twice, or late, has a moment to come.
  await driver.sleep(Math.min(100, driver.profile.timeouts.notification));
}

export type ErrorHandling = 'retry' | 'rollback' | 'fail';

/** Asks for an error handling task on an operation in FAILED_TEMP. A 409 is asked again: another handling may be ending. */
export async function handle(driver: Driver, occ: OpOcc, task: ErrorHandling, step: string): Promise<Exchange> {
  const request = { method: 'POST', path: `${occ.path}/${task}` } as const;
  const stimulus = { kind: 'legal', task, step } as const;
  const answer = await driver.send(request, stimulus);
  if (answer.response?.status !== 409) return answer;
  await driver.sleep(Math.max(500, driver.profile.settle));
  return driver.send(request, stimulus);
}

/** Follows an accepted retry, rollback or fail until the operation rests again. */
export async function handled(
  driver: Driver,
  at: Watched,
  before: OpOcc,
  step: string,
  answer: Exchange,
): Promise<OpOcc> {
  await leftBehind(driver, before);
  const end = await settleOn(driver, before.path, step, RESTING, answer);
  // FAILED_TEMP was notified before.
  await told(driver, at, end, end.state === 'FAILED_TEMP' ? 2 : 1);
  await driver.sleep(driver.profile.settle);
  return end;
}

/** How long an accepted task may leave the old state in place, in milliseconds. */
const LAG = 3000;

/** Waits until FAILED_TEMP is left or entered anew, as the old one is no answer to the task; where the two cannot be told apart, a while. */
async function leftBehind(driver: Driver, before: OpOcc): Promise<void> {
  const entered = text(before.body['stateEnteredTime']) ?? '';
  await driver.until(
    async () => {
      const now = (await read(driver, before.path)).response?.body?.data ?? '';
      return now.includes('"FAILED_TEMP"') && now.includes(entered) ? undefined : true;
    },
    LAG,
    100,
  );
}
