import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Trace } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { modifications } from './modify.ts';
import { answerText, judgement, ofHarness, statusOf, step, without } from './reading.ts';
import { accepted } from './task-course.ts';

/** Modifications that came to FAILED_TEMP: few SUTs let one fail, and there is nothing to say of those that do not. */
const NONE = { notApplicable: 'no modification came to FAILED_TEMP' };

const FAIL = 'failed.fail';

/** While an operation is in FAILED_TEMP, no other is accepted. */
export function failedModificationLocks(trace: Trace): Judgement {
  const all = ofHarness(trace);
  const pairs = modifications(trace)
    .filter(({ occ }) => occ?.['operationState'] === 'FAILED_TEMP')
    .flatMap(({ last, request }) => {
      const next = all.slice(all.indexOf(last) + 1).find((one) => one.stimulus.step === FAIL || isLike(one, request));
      return next === undefined || next.stimulus.step === FAIL ? [] : [{ last, next }];
    });
  if (pairs.length === 0) return { ...without('a PATCH after one that failed', trace), ...NONE };
  return judgement(
    pairs.length,
    pairs.flatMap(({ last, next }) => {
      const status = statusOf(next);
      if (status === 409) return [];
      return [
        observe({
          check: 'state.refused',
          deviation: `wrong-state:modify:FAILED_TEMP:${status}`,
          clause: 'SOL003 5.4.3.3.4',
          keyword: 'shall',
          message: 'A modification is refused while another operation of the instance is in FAILED_TEMP',
          expected: '409',
          observed: answerText(next),
          pointer: 'status',
          exchange: [last, next],
        }),
      ];
    }),
  );
}

function isLike(one: Exchange, { request }: Exchange): boolean {
  return one.request.method === 'PATCH' && one.request.url === request.url && one.response !== undefined;
}

/** What has failed can be given up. */
export function failedModificationEnds(trace: Trace): Judgement {
  const said = accepted(FAIL, 200, 'fail')(trace);
  return step(trace, FAIL) === undefined ? { ...said, ...NONE } : said;
}
