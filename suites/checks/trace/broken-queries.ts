import type { Trace, TraceCheck } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { judgement, statusOf } from './reading.ts';

const FILTERS = 'SOL013 5.2.2';
const SELECTORS = 'SOL013 5.3.2';

/** What is wrong with a filter, and whether a refusal with 400 is beyond doubt. */
const FAULTS = {
  syntax: { keyword: 'shall', what: 'has invalid syntax' },
  attribute: { keyword: 'should', what: 'names an unknown attribute' },
  encoding: { keyword: 'should', what: 'is not encoded in UTF-8' },
  'empty-value': { keyword: 'info', what: 'has an empty value' },
  operator: { keyword: 'info', what: 'uses an operator that does not fit the attribute' },
} as const;

/** Filters that break the syntax or name nothing are refused with 400; none of them is a reason for a server error. */
export function brokenFilters(collection: string): TraceCheck {
  return (trace) => {
    const sent = trace.exchanges.flatMap((exchange) => {
      const { stimulus, response } = exchange;
      return stimulus.kind === 'filter' && !stimulus.valid && stimulus.step === collection && response !== undefined
        ? [{ exchange, status: response.status, fault: stimulus.fault ?? 'syntax' }]
        : [];
    });
    const failing = failsOnBroken(trace, collection);
    return judgement(
      sent.length,
      sent.flatMap(({ exchange, status, fault }) => {
        const { keyword, what } = FAULTS[fault];
        const open = keyword === 'info';
        if (status === 400 || (open && status < 500)) return [];
        return [
          observe({
            check: 'filter.broken',
            deviation: failing && status >= 500 ? `filter:broken:${status}` : deviationOf(fault, status),
            clause: FILTERS,
            keyword: status >= 500 ? 'shall' : keyword,
            message: `A filter that ${what} is ${open ? 'not answered with a server error' : 'refused with 400'}`,
            expected: open ? 'no server error' : '400',
            observed: `${status} to ${exchange.request.url.split('?')[1] ?? ''}`,
            pointer: 'query:filter',
            exchange,
          }),
        ];
      }),
    );
  };
}

/** Decoding a URI comes before reading a filter, and is one matter with other URIs (tolerance.ts). */
function deviationOf(fault: keyof typeof FAULTS, status: number): string {
  if (status < 500) return `filter:${fault}:${status}`;
  return fault === 'syntax'
    ? `filter:broken:${status}`
    : fault === 'encoding'
      ? `unusual:odd-uri:${status}`
      : `filter:${fault}:${status}`;
}

/** A filter that breaks the syntax is answered with a server error: refusals as such fail. */
export function failsOnBroken(trace: Trace, collection: string): boolean {
  return trace.exchanges.some(
    ({ stimulus, response }) =>
      stimulus.kind === 'filter' &&
      !stimulus.valid &&
      (stimulus.fault ?? 'syntax') === 'syntax' &&
      stimulus.step === collection &&
      (response?.status ?? 0) >= 500,
  );
}

/** Selectors that name nothing, or that cannot be combined: 400, at least never a server error. */
export function brokenSelectors(collection: string): TraceCheck {
  return (trace) => {
    const sent = trace.exchanges.filter(
      ({ stimulus, response }) =>
        stimulus.kind === 'selector' && !stimulus.valid && stimulus.step === collection && response !== undefined,
    );
    return judgement(
      sent.length,
      sent.flatMap((exchange) => {
        const status = statusOf(exchange);
        if (status === 400) return [];
        const query = exchange.request.url.split('?')[1] ?? '';
        const where = status >= 500 ? '' : `${query.split('=')[0] ?? ''}:`;
        return [
          observe({
            check: 'selector.broken',
            deviation: `selector:broken:${where}${status}`,
            clause: SELECTORS,
            keyword: status >= 500 ? 'shall' : 'should',
            message: `Attribute selectors with unknown names or invalid combinations are refused with 400`,
            expected: '400',
            observed: `${status} to ${query}`,
            pointer: 'query',
            exchange,
          }),
        ];
      }),
    );
  };
}
