import type { Driver, Procedure } from '../../../src/drive/procedure.ts';
import { vnfdId } from '../bodies.ts';
import { walk } from '../pages.ts';
import { read } from '../steps.ts';
import { make } from '../subscribe.ts';

/** Milliseconds that a callback says nothing before it answers after all, so that no SUT is kept for good. */
const SILENCE = 10_000;

/** Who waits for the callback answers in time all the same: how long a SUT waits is laid down nowhere. */
function silenceFor({ profile }: Driver): number {
  return Math.min(SILENCE, profile.timeouts.request / 2);
}

/** A callback that takes the connection and says nothing; others are served meanwhile. Apart from the rest, because it is all waiting. */
export const silentCallback: Procedure = {
  name: 'vnflcm.silent-callback',
  api: 'vnflcm',
  ics: 'vnflcm.subscriptions',
  purpose: 'a subscription whose callback does not answer the endpoint test for a while, and reads meanwhile',
  run: async (driver: Driver) => {
    const silence = silenceFor(driver);
    const sink = await driver.sink({ test: 404, delayMs: silence });
    // Of nobody's VNFD: where it is made all the same, nothing is sent there.
    const filter = { vnfInstanceSubscriptionFilter: { vnfdIds: [`not-${vnfdId(driver)}`] } };
    const stimulus = { kind: 'bad-callback', variant: 'silent', step: 'bad-callback.silent' } as const;
    const made = make(driver, sink, stimulus, { filter });
    // It may end before it is waited for.
    made.catch(() => undefined);
    // Who tries again is answered at once.
    void sink.waitFor(() => true, 2 * silence).then(() => sink.answer({ delayMs: 0 }));
    await driver.sleep(500);
    await read(driver, '/subscriptions', 'bad-callback.meanwhile');
    await read(driver, '/vnf_instances', 'bad-callback.meanwhile');
    await made;
    await walk(driver, '/subscriptions', 'bad-callback.list');
  },
};
