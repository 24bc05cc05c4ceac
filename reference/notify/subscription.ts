import type { JsonObject } from '../json.ts';

export type Verbosity = 'FULL' | 'SHORT';

/** LccnSubscription as it is kept (SOL003 5.5.2.15). */
export interface Subscription {
  readonly id: string;
  readonly filter?: JsonObject;
  readonly callbackUri: string;
  /** SubscriptionAuthentication as given; never shown. */
  readonly authentication?: JsonObject;
  /** FULL where the release knows no verbosity. */
  readonly verbosity: Verbosity;
}
