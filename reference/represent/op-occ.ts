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

function links(uris: Uris, opOcc: OpOcc): JsonObject {
  const self = uris.vnfLcmOpOcc(opOcc.id);
  const task = (name: OpOccTask): JsonObject | undefined =>
    taskAllowed(opOcc, name) ? { href: `${self}/${name}` } : undefined;
  return {
    self: { href: self },
    vnfInstance: { href: uris.vnfInstance(opOcc.vnfInstanceId) },
    grant: opOcc.grantUri === undefined ? undefined : { href: opOcc.grantUri },
    cancel: task('cancel'),
    retry: task('retry'),
    rollback: task('rollback'),
    fail: task('fail'),
    vnfSnapshot:
      opOcc.vnfSnapshotInfoId === undefined ? undefined : { href: uris.vnfSnapshot(opOcc.vnfSnapshotInfoId) },
  };
}
