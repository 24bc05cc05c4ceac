import type { Judgement, Trace } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { controlFailure } from './control.ts';
import { answered, answerText, judgement, statusOf, steps, textAt, without } from './reading.ts';
import { RESTING, stuckIn } from './states.ts';

/** An operation on an instance without a name is one like any other, whatever names somebody else subscribed to. */
export function unnamedOperation(trace: Trace): Judgement {
  const asked = trace.exchanges.find(
    ({ stimulus }) => stimulus.kind === 'unusual' && stimulus.aspect === 'unnamed-operation',
  );
  if (asked === undefined) return without('an operation on a VNF instance without a name', trace);
  const status = statusOf(asked);
  const about = { check: 'subscription.unnamed-operation', keyword: 'shall' } as const;
  if (status >= 500 && controlFailure(asked, trace) === undefined)
    return judgement(1, [
      observe({
        ...about,
        deviation: `unnamed-operation:${status}`,
        clause: 'SOL003 5.4.4.3.1',
        message: 'A VNF instance without a name can be instantiated while a subscription names instances',
        expected: '202',
        observed: answerText(asked),
        pointer: 'status',
        exchange: asked,
      }),
    ]);
  const last = steps(trace, 'unnamed-operation.op_occ').at(-1);
  const state = textAt(answered(last), 'operationState');
  // One that cannot be read says nothing of its state; that it cannot be read is judged with its reads.
  if (status !== 202 || last?.response?.status !== 200 || state === undefined)
    return without('an operation on a VNF instance without a name that was accepted', trace);
  if (RESTING.includes(state)) return judgement(1, []);
  return judgement(1, [
    observe({
      ...stuckIn(state),
      ...about,
      deviation: `unnamed-operation:stuck:${state}`,
      message: 'An operation on a VNF instance without a name ends while a subscription names instances',
      exchange: [asked, last],
    }),
  ]);
}
