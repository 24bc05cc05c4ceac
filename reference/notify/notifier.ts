import { faulty } from '../faults/seeded.ts';
import { now } from '../clock.ts';
import type { ReleaseModel } from '../../src/model/release-model.ts';
import type { IdSource } from '../ids.ts';
import type { JsonObject } from '../json.ts';
import type { VnfInstance } from '../lcm/instance.ts';
import { type OpOcc, timeOf } from '../lcm/op-occ.ts';
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

/** Faults: notifications that are never sent. */
function lost({ notificationType, operation, operationState }: Subject): boolean {
  return (
    (faulty('creation-not-notified') && notificationType === 'VnfIdentifierCreationNotification') ||
    (faulty('deletion-not-notified') && notificationType === 'VnfIdentifierDeletionNotification') ||
    (faulty('snapshot-operations-not-notified') && operation?.endsWith('_SNAPSHOT') === true) ||
    (faulty('starting-not-notified') && operationState === 'STARTING') ||
    (faulty('completed-not-notified') && operationState === 'COMPLETED') ||
    (faulty('failed-temp-not-notified') && operationState === 'FAILED_TEMP') ||
    (faulty('failed-scaling-not-notified') && operation === 'SCALE' && operationState === 'FAILED_TEMP') ||
    (faulty('rolled-back-not-notified') && operationState === 'ROLLED_BACK')
  );
}

/** Faults: notifications that are sent twice. */
function doubled({ notificationType, operationState }: Subject): boolean {
  return (
    (faulty('creation-notified-twice') && notificationType === 'VnfIdentifierCreationNotification') ||
    (faulty('completed-notified-twice') && operationState === 'COMPLETED')
  );
}

/** Fault: milliseconds that a notification lies about before it is sent. */
function lateness({ operationState }: Subject): number {
  return faulty('completed-notified-late') && operationState === 'COMPLETED' ? 30_000 : 0;
}

/** Tells subscribers what happens (SOL003 5.4.20). */
export class Notifier {
  readonly #needs: NotifierNeeds;
  readonly #deliveries = new Map<string, Delivery>();
  /** Fault: subscriptions that are gone and told nevertheless. */
  readonly #gone: string[] = [];

  constructor(needs: NotifierNeeds) {
    this.#needs = needs;
  }

  subscriber(subscription: Pick<Subscription, 'callbackUri' | 'authentication'>): Subscriber {
    const { version } = this.#needs;
    const versioned = version !== undefined && !faulty('notification-without-version');
    const common = { Accept: 'application/json', ...(versioned ? { Version: version } : {}) };
    return new Subscriber(this.#needs.outbound, subscription, common);
  }

  subscribed(subscription: Subscription, subscriber: Subscriber): void {
    this.#needs.subscriptions.set(subscription.id, subscription);
    this.#deliveries.set(subscription.id, new Delivery(subscriber));
  }

  unsubscribed(id: string): void {
    this.#needs.subscriptions.delete(id);
    if (faulty('notifies-after-unsubscribing')) {
      this.#gone.push(id);
      return;
    }
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

  #told(subscriptions: ReadonlyMap<string, Subscription>): readonly Subscription[] {
    const gone = this.#gone.map((id): Subscription => ({ id, callbackUri: '', verbosity: 'FULL' }));
    return [...subscriptions.values(), ...gone];
  }

  /** Where the notifications of a subscription are sent to. */
  #goesTo(id: string): string {
    if (!faulty('subscribers-mixed-up')) return id;
    const all = [...this.#deliveries.keys()];
    return all[(all.indexOf(id) + 1) % all.length] ?? id;
  }

  #tell(subject: Subject, opOcc?: OpOcc): void {
    if (lost(subject)) return;
    if (subject.operationState === 'STARTING' && faulty('start-told-last')) {
      setTimeout(() => this.#send(subject, opOcc), 2000).unref();
      return;
    }
    this.#send(subject, opOcc);
  }

  #send(subject: Subject, opOcc?: OpOcc): void {
    const { model, uris, ids, subscriptions } = this.#needs;
    const about = { subject, ...(opOcc ? { opOcc } : {}) };
    const id = faulty('notification-ids-repeat') ? subject.instance.id : ids();
    const common: JsonObject = { id, timeStamp: timeOf(now()) };
    for (const subscription of this.#told(subscriptions))
      if (lets(subscription.filter, subject)) {
        const own = faulty('ids-differ-by-subscriber') ? { ...common, id: ids() } : common;
        const payload = notificationOf(model, uris, own, subscription, about);
        for (let times = doubled(subject) ? 2 : 1; times > 0; times--)
          this.#deliveries.get(this.#goesTo(subscription.id))?.push(subject.instance.id, payload, lateness(subject));
      }
  }
}
