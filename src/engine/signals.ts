import type { ChildProcess } from 'node:child_process';

/** What was asked for from outside: first an end with a clean-up on the SUT, then one at once. */
export type Stop = 'cleaning' | 'at once';

/** Those by which somebody, or the system, asks for the end. */
export const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Of one Ctrl-C some shells and npm make two signals; milliseconds in which a second one is the same. */
const SAME = 1000;

/**
 * Ends the process of a run when this one is asked to end, by whatever signal. Playwright ends its tests and calls what cleans
 * up after SIGINT only.
 * @returns `end` stops watching, and says what was asked for
 */
export function watchSignals(
  child: ChildProcess,
  onStop: ((how: Stop) => void) | undefined,
): { readonly end: () => Stop | undefined } {
  let stopped: Stop | undefined;
  let since = 0;
  const stop = (): void => {
    if (stopped !== undefined && performance.now() - since < SAME) return;
    stopped = stopped === undefined ? 'cleaning' : 'at once';
    since = performance.now();
    child.kill(stopped === 'cleaning' ? 'SIGINT' : 'SIGKILL');
    onStop?.(stopped);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  return {
    end: () => {
      for (const signal of SIGNALS) process.off(signal, stop);
      return stopped;
    },
  };
}

/** In Playwright's own process: signals to a whole group of processes, such as those that end a CI job, reach it too. */
export function allSignalsAsInterrupt(): void {
  // Once: the next one ends the process.
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.emit('SIGINT', 'SIGINT'));
}
