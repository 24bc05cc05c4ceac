import { PremiseFailed } from '../drive/driver.ts';
import type { Driver, Procedure } from '../drive/procedure.ts';
import type { RunOutcome } from '../exchange/exchange.ts';

/** Runs a procedure to its end, whatever that is. */
export async function outcomeOf(procedure: Procedure, driver: Driver): Promise<RunOutcome> {
  try {
    await procedure.run(driver);
    return { kind: 'done' };
  } catch (error) {
    if (error instanceof PremiseFailed) {
      return {
        kind: 'blocked',
        reason: error.message,
        ...(error.because === undefined ? {} : { because: error.because }),
      };
    }
    return { kind: 'error', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
