import type { Sink } from '../../counterparts/control.ts';
import type { Driver } from '../../src/drive/procedure.ts';
import type { Exchange } from '../../src/exchange/exchange.ts';
import { jsonOf } from '../../src/exchange/body.ts';
import { isObject } from '../../src/model/json.ts';
import { RESTING, text } from './steps.ts';

/** Milliseconds by which one that was overtaken is late at most. */
const LONGEST = 2000;

/**
 * Nothing says that notifications come in the order of what they tell of (SOL003 5.4.20): behind the last there may be others, at
 * least as long as some operation was not told from its start to where it rests.
 */
export async function stragglers(driver: Driver, sink: Sink): Promise<void> {
  await driver.until(
    async () => (isWhole(sink.received()) ? true : undefined),
    Math.min(LONGEST, driver.profile.timeouts.notification),
    50,
  );
}

export function isWhole(received: readonly Exchange[]): boolean {
  const told = new Map<string, Set<string>>();
  for (const { request } of received) {
    const json = jsonOf(request.body);
    const body = json.kind === 'json' && isObject(json.value) ? json.value : {};
    const [occ, state] = [text(body['vnfLcmOpOccId']), text(body['operationState'])];
    if (occ !== undefined && state !== undefined) told.set(occ, (told.get(occ) ?? new Set()).add(state));
  }
  return [...told.values()].every((states) => states.has('STARTING') && RESTING.some((state) => states.has(state)));
}
