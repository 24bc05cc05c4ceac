import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Observation, Trace } from '../../../src/judge/case.ts';
import { compare } from './compare.ts';
import { answered, judgement, statusOf, step, textAt, without, type Entity } from './reading.ts';

/** Read while the grant of the cancelled operation was held back. */
const PENDING = 'cancel-gracefully.pending';

/** GRACEFUL in STARTING: the operation waits for the end of its grant request, and shows that and how it is cancelled (5.5.4.6, 5.5.2.13). */
export function gracefulCancelWaits(trace: Trace): Judgement {
  const asked = step(trace, 'cancel-gracefully.cancel');
  const seen = step(trace, PENDING);
  const body = answered(seen);
  if (asked === undefined || statusOf(asked) !== 202 || seen === undefined || body === undefined)
    return without('cancel with GRACEFUL that was accepted', trace);
  const exchange = [asked, seen];
  const state = textAt(body, 'operationState');
  if (state !== 'STARTING')
    return judgement(
      1,
      compare(
        {
          check: 'cancel.waits',
          deviation: 'cancel:graceful:not-waited-for',
          clause: 'SOL003 5.5.4.6',
          message: 'GRACEFUL waits for the grant request to end before the operation leaves STARTING',
          pointer: '/operationState',
        },
        'STARTING',
        state,
        exchange,
      ),
    );
  return shownAsPending(body, exchange);
}

/** GRACEFUL in PROCESSING: until what is under way has ended, the operation shows that and how it is cancelled (5.5.2.13). */
export function gracefulCancelShown(trace: Trace): Judgement {
  const asked = step(trace, 'cancel-processing-gracefully.cancel');
  const seen = step(trace, 'cancel-processing-gracefully.pending');
  const body = answered(seen);
  if (asked === undefined || statusOf(asked) !== 202 || seen === undefined || body === undefined)
    return without('cancel with GRACEFUL that was accepted', trace);
  // It may have ended by then.
  if (textAt(body, 'operationState') !== 'PROCESSING') return without('an operation that is still PROCESSING', trace);
  return shownAsPending(body, [asked, seen]);
}

function shownAsPending(body: Entity, exchange: readonly Exchange[]): Judgement {
  const about = { check: 'cancel.pending', clause: 'SOL003 5.5.2.13' } as const;
  const pending: readonly Observation[] = compare(
    {
      ...about,
      deviation: 'cancel:not-pending',
      message: 'isCancelPending is true from the acceptance of cancel until it has taken effect',
      pointer: '/isCancelPending',
    },
    true,
    body['isCancelPending'],
    exchange,
  );
  if (pending.length > 0) return judgement(1, pending);
  return judgement(
    1,
    compare(
      {
        ...about,
        deviation: 'cancel:mode',
        message: 'cancelMode is the mode that cancel was asked for with',
        pointer: '/cancelMode',
      },
      'GRACEFUL',
      body['cancelMode'],
      exchange,
    ),
  );
}
