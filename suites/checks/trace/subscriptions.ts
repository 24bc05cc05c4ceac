import { header } from '../../../src/exchange/body.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Observation, Trace, TraceCheck } from '../../../src/judge/case.ts';
import type { ApiModel } from '../../../src/model/release-model.ts';
import { observe, type Seen } from '../observe.ts';
import { pageWith, timesOnOnlyPage } from './list-walk.ts';
import { deliveredTo, pathOf } from './matching.ts';
import {
  answered,
  answerText,
  asked,
  at,
  judgement,
  listed,
  sameContent,
  statusOf,
  step,
  steps,
  textAt,
  without,
} from './reading.ts';

const CREATE = 'SOL003 5.4.18.3.1';

type Said = Pick<Seen, 'deviation' | 'message' | 'expected' | 'observed' | 'exchange'> & Partial<Seen>;

function finding(said: Said): Observation {
  return observe({ check: 'subscription.life', clause: CREATE, keyword: 'shall', pointer: '', ...said });
}

/** What was made can be read, unchanged, and is in the list once. */
export function subscriptionAppears(trace: Trace): Judgement {
  const made = step(trace, 'life.subscribe');
  const again = step(trace, 'life.read');
  const list = step(trace, 'life.list');
  if (statusOf(made) !== 201 || made === undefined || again === undefined) return without('a subscription', trace);
  const body = answered(made);
  const found: Observation[] = [];
  if (statusOf(again) !== 200 || !sameContent(body, answered(again)))
    found.push(
      finding({
        deviation: 'subscription:read-differs',
        clause: 'SOL003 5.4.19.3.2',
        message: 'A read of a subscription returns what its creation returned',
        expected: JSON.stringify(body),
        observed: answerText(again),
        exchange: [made, again],
      }),
    );
  const times = timesOnOnlyPage(list, body?.['id']);
  if (list !== undefined && times !== undefined && times !== 1)
    found.push(
      finding({
        deviation: 'subscription:not-listed',
        clause: 'SOL003 5.4.18.3.2',
        message: 'A subscription is in the list once',
        expected: '1',
        observed: String(times),
        exchange: [made, list],
      }),
    );
  return judgement(1, found);
}

/** Another filter makes another subscription, whatever the two have in common (5.4.18.3.1). */
export function narrowerSubscription(trace: Trace): Judgement {
  const wide = step(trace, 'life.wide');
  const narrow = step(trace, 'life.narrow');
  if (wide === undefined || statusOf(wide) !== 201 || narrow?.response === undefined)
    return without('two subscriptions of one callback', trace);
  const { status } = narrow.response;
  if (status === 201) return judgement(1, []);
  return judgement(1, [
    finding({
      check: 'subscription.duplicate',
      deviation: `subscription:taken-for-another:${status}`,
      message: 'A subscription to a subset of another one is created like any other',
      expected: '201',
      observed: `${status} ${header(narrow.response.headers, 'location') ?? ''}`,
      pointer: 'status',
      exchange: [wide, narrow],
    }),
  ]);
}

/** The same again: a subscription of its own (201), or the way to the one that is there (303). */
export function duplicateSubscription(trace: Trace): Judgement {
  const made = step(trace, 'life.subscribe');
  const again = step(trace, 'life.duplicate');
  const id = textAt(answered(made), 'id');
  if (again?.response === undefined || made === undefined || id === undefined)
    return without('a subscription like another', trace);
  const { status } = again.response;
  const about = { check: 'subscription.duplicate', exchange: [made, again] } as const;
  if (status === 201) {
    if (textAt(answered(again), 'id') !== id) return judgement(1, []);
    return judgement(1, [
      finding({
        ...about,
        deviation: 'subscription:duplicate:same-id',
        message: 'A second subscription that is answered with 201 is a new one',
        expected: 'a new id',
        observed: id,
        pointer: '/id',
      }),
    ]);
  }
  const location = header(again.response.headers, 'location') ?? 'no Location';
  if (status === 303 && location.split('/').pop() === id) return judgement(1, []);
  return judgement(1, [
    finding({
      ...about,
      deviation: `subscription:duplicate:${status === 303 ? 'location' : String(status)}`,
      message: 'An identical subscription is created (201), or Location leads to the existing one (303)',
      expected: '201, or 303 with the URI of the first',
      observed: `${status}, ${location}`,
      pointer: 'status',
    }),
  ]);
}

/** After deletion the subscription is answered with 404 and is in no list. */
export function subscriptionGone(trace: Trace): Judgement {
  const gone = step(trace, 'life.delete');
  const again = step(trace, 'life.gone');
  const id = textAt(answered(step(trace, 'life.subscribe')), 'id');
  if (gone === undefined || again === undefined || id === undefined) return without('a deleted subscription', trace);
  const found: Observation[] = [];
  const about = { check: 'subscription.gone', clause: 'SOL003 5.4.19.3.5', pointer: 'status' };
  if (statusOf(gone) !== 204)
    found.push(
      finding({
        ...about,
        deviation: `subscription:delete:${statusOf(gone)}`,
        message: 'A subscription is deleted with 204',
        expected: '204',
        observed: String(statusOf(gone)),
        exchange: gone,
      }),
    );
  else if (statusOf(again) !== 404)
    found.push(
      finding({
        ...about,
        deviation: 'subscription:deleted:still-read',
        message: 'A request for a deleted subscription is answered with 404',
        expected: '404',
        observed: String(statusOf(again)),
        exchange: [gone, again],
      }),
    );
  const still = pageWith(trace, 'life.list.gone', (one) => one['id'] === id);
  if (still !== undefined)
    found.push(
      finding({
        ...about,
        deviation: 'subscription:deleted:still-listed',
        message: 'A deleted subscription is in no list',
        expected: `no ${id}`,
        observed: 'listed',
        exchange: [gone, still],
      }),
    );
  return judgement(1, found);
}

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
      const end = Date.parse(exchange.at) + exchange.ms;
      if (tests.some((test) => Date.parse(test.at) <= end)) return [];
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

export function testsOf(trace: Trace, subscription: Exchange): readonly Exchange[] {
  const path = pathOf(textAt(asked(subscription), 'callbackUri') ?? '');
  return trace.exchanges.filter(
    (one) => one.direction === 'inbound' && one.request.method === 'GET' && pathOf(one.request.url) === path,
  );
}

/** Whether the operation itself lists 422. That SOL013 allows it for every operation is not enough. */
function hasOwn422({ resources }: ApiModel): boolean {
  const subscribing = resources.find(({ name }) => name === 'subscriptions')?.operations.get('POST');
  const response = subscribing?.responses.get(422);
  return response !== undefined && response.common !== true;
}

/** A callback that does not pass the test: the subscription is refused as the subscriber's mistake, and not made. */
export function badCallback(name: string): TraceCheck {
  return (trace) => {
    const exchange = step(trace, `bad-callback.${name}`);
    if (exchange?.response === undefined) return without(`a callback that is ${name}`, trace);
    const { status } = exchange.response;
    const about = { check: 'subscription.bad-callback', pointer: 'status', exchange } as const;
    const has422 = hasOwn422(trace.api);
    const message = 'A subscription whose callback fails the endpoint test is refused';
    if (status >= 200 && status < 300) {
      // Not an answer of this operation: what it means for the subscription cannot be told.
      if (status !== 201) return without(`an answer of the operation to a callback that is ${name}`, trace);
      const tested = testsOf(trace, exchange).length > 0;
      const sure = trace.target.claims('vnflcm.endpoint_test') === true || (tested && has422);
      return judgement(1, [
        finding({
          ...about,
          deviation: 'subscription:bad-callback:accepted',
          keyword: sure ? 'shall' : 'should',
          message,
          expected: has422 ? '422' : 'a refusal (4xx)',
          observed: `${status}${tested ? ' although the test had failed' : ''}`,
        }),
      ]);
    }
    if (status < 400) return without(`an answer of the operation to a callback that is ${name}`, trace);
    if (status === 422 || (status >= 400 && status < 500 && !has422)) return judgement(1, leftBehind(trace, exchange));
    return judgement(1, [
      finding({
        ...about,
        deviation: `subscription:bad-callback:${status >= 500 ? `${variantOf(exchange)}:` : ''}${status}`,
        keyword: status >= 500 ? 'shall' : 'should',
        message,
        expected: has422 ? '422' : 'a refusal (4xx)',
        observed: answerText(exchange),
      }),
      ...leftBehind(trace, exchange),
    ]);
  };
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

/** Notifications carry the credentials that the subscription gave; without them the sink refuses the test already. */
export function notificationAuth(label: 'auth.basic' | 'auth.oauth2', scheme: 'Basic' | 'Bearer'): TraceCheck {
  return (trace) => {
    const made = step(trace, label);
    if (made?.response === undefined) return without('a subscription with credentials', trace);
    const { status } = made.response;
    const about = { check: 'subscription.authentication', clause: 'SOL013 8.3.4' } as const;
    if (status !== 201)
      return judgement(1, [
        finding({
          ...about,
          deviation: `subscription:${label}:refused:${status}`,
          message: `A subscription with credentials for ${scheme} is accepted, and they pass the endpoint test`,
          expected: '201',
          observed: answerText(made),
          pointer: 'status',
          exchange: made,
        }),
      ]);
    const id = textAt(answered(step(trace, 'auth.create')), 'id');
    if (id === undefined) return without('a VNF instance to be notified of', trace);
    const good = deliveredTo(trace, made).find((one) => one.body['vnfInstanceId'] === id);
    const found = header(good?.exchange.request.headers ?? [], 'authorization') ?? '';
    if (good !== undefined && found.toLowerCase().startsWith(scheme.toLowerCase())) return judgement(1, []);
    const refused = trace.exchanges.filter(
      (one) =>
        one.direction === 'inbound' &&
        one.request.method === 'POST' &&
        pathOf(one.request.url) === pathOf(textAt(asked(made), 'callbackUri') ?? ''),
    );
    return judgement(1, [
      finding({
        ...about,
        // Where nothing comes at all, it is not the kind of credentials that makes the difference.
        deviation: refused.length === 0 ? 'subscription:authentication:silence' : `subscription:${label}:not-used`,
        message: `Notifications carry the credentials of the subscription (${scheme})`,
        expected: `a notification with Authorization: ${scheme}`,
        observed:
          refused.map((one) => header(one.request.headers, 'authorization') ?? 'none').join(', ') || 'no notification',
        pointer: 'header:Authorization',
        exchange: [made, ...refused.slice(0, 5)],
      }),
    ]);
  };
}

/** A subscription does not show the credentials that it was made with. */
export function credentialsHidden(trace: Trace): Judgement {
  const made = ['auth.basic', 'auth.oauth2']
    .flatMap((label) => step(trace, label) ?? [])
    .filter((exchange) => statusOf(exchange) === 201);
  if (made.length === 0) return without('a subscription with credentials', trace);
  return judgement(
    made.length,
    made.flatMap((exchange) =>
      at(answered(exchange), 'authentication') === undefined
        ? []
        : [
            finding({
              check: 'subscription.credentials',
              deviation: 'subscription:credentials-shown',
              clause: 'SOL003 5.5.2.16',
              message: 'A subscription does not reveal its credentials',
              expected: 'no authentication',
              observed: Object.keys(answered(exchange) ?? {}).join(', '),
              pointer: '/authentication',
              exchange,
            }),
          ],
    ),
  );
}

/** A subscriber that asks for names does no harm to instances that have none. */
export function unnamedInstance(trace: Trace): Judgement {
  const made = step(trace, 'unnamed.create');
  const subscription = step(trace, 'unnamed.subscribe');
  if (made?.response === undefined || subscription === undefined)
    return without('a VNF instance without a name', trace);
  const { status } = made.response;
  if (status === 201) return judgement(1, []);
  return judgement(1, [
    finding({
      check: 'subscription.unnamed',
      deviation: `unusual:unnamed-instance:${status}`,
      clause: 'SOL003 5.4.2.3.1',
      message:
        'A VNF instance without the optional vnfInstanceName can be created while a subscription names instances',
      expected: '201',
      observed: answerText(made),
      pointer: 'status',
      exchange: [subscription, made],
    }),
  ]);
}
