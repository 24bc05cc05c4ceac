import { SIGNALS } from '../engine/signals.ts';
import { HarnessError } from '../errors.ts';

/**
 * Does something that a signal stops, and says so in a line; it has to end soon after its signal is aborted. A second signal
 * ends the process at once.
 * @throws HarnessError where it was stopped, whatever it threw itself
 */
export async function stoppable<T>(
  what: string,
  stopping: string,
  act: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => {
    console.error(stopping);
    controller.abort();
    forget();
  };
  const forget = (): void => {
    for (const signal of SIGNALS) process.off(signal, stop);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    const result = await act(controller.signal);
    controller.signal.throwIfAborted();
    return result;
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    throw new HarnessError(`${what} was interrupted`, { code: 'E_HARNESS', cause: error });
  } finally {
    forget();
  }
}
