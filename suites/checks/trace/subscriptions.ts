import { lastStep } from '../../../src/exchange/uri.ts';
import { header } from '../../../src/exchange/body.ts';
import type { Judgement, Observation, Trace } from '../../../src/judge/case.ts';
import { finder, type Said } from '../observe.ts';
import { pageWith, timesOnOnlyPage } from './list-walk.ts';
import { answeredPart } from './known-part.ts';
import { answered, answerText, judgement, sameContent, statusOf, step, textAt, without } from './reading.ts';

const CREATE = 'SOL003 5.4.18.3.1';

const finding = finder({ check: 'subscription.life', clause: CREATE, pointer: '' });

/** What was made can be read, unchanged, and is in the list once. */
export function subscriptionAppears(trace: Trace): Judgement {
  const made = step(trace, 'life.subscribe');
  const again = step(trace, 'life.read');
  const list = step(trace, 'life.list');
  if (statusOf(made) !== 201 || made === undefined || again === undefined) return without('a subscription', trace);
  const body = answeredPart(made, trace);
  const found: Observation[] = [];
  if (statusOf(again) !== 200 || !sameContent(body, answeredPart(again, trace)))
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
  return ofItsOwn(trace, 'life.wide', 'life.narrow', {
    deviation: 'subscription:taken-for-another',
    message: 'A subscription to a subset of another one is created like any other',
  });
}

/** Who was taken for one that asks for less would not hear of the rest. */
export function broaderSubscription(trace: Trace): Judgement {
  return ofItsOwn(trace, 'life.subscribe', 'life.all', {
    deviation: 'subscription:broader:taken-for-another',
    message: 'A subscription to everything is created like any other, also beside one with a filter',
  });
}

function ofItsOwn(
  trace: Trace,
  before: string,
  label: string,
  { deviation, message }: Pick<Said, 'deviation' | 'message'>,
): Judgement {
  const [other, own] = [step(trace, before), step(trace, label)];
  if (other === undefined || statusOf(other) !== 201 || own?.response === undefined)
    return without('two subscriptions of one callback', trace);
  const { status, headers } = own.response;
  const [known, id] = [other, own].map((one) => textAt(answered(one), 'id'));
  if (status === 201 && (known === undefined || id === undefined))
    return without('the ids of two subscriptions', trace);
  if (status === 201 && id !== known) return judgement(1, []);
  return judgement(1, [
    finding({
      check: 'subscription.duplicate',
      deviation: `${deviation}:${status}`,
      message,
      expected: '201 with an id of its own',
      observed: `${status} ${header(headers, 'location') ?? ''} ${id ?? ''}`,
      pointer: 'status',
      exchange: [other, own],
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
  if (status === 303 && lastStep(location) === id) return judgement(1, []);
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
