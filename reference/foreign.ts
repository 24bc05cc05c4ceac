import type { Subscription } from './notify/subscription.ts';
import { BUILT_IN } from './vnfd/catalogue.ts';
import type { RunningWorld } from './world.ts';

/** VNF instances, subscriptions and VNF snapshots of somebody else, so many of each: nothing ever happens to them. */
export function addForeign({ store, ids, notifier }: RunningWorld, count: number): void {
  const [vnfd] = BUILT_IN;
  if (vnfd === undefined) return;
  for (let i = 0; i < count; i++) {
    const instance = { id: ids('instance'), vnfInstanceName: `of somebody else ${i}`, vnfd, vimConnectionInfo: {} };
    store.instances.set(instance.id, instance);
    const snapshot = { id: ids('snapshot') };
    store.snapshots.set(snapshot.id, snapshot);
    const subscription: Subscription = {
      id: ids('subscription'),
      // Of an instance that there is not: nobody is ever notified.
      filter: { vnfInstanceSubscriptionFilter: { vnfInstanceIds: [ids()] } },
      callbackUri: `http://127.0.0.1:9/${i}`,
      verbosity: 'FULL',
    };
    notifier.subscribed(subscription, notifier.subscriber(subscription));
  }
}
