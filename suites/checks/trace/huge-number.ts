import { jsonOf } from '../../../src/exchange/body.ts';
import type { Judgement, Trace } from '../../../src/judge/case.ts';
import { showsHugeNumber } from '../huge-number.ts';
import { observe } from '../observe.ts';
import { atWork } from './at-work.ts';
import { judgement, statusOf, step, without } from './reading.ts';

/** A number that JSON allows and no double holds: who takes it shows JSON all the same, whatever number that has then. */
export function hugeNumberShown(trace: Trace): Judgement {
  const made = step(trace, 'huge-number');
  if (made === undefined) return without('a number beyond the range of doubles', trace);
  // Whoever sets limits to numbers has nothing to show.
  if (statusOf(made) >= 400 && statusOf(made) < 500) return judgement(1, []);
  const shown = trace.exchanges.filter(
    (exchange) => showsHugeNumber(exchange) && [200, 201].includes(statusOf(exchange)),
  );
  const broken = shown.filter(({ response }) => jsonOf(response?.body).kind === 'broken');
  const judged = shown.filter((exchange) => broken.includes(exchange) || atWork(exchange, trace));
  if (statusOf(made) !== 201 || judged.length === 0)
    return without('a number beyond the range of doubles that was accepted', trace);
  return judgement(
    judged.length,
    broken.map((exchange) =>
      observe({
        check: 'tolerance.huge-number',
        deviation: 'number-range:shown-as-no-json',
        clause: 'RFC 8259 6',
        keyword: 'shall',
        message: 'What was accepted as JSON is shown as JSON',
        expected: 'JSON',
        observed: exchange.response?.body?.data ?? '',
        pointer: '',
        exchange: exchange === made ? [made] : [made, exchange],
      }),
    ),
  );
}
