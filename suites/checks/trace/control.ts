import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Trace } from '../../../src/judge/case.ts';
import { ofHarness, oncePerTrace } from './reading.ts';
import { operationName } from './operation-name.ts';

/** Legal requests with a VNFD that the NFVO does not know: nobody expects success of them. */
const WITHOUT_VNFD = /^unknown-vnfd/;

interface Answers {
  readonly succeeded: boolean;
  /** Ordinary requests that made the server fail, by status. */
  readonly failed: ReadonlyMap<number, Exchange>;
}

/** What an operation answered in the run, by the operation's name. */
const answersOf = oncePerTrace((trace): ReadonlyMap<string, Answers> => {
  const found = new Map<string, { succeeded: boolean; failed: Map<number, Exchange> }>();
  for (const exchange of ofHarness(trace)) {
    const { stimulus, response } = exchange;
    if (response === undefined) continue;
    const name = operationName(exchange, trace);
    const mine = found.get(name) ?? { succeeded: false, failed: new Map<number, Exchange>() };
    found.set(name, mine);
    if (response.status < 300) mine.succeeded = true;
    const isOrdinary = stimulus.kind === 'legal' && !WITHOUT_VNFD.test(stimulus.step ?? '');
    if (isOrdinary && response.status >= 500 && !mine.failed.has(response.status))
      mine.failed.set(response.status, exchange);
  }
  return found;
});

/**
 * An ordinary request to the same operation that failed with the same status of the 500s, where none ever succeeded: what is
 * special about the exchange is not the cause of its answer, and the ordinary request has a finding of its own.
 */
export function controlFailure(exchange: Exchange, trace: Trace): Exchange | undefined {
  const status = exchange.response?.status ?? 0;
  if (status < 500) return undefined;
  const answers = answersOf(trace).get(operationName(exchange, trace));
  return answers === undefined || answers.succeeded ? undefined : answers.failed.get(status);
}

/** The reason of a case for which nothing else is left to judge; `undefined` where no control failed. */
export function failsAnyway(exchanges: readonly Exchange[], trace: Trace): string | undefined {
  for (const exchange of exchanges) {
    const control = controlFailure(exchange, trace);
    if (control !== undefined)
      return `an ordinary ${operationName(control, trace)} is answered with ${control.response?.status ?? 0}, too (exchange ${control.id})`;
  }
  return undefined;
}
