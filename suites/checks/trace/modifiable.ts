import { isObject } from '../../../src/model/json.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Observation, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { observe, type Seen } from '../observe.ts';
import { lastState } from './modify-reads.ts';
import { answered, asked, at, judgement, statusOf, step, textAt, without } from './reading.ts';

function said(seen: Omit<Seen, 'check' | 'clause'> & { readonly clause?: string }): Observation {
  return observe({ check: 'instance.modifiable', clause: 'SOL003 5.5.2.2', ...seen });
}

/** Names that the VNFD does not declare are refused with 422 (SOL003 5.5.2.2). */
export function undeclaredRefused(attribute: 'extensions' | 'vnfConfigurableProperties'): TraceCheck {
  return (trace) => {
    const request = step(trace, `undeclared.${attribute}`);
    const status = statusOf(request);
    if (request?.response === undefined) return without(`a modification of ${attribute} that no VNFD declares`, trace);
    if (status === 409) return judgement(0, [], `another operation was going on (exchange ${request.id})`);
    if (status === 422) return judgement(1, []);
    if (status < 300 && status !== 202) return without('an answer that shows a modification or a refusal', trace);
    const after = step(trace, `undeclared.${attribute}.after`);
    const wanted = asked(request)?.[attribute];
    const [name] = Object.keys(isObject(wanted) ? wanted : {});
    const written = name !== undefined && at(answered(after), attribute, name) !== undefined;
    return judgement(1, [
      said({
        deviation: `modify:undeclared:${attribute}:${status === 202 ? (written ? 'written' : 'accepted') : status}`,
        // Who refuses otherwise, or accepts and then does not write, keeps the names out all the same.
        keyword: written || status >= 500 ? 'shall' : 'should',
        message: `A request to write ${attribute} that the VNFD does not declare is refused`,
        expected: '422',
        observed: `${status}${written ? ', and the instance shows it' : ''}`,
        pointer: `/${attribute}`,
        exchange: after === undefined ? [request] : [request, after],
      }),
    ]);
  };
}

/** A modification without a payload is a mistake of the client. */
export function noPayload(trace: Trace): Judgement {
  const request = step(trace, 'no-payload');
  const status = statusOf(request);
  if (request?.response === undefined) return without('a modification without a payload', trace);
  if (status >= 400 && status < 500) return judgement(1, []);
  if (status < 300 && status !== 202) return without('an answer that shows a modification or a refusal', trace);
  return judgement(1, [
    said({
      deviation: `modify:no-payload:${status}`,
      clause: 'SOL013 6.4',
      keyword: status >= 500 ? 'shall' : 'should',
      message: 'A modification without a payload is refused as a mistake of the client',
      expected: '400',
      observed: `${status} ${request.response.body?.data ?? ''}`,
      pointer: 'status',
      exchange: request,
    }),
  ]);
}

const PRODUCT = ['vnfProvider', 'vnfProductName', 'vnfSoftwareVersion', 'vnfdVersion'] as const;

/** An instance that became one of another VNFD says of its product what one says that was of it from the start. */
export function productOfVnfd(trace: Trace): Judgement {
  const request = step(trace, 'vnfd.other');
  const after = step(trace, 'vnfd.other.after');
  const beside = step(trace, 'vnfd.beside');
  if (request?.response === undefined || after === undefined) return without('a modification of vnfdId', trace);
  const status = statusOf(request);
  if (status === 409) return judgement(0, [], `another operation was going on (exchange ${request.id})`);
  if (status < 300 && status !== 202) return without('an answer that shows a modification or a refusal', trace);
  const about = { clause: 'SOL003 5.5.2.12', pointer: '/vnfdId' } as const;
  if (status !== 202) {
    const message = 'Another VNFD, which is on-boarded, is taken over with 202';
    const keyword = status >= 500 ? 'shall' : 'should';
    const observed = `${status} ${request.response.body?.data ?? ''}`;
    return judgement(1, [
      said({
        ...about,
        deviation: `modify:vnfdId:refused:${status}`,
        keyword,
        message,
        expected: '202',
        observed,
        exchange: request,
      }),
    ]);
  }
  const ended = lastState(trace, request, 'vnfd.other');
  if (ended !== undefined && ended.state !== 'COMPLETED')
    return judgement(0, [], `the modification ended as ${ended.state} (exchange ${ended.exchange.id})`);
  const wanted = textAt(asked(request), 'vnfdId');
  if (statusOf(after) !== 200 || statusOf(beside) !== 200 || beside === undefined)
    return without('both instances after the modification', trace);
  return judgement(1, [...vnfdId(wanted, [request, after]), ...stale(after, beside, [request, after, beside])]);
}

function vnfdId(wanted: string | undefined, exchange: readonly Exchange[]): readonly Observation[] {
  const shown = answered(exchange.at(-1))?.['vnfdId'];
  if (shown === wanted) return [];
  return [
    said({
      deviation: 'modify:vnfdId:not-applied',
      clause: 'SOL003 5.5.2.12',
      keyword: 'shall',
      message: 'A modification of vnfdId shows in the VNF instance',
      expected: wanted ?? 'nothing',
      observed: shown,
      pointer: '/vnfdId',
      exchange,
    }),
  ];
}

/** Only where both show the same VNFD. */
function stale(after: Exchange, beside: Exchange, exchange: readonly Exchange[]): readonly Observation[] {
  const [is, should] = [answered(after), answered(beside)];
  if (is?.['vnfdId'] !== should?.['vnfdId']) return [];
  const wrong = PRODUCT.filter((name) => is?.[name] !== should?.[name]);
  if (wrong.length === 0) return [];
  return [
    said({
      deviation: `modify:vnfdId:stale:${wrong.join('+')}`,
      keyword: 'shall',
      message: 'Instances of one VNFD show the same provider, product and versions',
      expected: JSON.stringify(Object.fromEntries(wrong.map((name) => [name, should?.[name]]))),
      observed: Object.fromEntries(wrong.map((name) => [name, is?.[name] ?? null])),
      pointer: `/${wrong[0] ?? ''}`,
      exchange,
    }),
  ];
}
