import { isOffered } from '../manners/offered.ts';
import { takes } from '../manners/taken.ts';
import { faulty } from '../faults/seeded.ts';
import type { ReleaseModel } from '../../src/model/release-model.ts';
import type { JsonObject } from '../json.ts';
import { type OpOcc, type OpOccTask, taskAllowed } from '../lcm/op-occ.ts';
import { omit } from '../omit.ts';
import type { Uris } from '../uris.ts';
import { project } from './project.ts';
import { withoutSecrets } from './vim.ts';

/** VnfLcmOpOcc of the release (SOL003 5.5.2.13). */
export function vnfLcmOpOcc(model: ReleaseModel, uris: Uris, opOcc: OpOcc): JsonObject {
  const { operationParams } = opOcc;
  return project(model, 'VnfLcmOpOcc', {
    ...omit(opOcc, 'results'),
    ...(faulty('operation-type-wrong') ? { operation: 'OPERATE' } : {}),
    ...(faulty('operation-of-another-instance') ? { vnfInstanceId: opOcc.id } : {}),
    ...(faulty('grant-not-named') ? { grantId: undefined, grantUri: undefined } : {}),
    ...resultsOf(opOcc),
    operationParams:
      operationParams && 'vimConnectionInfo' in operationParams
        ? { ...operationParams, vimConnectionInfo: withoutSecrets(operationParams['vimConnectionInfo']) }
        : operationParams,
    _links: links(uris, opOcc),
  });
}

/** Attributes of the operation occurrence that tell what was done; the notifications carry the same. */
export function resultsOf({ results }: OpOcc): JsonObject {
  const { changedInfo } = results;
  return {
    ...results,
    changedInfo:
      changedInfo && 'vimConnectionInfo' in changedInfo
        ? { ...changedInfo, vimConnectionInfo: withoutSecrets(changedInfo['vimConnectionInfo']) }
        : changedInfo,
  };
}

function offered(opOcc: OpOcc, task: OpOccTask): boolean {
  if (faulty('task-links-in-every-state')) return true;
  if (task === 'rollback' && opOcc.operation !== 'INSTANTIATE' && takes('rollback-of-instantiation-only')) return false;
  return taskAllowed(opOcc, task) && !(faulty('rollback-link-missing') && task === 'rollback');
}

function links(uris: Uris, opOcc: OpOcc): JsonObject {
  const self = uris.vnfLcmOpOcc(opOcc.id);
  const task = (name: OpOccTask): JsonObject | undefined =>
    isOffered(name) && offered(opOcc, name) ? { href: `${self}/${name}` } : undefined;
  return {
    self: { href: faulty('operation-self-link-wrong') ? uris.vnfInstance(opOcc.vnfInstanceId) : self },
    vnfInstance: { href: uris.vnfInstance(faulty('operation-link-to-nowhere') ? opOcc.id : opOcc.vnfInstanceId) },
    grant: opOcc.grantUri === undefined ? undefined : { href: opOcc.grantUri },
    cancel: task('cancel'),
    retry: task('retry'),
    rollback: task('rollback'),
    fail: task('fail'),
    vnfSnapshot:
      opOcc.vnfSnapshotInfoId === undefined ? undefined : { href: uris.vnfSnapshot(opOcc.vnfSnapshotInfoId) },
  };
}
