import { lastStep } from '../../../src/exchange/uri.ts';
import { header } from '../../../src/exchange/body.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Observation, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { FORGETS_QUERY } from './filters.ts';
import { hasNext } from './list-walk.ts';
import { answered, judgement, listed, statusOf, steps, textAt, without } from './reading.ts';
import { leftOut } from './left-out.ts';

/** Pages are walked while nothing else is done to the SUT: they give each item once and each that is there. */
export function pages(collection: string): TraceCheck {
  return (trace) => {
    const walked = steps(trace, `pages.${collection}`);
    if (listed(walked[0]) === undefined) return without(`a walk through ${collection}`, trace);
    return judgement(walked.length, [
      ...items(trace, collection, walked),
      ...foreignMarker(trace, collection, walked.length > 1),
      // The first page is looked at with the selectors.
      ...leftOut(collection, walked.slice(1)),
      ...selectorForgotten(steps(trace, `selected-pages.${collection}`)),
    ]);
  };
}

/** What a selector adds to each item of the first page is on no item of the others. */
function selectorForgotten(walked: readonly Exchange[]): readonly Observation[] {
  const [first, ...later] = walked;
  const name = first?.request.url.split('fields=')[1];
  const shown = listed(first) ?? [];
  const others = later.flatMap((page) => listed(page) ?? []);
  if (first === undefined || name === undefined || shown.length === 0 || others.length === 0) return [];
  if (!shown.every((item) => name in item) || others.some((item) => name in item)) return [];
  return [
    observe({
      check: 'paging.selector',
      deviation: FORGETS_QUERY,
      clause: 'SOL013 5.4.2',
      keyword: 'shall',
      message: 'Further pages show the attributes that were selected for the first',
      expected: `items with ${name}`,
      observed: `none of ${others.length} with it`,
      pointer: 'header:Link',
      exchange: walked,
    }),
  ];
}

function idsOf(walked: readonly Exchange[]): readonly (string | undefined)[] {
  return walked.flatMap((page) => listed(page) ?? []).map((item) => textAt(item, 'id'));
}

/** Of what the procedure made nothing is left out, and nothing at all comes twice. */
function items(trace: Trace, collection: string, walked: readonly Exchange[]): readonly Observation[] {
  const ids = idsOf(walked);
  const twice = [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))];
  // A walk that was given up has not shown everything.
  const lost = hasNext(walked.at(-1)) ? [] : made(trace, collection).filter((id) => !ids.includes(id));
  if (twice.length === 0 && lost.length === 0) return [];
  const some = (of: readonly (string | undefined)[]): string => `${of.length} (${of.slice(0, 2).join(', ')})`;
  return [
    observe({
      check: 'paging.walk',
      deviation: 'paging:items',
      clause: 'SOL013 5.4',
      keyword: 'shall',
      message: 'The pages of a list together contain each item once',
      expected: 'each item once',
      observed: `repeated ${some(twice)}, missing ${some(lost)}`,
      pointer: 'header:Link',
      exchange: walked,
    }),
  ];
}

/** Ids of what the procedure made in the collection: named by the answer, or by Location. */
function made(trace: Trace, collection: string): readonly string[] {
  return steps(trace, `made.${collection}`).flatMap((exchange) => {
    const status = statusOf(exchange);
    const location = header(exchange.response?.headers ?? [], 'location');
    const there = location === undefined ? undefined : lastStep(location);
    const id = collection === 'vnf_lcm_op_occs' ? there : (textAt(answered(exchange), 'id') ?? there);
    return status < 300 && id !== undefined ? [id] : [];
  });
}

/** A producer that does not page knows no such parameter; then it is one it may refuse or overlook. */
function foreignMarker(trace: Trace, collection: string, paged: boolean): readonly Observation[] {
  const bad = trace.exchanges.find(
    ({ stimulus }) => stimulus.kind === 'page' && !stimulus.valid && stimulus.step === collection,
  );
  const status = bad?.response?.status;
  if (bad === undefined || status === undefined || status === 400) return [];
  return [
    observe({
      check: 'paging.marker',
      deviation: `paging:marker:${status}`,
      clause: 'SOL013 5.4.2',
      keyword: status >= 500 ? 'shall' : 'should',
      message: `An unknown page marker is refused with 400${paged ? '' : ' (the list was not paged)'}`,
      expected: '400',
      observed: String(status),
      pointer: 'query:nextpage_opaque_marker',
      exchange: bad,
    }),
  ];
}
