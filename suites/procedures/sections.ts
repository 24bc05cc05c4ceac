import type { Driver } from '../../src/drive/procedure.ts';

/** Parts of a procedure that may run beside each other, on top of what the profile lets procedures do. */
const WIDTH = 2;

/**
 * Runs parts of a procedure that do not need each other, each on an instance of its own: one that is blocked takes nothing
 * from the others. Ends when all have ended, and then as the first that failed did.
 */
export async function sections(driver: Driver, parts: readonly (() => Promise<void>)[]): Promise<void> {
  const waiting = [...parts];
  const failures: Error[] = [];
  const work = async (): Promise<void> => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      try {
        await part();
      } catch (error) {
        failures.push(error instanceof Error ? error : new Error(String(error)));
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(WIDTH, driver.profile.parallel) }, work));
  const [first] = failures;
  if (first !== undefined) throw first;
}
