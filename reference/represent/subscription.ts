import { faulty } from '../faults/seeded.ts';
import { takes } from '../manners/taken.ts';
import type { ReleaseModel } from '../../src/model/release-model.ts';
import { type JsonObject, isObject } from '../json.ts';
import type { Subscription } from '../notify/subscription.ts';
import type { Uris } from '../uris.ts';
import { project } from './project.ts';

/** LccnSubscription of the release (SOL003 5.5.2.16); the credentials are not shown. */
export function lccnSubscription(model: ReleaseModel, uris: Uris, subscription: Subscription): JsonObject {
  const shown = project(model, 'LccnSubscription', {
    id: subscription.id,
    filter: faulty('subscription-filter-not-shown') ? undefined : inOrder(subscription.filter),
    callbackUri: subscription.callbackUri,
    verbosity: subscription.verbosity,
    _links: { self: { href: uris.subscription(subscription.id) } },
  });
  return faulty('credentials-shown') ? { ...shown, authentication: subscription.authentication } : shown;
}

/** Criteria are sets: which of them comes first says nothing. */
function inOrder(filter: JsonObject | undefined): JsonObject | undefined {
  return takes('filters-in-another-order') && filter !== undefined ? (turned(filter) as JsonObject) : filter;
}

function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned).reverse();
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, turned(inner)]));
}
