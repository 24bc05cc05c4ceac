import type { ReleaseModel } from '../../src/model/release-model.ts';
import type { IdSource } from '../ids.ts';
import type { JsonObject } from '../json.ts';
import type { VnfInstance } from '../lcm/instance.ts';
import type { OpOcc } from '../lcm/op-occ.ts';
import type { Outbound } from '../outbound.ts';
import { notificationOf } from '../represent/notification.ts';
import type { Uris } from '../uris.ts';
import { Delivery } from './delivery.ts';
import { type Subject, lets } from './matching.ts';
import { Subscriber } from './subscriber.ts';
import type { Subscription } from './subscription.ts';

export interface NotifierNeeds {
  readonly model: ReleaseModel;
  readonly uris: Uris;
  readonly ids: IdSource;
  readonly outbound: Outbound;
  readonly subscriptions: Map<string, Subscription>;
  /** Value of the Version header; absent before SOL013. */
  readonly version: string | undefined;
}

/** Tells subscribers what happens (SOL003 5.4.20). */
export class Notifier {
  readonly #needs: NotifierNeeds;
  readonly #deliveries = new Map<string, Delivery>();

  constructor(needs: NotifierNeeds) {
    this.#needs = needs;
  }

  subscriber(subscription: Pick<Subscription, 'callbackUri' | 'authentication'>): Subscriber {
    const { version } = this.#needs;
    const common = { Accept: 'application/json', ...(version === undefined ? {} : { Version: version }) };
    return new Subscriber(this.#needs.outbound, subscription, common);
  }

  subscribed(subscription: Subscription, subscriber: Subscriber): void {
    this.#needs.subscriptions.set(subscription.id, subscription);
    this.#deliveries.set(subscription.id, new Delivery(subscriber));
  }

  unsubscribed(id: string): void {
    this.#needs.subscriptions.delete(id);
    this.#deliveries.get(id)?.end();
    this.#deliveries.delete(id);
  }

  created(instance: VnfInstance): void {
    this.#tell({ notificationType: 'VnfIdentifierCreationNotification', instance });
  }

  deleted(instance: VnfInstance): void {
    this.#tell({ notificationType: 'VnfIdentifierDeletionNotification', instance });
  }

  /** The operation occurrence entered a state. */
  stateEntered(opOcc: OpOcc, instance: VnfInstance): void {
    const { operation, operationState } = opOcc;
    this.#tell(
      { notificationType: 'VnfLcmOperationOccurrenceNotification', instance, operation, operationState },
      opOcc,
    );
  }

  close(): void {
    for (const id of [...this.#deliveries.keys()]) this.unsubscribed(id);
  }

  #tell(subject: Subject, opOcc?: OpOcc): void {
    const { model, uris, ids, subscriptions } = this.#needs;
    const about = { subject, ...(opOcc ? { opOcc } : {}) };
    const common: JsonObject = { id: ids(), timeStamp: new Date().toISOString() };
    for (const subscription of subscriptions.values())
      if (lets(subscription.filter, subject))
        this.#deliveries
          .get(subscription.id)
          ?.push(subject.instance.id, notificationOf(model, uris, common, subscription, about));
  }
}
