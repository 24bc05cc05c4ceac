import { header } from '../../../src/exchange/body.ts';
import type { Judgement, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { finder } from '../observe.ts';
import { deliveredTo, pathOf } from './matching.ts';
import { answered, answerText, asked, at, judgement, statusOf, step, textAt, without } from './reading.ts';

const finding = finder({ check: 'subscription.authentication', clause: 'SOL013 8.3.4', pointer: '' });

/** Notifications carry the credentials that the subscription gave; without them the sink refuses the test already. */
export function notificationAuth(label: 'auth.basic' | 'auth.oauth2', scheme: 'Basic' | 'Bearer'): TraceCheck {
  return (trace) => {
    const made = step(trace, label);
    if (made?.response === undefined) return without('a subscription with credentials', trace);
    const { status } = made.response;
    if (status !== 201)
      return judgement(1, [
        finding({
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
