import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Observation, Trace } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { judgement, step, steps, without } from './reading.ts';
import { testsOf } from './callbacks.ts';

/** Milliseconds that a read may take whatever else goes on. */
const QUICK = 2000;
/** Milliseconds after which an answer came because the callback had answered. */
const AT_ONCE = 1000;

const end = ({ at, ms }: Exchange): number => Date.parse(at) + ms;

/** Nothing is laid down about patience; who waits for good lets any subscriber keep it from working. */
export function silentCallback(trace: Trace): Judgement {
  const made = step(trace, 'bad-callback.silent');
  const test = made === undefined ? undefined : testsOf(trace, made)[0];
  if (made === undefined || test === undefined) return without('an endpoint test that is not answered', trace);
  const reads = steps(trace, 'bad-callback.meanwhile');
  return judgement(1 + reads.length, [...patience(made, test), ...blocked(reads, test)]);
}

/** The SUT hung up before the callback answered, or waited for it to the end. */
function patience(made: Exchange, test: Exchange): readonly Observation[] {
  if (test.response === undefined || made.failure !== undefined) return [];
  return [
    observe({
      check: 'subscription.silent-callback',
      deviation: 'subscription:silent-callback:waits',
      clause: 'SOL003 5.4.18.3.1',
      keyword: 'info',
      message: 'An unanswered endpoint test is abandoned after a while',
      expected: `an answer before the callback answers, after ${test.ms} ms`,
      observed: `an answer after ${made.ms} ms`,
      pointer: 'status',
      exchange: [made, test],
    }),
  ];
}

/** A read was answered when the endpoint test was over, and not before. */
function blocked(reads: readonly Exchange[], test: Exchange): readonly Observation[] {
  return reads
    .filter((read) => read.ms > QUICK && end(read) > end(test) - AT_ONCE)
    .map((read) =>
      observe({
        check: 'subscription.silent-callback',
        deviation: 'subscription:silent-callback:blocks',
        clause: 'SOL003 5.4.18.3.1',
        keyword: 'should',
        message: 'A silent callback does not delay other clients',
        expected: `an answer within ${QUICK} ms`,
        observed: `${read.response === undefined ? 'no answer' : 'an answer'} after ${read.ms} ms`,
        pointer: 'status',
        exchange: [test, read],
      }),
    );
}
