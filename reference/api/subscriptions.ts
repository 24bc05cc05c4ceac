import { isDeepStrictEqual } from 'node:util';
import { faulty } from '../faults/seeded.ts';
import type { ApiRequest, Handler, Reply } from '../http/message.ts';
import { type JsonObject, objectAt, stringAt, stringsAt } from '../json.ts';
import type { Subscription } from '../notify/subscription.ts';
import { takes } from '../manners/taken.ts';
import { Problem } from '../problem.ts';
import { listReply } from '../query/list.ts';
import { lccnSubscription } from '../represent/subscription.ts';
import { type RunningWorld, unprocessable } from '../world.ts';
import { checkIfMatchOfDeletion, etagOf } from './etag.ts';

/** Resources subscriptions and subscriptions/{subscriptionId} (SOL003 5.4.18, 5.4.19). */
export function subscriptionHandlers(world: RunningWorld): readonly (readonly [string, Handler])[] {
  const one = 'subscriptions/{subscriptionId}';
  const view = (subscription: Subscription): JsonObject => lccnSubscription(world.model, world.uris, subscription);
  const find = ({ path }: ApiRequest): Subscription => {
    const subscription = world.store.subscriptions.get(path['subscriptionId'] ?? '');
    if (!subscription && faulty('unknown-subscription-is-500'))
      throw new Error('no row was found when one was required');
    if (!subscription) throw new Problem(404, `there is no subscription ${path['subscriptionId'] ?? ''}`);
    return subscription;
  };
  return [
    ['POST subscriptions', (request) => subscribe(world, request.body, view)],
    [
      'GET subscriptions',
      listReply(world, 'LccnSubscription', 'subscriptions', [], {
        ids: () => [...(faulty('list-of-subscriptions-empty') ? [] : world.store.subscriptions.keys())],
        view: (id) => {
          const subscription = world.store.subscriptions.get(id);
          return subscription && listedOtherwise(view(subscription));
        },
      }),
    ],
    [
      `GET ${one}`,
      (request) => {
        const json = view(find(request));
        return { status: 200, headers: { ETag: etagOf(json) }, json };
      },
    ],
    [
      `DELETE ${one}`,
      (request) => {
        const isGone = !world.store.subscriptions.has(request.path['subscriptionId'] ?? '');
        if (isGone && faulty('second-deletion-answered-with-204')) return { status: 204 };
        const subscription = find(request);
        checkIfMatchOfDeletion(request.headers, view(subscription));
        const { id } = subscription;
        if (faulty('unsubscribing-without-effect')) return { status: 204 };
        if (faulty('deleted-subscription-still-read'))
          setTimeout(() => world.store.subscriptions.delete(id), 1500).unref();
        else world.notifier.unsubscribed(id);
        return { status: 204 };
      },
    ],
  ];
}

/** Fault: the list is made of other data. */
function listedOtherwise(item: JsonObject): JsonObject {
  return faulty('listed-otherwise') ? { ...item, callbackUri: 'http://nobody.example/' } : item;
}

async function subscribe(
  world: RunningWorld,
  body: JsonObject,
  view: (subscription: Subscription) => JsonObject,
): Promise<Reply> {
  const subscription = wanted(world, body);
  refuseFilter(world, subscription.filter);
  const same = likeIt(world, subscription);
  if (same) return seeOther(world, same);
  const subscriber = world.notifier.subscriber(subscription);
  if (faulty('kept-although-refused')) world.notifier.subscribed(subscription, subscriber);
  if (!faulty('endpoint-not-tested') && !(await subscriber.test()))
    throw new Problem(
      endpointRefusal(world),
      `the notification endpoint ${subscription.callbackUri} did not answer 204`,
    );
  // the test took a while: somebody else may have been quicker
  const meanwhile = likeIt(world, subscription);
  if (meanwhile) return seeOther(world, meanwhile);
  world.notifier.subscribed(subscription, subscriber);
  const json = view(subscription);
  const location = faulty('location-of-subscription-dangling') ? world.ids() : subscription.id;
  return {
    status: faulty('subscription-answered-with-200') ? 200 : 201,
    headers: { Location: world.uris.subscription(location), ETag: etagOf(json) },
    json,
  };
}

function seeOther(world: RunningWorld, existing: Subscription): Reply {
  if (faulty('duplicate-without-location')) return { status: 303 };
  return { status: 303, headers: { Location: world.uris.subscription(existing.id) } };
}

function wanted(world: RunningWorld, body: JsonObject): Subscription {
  const filter = objectAt(body, 'filter');
  const authentication = objectAt(body, 'authentication');
  return {
    id: world.ids('subscription'),
    callbackUri: stringAt(body, 'callbackUri') ?? '',
    verbosity: body['verbosity'] === 'SHORT' && hasVerbosity(world) ? 'SHORT' : 'FULL',
    ...(filter && !faulty('subscription-filter-lost') ? { filter } : {}),
    ...(authentication ? { authentication } : {}),
  };
}

/** operationTypes and operationStates make sense with notifications about operations only (SOL003 5.5.3.12). */
function refuseFilter(world: RunningWorld, filter: JsonObject | undefined): void {
  if (!filter) return;
  const types = stringsAt(filter, 'notificationTypes');
  const criteria = [...stringsAt(filter, 'operationTypes'), ...stringsAt(filter, 'operationStates')];
  if (criteria.length > 0 && types.length > 0 && !types.includes('VnfLcmOperationOccurrenceNotification'))
    throw new Problem(
      unprocessable(world),
      'operationTypes and operationStates need VnfLcmOperationOccurrenceNotification among notificationTypes',
    );
}

/** Same callback and same filter (SOL003 5.4.18.3.1), where duplicates are not kept. */
function likeIt(world: RunningWorld, subscription: Subscription): Subscription | undefined {
  if (faulty('quotes-in-callback-find-another') && subscription.callbackUri.includes("'"))
    return [...world.store.subscriptions.values()].find(({ id }) => id !== subscription.id);
  if (world.duplicateSubscriptions === 'create' || takes('duplicates-taken')) return undefined;
  return [...world.store.subscriptions.values()].find(
    (s) =>
      s.id !== subscription.id &&
      s.callbackUri === subscription.callbackUri &&
      s.verbosity === subscription.verbosity &&
      (isDeepStrictEqual(s.filter, subscription.filter) ||
        isNarrower(s.filter, subscription.filter) ||
        (subscription.filter === undefined && faulty('broader-subscription-is-duplicate'))),
  );
}

/** Fault: a subscription that asks for less than another one is taken for the same. */
function isNarrower(wide: JsonObject | undefined, narrow: JsonObject | undefined): boolean {
  if (!faulty('narrower-subscription-is-duplicate') || !wide || !narrow) return false;
  const types = stringsAt(narrow, 'operationTypes');
  return types.length > 0 && types.every((one) => stringsAt(wide, 'operationTypes').includes(one));
}

/** 422 is there for this operation from 2.7.1 on. */
function endpointRefusal(world: RunningWorld): 400 | 422 {
  const post = world.api.resources.find((r) => r.name === 'subscriptions')?.operations.get('POST');
  return hasVerbosity(world) && post?.responses.has(422) ? 422 : 400;
}

/** From 3.3.1 on; of the releases served these are also the ones after 2.7.1. */
function hasVerbosity(world: RunningWorld): boolean {
  return world.model.types.has('LcmOpOccNotificationVerbosityType');
}
