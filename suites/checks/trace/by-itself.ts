import type { Trace } from '../../../src/judge/case.ts';
import { asked, oncePerTrace, textAt } from './reading.ts';

/** Instances for which a grant was asked, or a notification sent, that tells of an automatic operation. */
const moved = oncePerTrace(
  (trace) =>
    new Set(
      trace.exchanges
        .filter(({ direction }) => direction === 'inbound')
        .map(asked)
        .filter((body) => body?.['isAutomaticInvocation'] === true)
        .map((body) => textAt(body, 'vnfInstanceId')),
    ),
);

/**
 * Whether the SUT is seen to heal or scale the instance by itself (isAutomaticInvocation, SOL003 5.5.2.13): then what changes between
 * two reads need not come of what was asked.
 */
export function actsByItself(trace: Trace, vnfInstanceId: string | undefined): boolean {
  return moved(trace).has(vnfInstanceId);
}
