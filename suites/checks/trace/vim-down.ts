import type { Judgement, Trace } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { answered, judgement, step, steps, textAt, without } from './reading.ts';
import { RESTING, stuckIn } from './states.ts';

/** An operation comes to rest whatever the VIM does (SOL003 5.6.2.2): nothing else may be done to the VNF until then. */
export function restsWithoutVim(trace: Trace): Judgement {
  const asked = step(trace, 'vim-down.start');
  const last = steps(trace, 'vim-down.start.op_occ').at(-1);
  const state = textAt(answered(last), 'operationState');
  // One that cannot be read says nothing of its state; that it cannot be read is judged with its reads.
  if (asked === undefined || last?.response?.status !== 200 || state === undefined)
    return without('a scaling while the VIM is down', trace);
  if (RESTING.includes(state)) return judgement(1, []);
  return judgement(1, [
    observe({
      ...stuckIn(state),
      check: 'failure.rest',
      deviation: `vim-down:stuck:SCALE:${state}`,
      message: 'An operation that the VIM keeps from its work ends or reaches FAILED_TEMP',
      exchange: [asked, last],
    }),
  ]);
}
