import { createHash } from 'node:crypto';
import { faulty } from '../faults/seeded.ts';
import type { ReleaseModel } from '../../src/model/release-model.ts';
import type { JsonObject } from '../json.ts';
import type { SnapshotInfo, TakenSnapshot } from '../lcm/snapshot.ts';
import type { Uris } from '../uris.ts';
import { vnfInstance } from './instance.ts';
import { project } from './project.ts';

/** VnfSnapshotInfo of the release (SOL003 5.5.2.22). */
export function vnfSnapshotInfo(model: ReleaseModel, uris: Uris, info: SnapshotInfo): JsonObject {
  const self = uris.vnfSnapshot(info.id);
  return project(model, 'VnfSnapshotInfo', {
    id: info.id,
    vnfSnapshotPkgId: info.vnfSnapshotPkgId,
    vnfSnapshot: info.taken ? vnfSnapshot(model, uris, info.taken, self) : info.given,
    _links: {
      self: { href: self },
      takenFrom: info.taken ? { href: uris.vnfInstance(info.taken.instance.id) } : undefined,
    },
  });
}

function vnfSnapshot(model: ReleaseModel, uris: Uris, taken: TakenSnapshot, infoUri: string): JsonObject {
  const { instance } = taken;
  return {
    id: taken.id,
    vnfInstanceId: faulty('snapshot-of-another-instance') ? taken.id : instance.id,
    creationStartedAt: taken.creationStartedAt,
    creationFinishedAt: taken.creationFinishedAt,
    vnfdId: instance.vnfd.vnfdId,
    vnfInstance: vnfInstance(model, uris, instance),
    vnfcSnapshots: (instance.instantiated?.vnfcs ?? []).map((vnfc) => ({
      id: `snapshot-${vnfc.id}`,
      vnfcInstanceId: vnfc.id,
      creationStartedAt: taken.creationStartedAt,
      creationFinishedAt: taken.creationFinishedAt,
      vnfcResourceInfoId: vnfc.id,
      computeSnapshotResource: { ...vnfc.computeResource, resourceId: `image-of-${vnfc.computeResource.resourceId}` },
    })),
    vnfStateSnapshotInfo: {
      checksum: {
        algorithm: 'SHA-256',
        hash: createHash('sha256')
          .update(faulty('checksum-of-something-else') ? taken.id : taken.state)
          .digest('hex'),
      },
      isEncrypted: false,
    },
    userDefinedData: taken.userDefinedData,
    _links: { self: { href: infoUri }, vnfStateSnapshot: { href: `${infoUri}/vnf_state_snapshot` } },
  };
}
