import { jsonOf } from '../../../src/exchange/body.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Trace } from '../../../src/judge/case.ts';
import { showsHugeNumber } from '../huge-number.ts';
import { observe } from '../observe.ts';
import { atWork } from './at-work.ts';
import { judgement, statusOf, without } from './reading.ts';

/** A number that JSON allows and no double holds: who takes it shows JSON all the same, whatever number that has then. */
export function hugeNumberShown(trace: Trace): Judgement {
  const about = trace.exchanges.filter(showsHugeNumber);
  const shown = about.filter((exchange) => [200, 201].includes(statusOf(exchange)));
  // Whoever sets limits to numbers has nothing to show.
  const isRefused = (exchange: Exchange): boolean => statusOf(exchange) >= 400 && statusOf(exchange) < 500;
  if (about.length > 0 && about.every(isRefused)) return judgement(about.length, []);
  const broken = shown.filter(({ response }) => jsonOf(response?.body).kind === 'broken');
  const judged = shown.filter((exchange) => broken.includes(exchange) || atWork(exchange, trace));
  if (judged.length === 0) return without('a number beyond the range of doubles that was accepted', trace);
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
        exchange,
      }),
    ),
  );
}
