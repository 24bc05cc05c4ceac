import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Stimulus } from '../../../src/exchange/stimulus.ts';
import type { Observation, TraceCheck } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { judgement } from './reading.ts';
import type { Select } from './statuses.ts';

type Variant = Extract<Stimulus, { kind: 'version' }>['variant'];

/** Right answers first; the others refuse as well, and are warnings. */
const REFUSALS: Readonly<Record<Variant, { readonly right: readonly number[]; readonly what: string }>> = {
  missing: { right: [400], what: 'no Version' },
  'ill-formed': { right: [400, 406], what: 'a Version that is not a version identifier' },
  unsupported: { right: [406], what: 'a version that the producer does not support' },
};

/** SOL013 9.2: a request names a version of the API, and one that is served. Looking at it is one piece of code. */
export function versionLookedAt(select: Select): TraceCheck {
  return (trace) => {
    const sent = trace.exchanges.flatMap((exchange) =>
      exchange.stimulus.kind === 'version' && exchange.response !== undefined && select(exchange, trace)
        ? [{ exchange, variant: exchange.stimulus.variant, status: exchange.response.status }]
        : [],
    );
    return judgement(
      sent.length,
      sent.flatMap(({ exchange, variant, status }) => versionRefused(exchange, variant, status)),
    );
  };
}

function versionRefused(exchange: Exchange, variant: Variant, status: number): readonly Observation[] {
  const { right, what } = REFUSALS[variant];
  if (right.includes(status)) return [];
  return [
    observe({
      check: 'admission.version',
      deviation: status < 400 ? 'version:ignored' : `version:${variant}:${status}`,
      clause: 'SOL013 9.2',
      keyword: status >= 400 && status < 500 ? 'should' : 'shall',
      message: `A request with ${what} is refused with ${right.join(' or ')}`,
      expected: right.join(' or '),
      observed: String(status),
      pointer: 'status',
      exchange,
    }),
  ];
}

/** SOL013 8.2: who does not show credentials that hold is refused with 401. */
export function credentialsLookedAt(select: Select): TraceCheck {
  return (trace) => {
    const sent = trace.exchanges.flatMap((exchange) =>
      exchange.stimulus.kind === 'credentials' && exchange.response !== undefined && select(exchange, trace)
        ? [{ exchange, variant: exchange.stimulus.variant, status: exchange.response.status }]
        : [],
    );
    return judgement(
      sent.length,
      sent
        .filter(({ status }) => status !== 401)
        .map(({ exchange, variant, status }) =>
          observe({
            check: 'admission.credentials',
            deviation: `credentials:${variant}:${status}`,
            clause: 'SOL013 8.2',
            keyword: status === 403 ? 'should' : 'shall',
            message: `A request with ${variant === 'none' ? 'no' : 'wrong'} credentials is refused with 401`,
            expected: '401',
            observed: String(status),
            pointer: 'status',
            exchange,
          }),
        ),
    );
  };
}
