import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Observation, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { finder } from '../observe.ts';
import { pageWith } from './list-walk.ts';
import { pathOf } from './matching.ts';
import { answerText, asked, judgement, listed, statusOf, step, steps, textAt, without } from './reading.ts';

const finding = finder({ check: 'subscription.callback', clause: 'SOL003 5.4.18.3.1', pointer: '' });

/** The callback is tested before the subscription is made. */
export function endpointTested(trace: Trace): Judgement {
  const made = ['life.subscribe', 'match.everything']
    .flatMap((label) => steps(trace, label))
    .filter((exchange) => statusOf(exchange) === 201);
  if (made.length === 0) return without('a subscription', trace);
  return judgement(
    made.length,
    made.flatMap((exchange) => {
      const tests = testsOf(trace, exchange);
      if (tests.some((test) => cameBefore(trace, test, exchange))) return [];
      return [
        finding({
          check: 'subscription.endpoint-test',
          deviation: `subscription:endpoint-test:${tests.length === 0 ? 'missing' : 'late'}`,
          clause: 'SOL003 5.4.20.3.2',
          // A producer may do without, unless it says that it does not.
          keyword: trace.target.claims('vnflcm.endpoint_test') === true ? 'shall' : 'should',
          message: 'The notification endpoint is tested with GET before the subscription is created',
          expected: 'GET on the callback before 201',
          observed: tests.length === 0 ? 'no GET' : 'GET after the answer',
          exchange: [exchange, ...tests],
        }),
      ];
    }),
  );
}

/**
 * Whether the GET came before the answer to the subscription. Where the record has it first it was even answered before, whatever
 * the clocks say: the time of the start is that of the wall, which may be set in between, while the duration is counted by another
 * clock, so that what was first may seem to come some milliseconds late. What was answered later counts by the clocks.
 */
function cameBefore(trace: Trace, test: Exchange, made: Exchange): boolean {
  const isRecordedBefore = trace.exchanges.indexOf(test) < trace.exchanges.indexOf(made);
  return isRecordedBefore || Date.parse(test.at) <= Date.parse(made.at) + made.ms;
}

export function testsOf(trace: Trace, subscription: Exchange): readonly Exchange[] {
  const path = pathOf(textAt(asked(subscription), 'callbackUri') ?? '');
  return trace.exchanges.filter(
    (one) => one.direction === 'inbound' && one.request.method === 'GET' && pathOf(one.request.url) === path,
  );
}

/** A callback that does not pass the test: the subscription is refused as the subscriber's mistake, and not made. */
export function badCallback(name: string): TraceCheck {
  return (trace) => {
    const exchange = step(trace, `bad-callback.${name}`);
    if (exchange?.response === undefined) return without(`a callback that is ${name}`, trace);
    const { status } = exchange.response;
    // Not an answer of this operation: what it means for the subscription cannot be told.
    if (status < 400 && status !== 201)
      return without(`an answer of the operation to a callback that is ${name}`, trace);
    if (status === 201) return judgement(1, taken(exchange, trace));
    return judgement(1, [...wrongRefusal(exchange, trace), ...leftBehind(trace, exchange)]);
  };
}

const REFUSED = 'A subscription whose callback fails the endpoint test is refused';

/** Whether the operation itself lists 422. That SOL013 allows it for every operation is not enough. */
function has422({ api }: Trace): boolean {
  const subscribing = api.resources.find(({ name }) => name === 'subscriptions')?.operations.get('POST');
  const response = subscribing?.responses.get(422);
  return response !== undefined && response.common !== true;
}

function taken(exchange: Exchange, trace: Trace): readonly Observation[] {
  const tested = testsOf(trace, exchange).length > 0;
  const sure = trace.target.claims('vnflcm.endpoint_test') === true || (tested && has422(trace));
  return [
    finding({
      check: 'subscription.bad-callback',
      deviation: 'subscription:bad-callback:accepted',
      keyword: sure ? 'shall' : 'should',
      message: REFUSED,
      expected: has422(trace) ? '422' : 'a refusal (4xx)',
      observed: `201${tested ? ' although the test had failed' : ''}`,
      pointer: 'status',
      exchange,
    }),
  ];
}

function wrongRefusal(exchange: Exchange, trace: Trace): readonly Observation[] {
  const status = statusOf(exchange);
  if (status === 422 || (status < 500 && !has422(trace))) return [];
  return [
    finding({
      check: 'subscription.bad-callback',
      deviation: `subscription:bad-callback:${status >= 500 ? `${variantOf(exchange)}:` : ''}${status}`,
      keyword: status >= 500 ? 'shall' : 'should',
      message: REFUSED,
      expected: has422(trace) ? '422' : 'a refusal (4xx)',
      observed: answerText(exchange),
      pointer: 'status',
      exchange,
    }),
  ];
}

/** Nobody there, and somebody who answers otherwise, are two things to a client. */
function variantOf({ stimulus }: Exchange): string {
  return stimulus.kind === 'bad-callback' ? stimulus.variant : '';
}

function leftBehind(trace: Trace, refused: Exchange): readonly Observation[] {
  const callback = textAt(asked(refused), 'callbackUri');
  const list = pageWith(trace, 'bad-callback.list', (one) => one['callbackUri'] === callback);
  if (list === undefined) return [];
  return [
    finding({
      check: 'subscription.refused-yet-made',
      deviation: 'subscription:refused-yet-made',
      message: 'A refused subscription is not created',
      expected: 'no such subscription',
      observed: listed(list)?.find((one) => one['callbackUri'] === callback),
      exchange: [refused, list],
    }),
  ];
}
