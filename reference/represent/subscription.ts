import { faulty } from '../faults/seeded.ts';
import type { ReleaseModel } from '../../src/model/release-model.ts';
import type { JsonObject } from '../json.ts';
import type { Subscription } from '../notify/subscription.ts';
import type { Uris } from '../uris.ts';
import { project } from './project.ts';

/** LccnSubscription of the release (SOL003 5.5.2.16); the credentials are not shown. */
export function lccnSubscription(model: ReleaseModel, uris: Uris, subscription: Subscription): JsonObject {
  const shown = project(model, 'LccnSubscription', {
    id: subscription.id,
    filter: faulty('subscription-filter-not-shown') ? undefined : subscription.filter,
    callbackUri: subscription.callbackUri,
    verbosity: subscription.verbosity,
    _links: { self: { href: uris.subscription(subscription.id) } },
  });
  return faulty('credentials-shown') ? { ...shown, authentication: subscription.authentication } : shown;
}
