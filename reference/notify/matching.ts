import { faulty } from '../faults/seeded.ts';
import { type JsonObject, objectAt, objectsAt, stringAt, stringsAt } from '../json.ts';
import type { VnfInstance } from '../lcm/instance.ts';
import type { LcmOperation, OperationState } from '../lcm/op-occ.ts';

export type NotificationType =
  'VnfLcmOperationOccurrenceNotification' | 'VnfIdentifierCreationNotification' | 'VnfIdentifierDeletionNotification';

/** Lists of values in a filter. */
export type Criterion =
  | 'notificationTypes'
  | 'operationTypes'
  | 'operationStates'
  | 'vnfdIds'
  | 'vnfInstanceIds'
  | 'vnfInstanceNames'
  | 'vnfdVersions';

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
    among(filter, 'notificationTypes', subject.notificationType) &&
    amongKnown(filter, 'operationTypes', subject.operation) &&
    amongKnown(filter, 'operationStates', subject.operationState) &&
    ofInstance(objectAt(filter, 'vnfInstanceSubscriptionFilter'), subject.instance)
  );
}

/** An absent or empty criterion lets everything through. */
function among(filter: JsonObject, criterion: Criterion, value: string | undefined): boolean {
  const values = stringsAt(filter, criterion);
  if (faulty(`filter-ignores-${criterion}`)) return true;
  if (faulty(`filter-inverts-${criterion}`) && values.length > 0) return !values.includes(value ?? '');
  if (faulty('filter-takes-first-value-only')) return values.length === 0 || values[0] === value;
  return values.length === 0 || (value !== undefined && values.includes(value));
}

function is(filter: JsonObject, name: 'vnfProvider' | 'vnfProductName' | 'vnfSoftwareVersion', value: string): boolean {
  return faulty(`filter-ignores-${name}`) || stringAt(filter, name) === value;
}

/** Operation types and states are criteria for notifications about operations only. */
function amongKnown(filter: JsonObject, criterion: Criterion, value: string | undefined): boolean {
  return value === undefined || among(filter, criterion, value);
}

/** VnfInstanceSubscriptionFilter (SOL003 4.4.1.5). */
function ofInstance(filter: JsonObject | undefined, instance: VnfInstance): boolean {
  if (!filter) return true;
  const products = objectsAt(filter, 'vnfProductsFromProviders');
  return (
    among(filter, 'vnfdIds', instance.vnfd.vnfdId) &&
    (products.length === 0 || products.some((p) => fromProvider(p, instance))) &&
    among(filter, 'vnfInstanceIds', instance.id) &&
    among(filter, 'vnfInstanceNames', instance.vnfInstanceName)
  );
}

function fromProvider(filter: JsonObject, { vnfd }: VnfInstance): boolean {
  if (!is(filter, 'vnfProvider', vnfd.vnfProvider)) return false;
  const products = objectsAt(filter, 'vnfProducts');
  return products.length === 0 || products.some((product) => ofProduct(product, vnfd));
}

function ofProduct(filter: JsonObject, vnfd: VnfInstance['vnfd']): boolean {
  if (!is(filter, 'vnfProductName', vnfd.vnfProductName)) return false;
  const versions = objectsAt(filter, 'versions');
  return (
    versions.length === 0 ||
    versions.some(
      (v) => is(v, 'vnfSoftwareVersion', vnfd.vnfSoftwareVersion) && among(v, 'vnfdVersions', vnfd.vnfdVersion),
    )
  );
}
