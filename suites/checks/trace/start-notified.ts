import type { Judgement, Trace } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { seriesOf } from './notified-states.ts';
import { clauseOfTask } from './states.ts';
import { judgement, textAt, without } from './reading.ts';

/**
 * After retry and rollback were accepted, subscribers get the "start" notification of PROCESSING and ROLLING_BACK (5.4.14.3.1,
 * 5.4.15.3.1). The PROCESSING that follows STARTING is left open by the standard.
 */
export function startNotified(trace: Trace): Judgement {
  const begun = seriesOf(trace).flatMap((told) =>
    told.filter(({ body }, i) => {
      const state = textAt(body, 'operationState');
      const failedBefore = told.slice(0, i).some((one) => textAt(one.body, 'operationState') === 'FAILED_TEMP');
      return state === 'ROLLING_BACK' || (state === 'PROCESSING' && failedBefore);
    }),
  );
  if (begun.length === 0) return without('a notification of a retry or a rollback', trace);
  return judgement(
    begun.length,
    begun.flatMap(({ body, exchange }) => {
      const status = textAt(body, 'notificationStatus');
      if (status === undefined || status === 'START') return [];
      const state = textAt(body, 'operationState') ?? '';
      return [
        observe({
          check: 'notification.start',
          deviation: 'notification:op-occ:error-handling-not-a-start',
          clause: clauseOfTask(state === 'PROCESSING' ? 'retry' : 'rollback'),
          // The words are there from 3.3.1 on.
          keyword: trace.api.major === 'v1' ? 'should' : 'shall',
          message: `A ${state === 'PROCESSING' ? 'retry' : 'rollback'} is notified as a start`,
          expected: `START in ${state}`,
          observed: status,
          pointer: '/notificationStatus',
          exchange,
        }),
      ];
    }),
  );
}
