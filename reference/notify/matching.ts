import { type JsonObject, objectAt, objectsAt, stringAt, stringsAt } from '../json.ts';
import type { VnfInstance } from '../lcm/instance.ts';
import type { LcmOperation, OperationState } from '../lcm/op-occ.ts';

export type NotificationType =
  'VnfLcmOperationOccurrenceNotification' | 'VnfIdentifierCreationNotification' | 'VnfIdentifierDeletionNotification';

/** What a notification is about, as far as filters look at it. */
export interface Subject {
  readonly notificationType: NotificationType;
  readonly instance: VnfInstance;
  readonly operation?: LcmOperation;
  readonly operationState?: OperationState;
}

/** LifecycleChangeNotificationsFilter (SOL003 5.5.3.12): criteria are joined by and, values of one criterion by or. */
export function lets(filter: JsonObject | undefined, subject: Subject): boolean {
  if (!filter) return true;
  return (
    among(stringsAt(filter, 'notificationTypes'), subject.notificationType) &&
    amongKnown(stringsAt(filter, 'operationTypes'), subject.operation) &&
    amongKnown(stringsAt(filter, 'operationStates'), subject.operationState) &&
    ofInstance(objectAt(filter, 'vnfInstanceSubscriptionFilter'), subject.instance)
  );
}

/** An absent or empty criterion lets everything through. */
function among(values: readonly string[], value: string | undefined): boolean {
  return values.length === 0 || (value !== undefined && values.includes(value));
}

/** Operation types and states are criteria for notifications about operations only. */
function amongKnown(values: readonly string[], value: string | undefined): boolean {
  return value === undefined || among(values, value);
}

/** VnfInstanceSubscriptionFilter (SOL003 4.4.1.5). */
function ofInstance(filter: JsonObject | undefined, instance: VnfInstance): boolean {
  if (!filter) return true;
  const products = objectsAt(filter, 'vnfProductsFromProviders');
  return (
    among(stringsAt(filter, 'vnfdIds'), instance.vnfd.vnfdId) &&
    (products.length === 0 || products.some((p) => fromProvider(p, instance))) &&
    among(stringsAt(filter, 'vnfInstanceIds'), instance.id) &&
    among(stringsAt(filter, 'vnfInstanceNames'), instance.vnfInstanceName)
  );
}

function fromProvider(filter: JsonObject, { vnfd }: VnfInstance): boolean {
  if (stringAt(filter, 'vnfProvider') !== vnfd.vnfProvider) return false;
  const products = objectsAt(filter, 'vnfProducts');
  return products.length === 0 || products.some((product) => ofProduct(product, vnfd));
}

function ofProduct(filter: JsonObject, vnfd: VnfInstance['vnfd']): boolean {
  if (stringAt(filter, 'vnfProductName') !== vnfd.vnfProductName) return false;
  const versions = objectsAt(filter, 'versions');
  return (
    versions.length === 0 ||
    versions.some(
      (v) =>
        stringAt(v, 'vnfSoftwareVersion') === vnfd.vnfSoftwareVersion &&
        among(stringsAt(v, 'vnfdVersions'), vnfd.vnfdVersion),
    )
  );
}
