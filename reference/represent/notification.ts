import { faulty } from '../faults/seeded.ts';
import type { ReleaseModel } from '../../src/model/release-model.ts';
import type { JsonObject } from '../json.ts';
import type { OpOcc, OperationState } from '../lcm/op-occ.ts';
import type { Subject } from '../notify/matching.ts';
import type { Subscription } from '../notify/subscription.ts';
import type { Uris } from '../uris.ts';
import { resultsOf } from './op-occ.ts';
import { project } from './project.ts';

/** States whose notification reports a result, intermediate or final (SOL003 5.5.2.17). */
const RESULTS: readonly OperationState[] = ['COMPLETED', 'FAILED_TEMP', 'FAILED', 'ROLLED_BACK'];

export interface About {
  readonly subject: Subject;
  readonly opOcc?: OpOcc;
}

/**
 * A notification for one subscription (SOL003 5.5.2.17 to 5.5.2.19).
 * @param common id and timeStamp: the same event has the same id for all subscribers
 */
export function notificationOf(
  model: ReleaseModel,
  uris: Uris,
  common: JsonObject,
  subscription: Subscription,
  { subject, opOcc }: About,
): JsonObject {
  return project(model, subject.notificationType, {
    ...common,
    notificationType: subject.notificationType,
    subscriptionId: faulty('subscription-id-wrong') ? subject.instance.id : subscription.id,
    vnfInstanceId: subject.instance.id,
    ...(opOcc ? operationPart(opOcc, subscription) : {}),
    _links: {
      vnfInstance: { href: uris.vnfInstance(subject.instance.id) },
      subscription: {
        href: uris.subscription(faulty('notification-links-wrong') ? subject.instance.id : subscription.id),
      },
      vnfLcmOpOcc: opOcc ? { href: uris.vnfLcmOpOcc(opOcc.id) } : undefined,
    },
  });
}

function operationPart(opOcc: OpOcc, subscription: Subscription): JsonObject {
  const result = RESULTS.includes(opOcc.operationState);
  return {
    notificationStatus: statusOf(opOcc.operationState),
    operationState: opOcc.operationState,
    operation: faulty('operation-told-wrong') ? 'OPERATE' : opOcc.operation,
    isAutomaticInvocation: opOcc.isAutomaticInvocation,
    verbosity: faulty('verbosity-not-told') ? undefined : subscription.verbosity,
    vnfLcmOpOccId: opOcc.id,
    error: opOcc.error,
    ...((result || faulty('changes-told-at-start')) && detailed(subscription) ? details(opOcc) : {}),
  };
}

function statusOf(state: OperationState): 'START' | 'RESULT' {
  if (faulty('result-told-as-start')) return 'START';
  if (faulty('error-handling-told-as-result') && state === 'ROLLING_BACK') return 'RESULT';
  return RESULTS.includes(state) ? 'RESULT' : 'START';
}

function detailed({ verbosity }: Subscription): boolean {
  if (faulty('short-is-full')) return true;
  return verbosity === 'FULL' && !faulty('full-is-short');
}

/** What a notification of verbosity SHORT leaves out. */
function details(opOcc: OpOcc): JsonObject {
  const { resourceChanges, ...rest } = resultsOf(opOcc);
  if (faulty('failure-told-without-changes') && opOcc.operationState !== 'COMPLETED') return rest;
  return { ...rest, ...(typeof resourceChanges === 'object' ? resourceChanges : {}) };
}
