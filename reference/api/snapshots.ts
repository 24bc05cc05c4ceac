import { faulty } from '../faults/seeded.ts';
import type { ApiRequest, Handler, Reply } from '../http/message.ts';
import { type JsonObject, objectAt, stringAt } from '../json.ts';
import type { SnapshotInfo } from '../lcm/snapshot.ts';
import { isFinal } from '../lcm/op-occ.ts';
import { Problem } from '../problem.ts';
import { listReply } from '../query/list.ts';
import { vnfSnapshotInfo } from '../represent/snapshot.ts';
import type { RunningWorld } from '../world.ts';
import { checkIfMatch, etagOf } from './etag.ts';
import { checkUnmodified, lastModified } from './last-modified.ts';

/** Attributes of the snapshot inside that are left out when no selector asks for them (SOL003 5.4.23.3.2). */
const LEFT_OUT = ['vnfSnapshot/vnfInstance', 'vnfSnapshot/vnfcSnapshots'];

/** Resources vnf_snapshots and below (SOL003 5.4.23 to 5.4.25), from 3.3.1 on. */
export function snapshotHandlers(world: RunningWorld): readonly (readonly [string, Handler])[] {
  const one = 'vnf_snapshots/{vnfSnapshotInfoId}';
  const { snapshots } = world.store;
  const view = (info: SnapshotInfo): JsonObject => vnfSnapshotInfo(world.model, world.uris, info);
  const find = ({ path }: ApiRequest): SnapshotInfo => {
    const info = snapshots.get(path['vnfSnapshotInfoId'] ?? '');
    if (!info && faulty('unknown-snapshot-is-500')) throw new Error('no row was found when one was required');
    if (!info) throw new Problem(404, `there is no VNF snapshot info ${path['vnfSnapshotInfoId'] ?? ''}`);
    return info;
  };
  return [
    ['POST vnf_snapshots', (request) => create(world, request.body, view)],
    [
      'GET vnf_snapshots',
      listReply(world, 'VnfSnapshotInfo', 'vnf_snapshots', LEFT_OUT, {
        ids: () => (faulty('list-of-snapshots-empty') ? [] : [...snapshots.keys()]),
        view: (id) => {
          const info = snapshots.get(id);
          return info && (faulty('snapshot-differs-in-list') ? outdated(view(info)) : view(info));
        },
      }),
    ],
    [
      `GET ${one}`,
      (request) => {
        const info = find(request);
        const json = view(info);
        return { status: 200, headers: { ETag: etagOf(json), 'Last-Modified': lastModified(info) }, json };
      },
    ],
    [
      `PATCH ${one}`,
      (request) => {
        const info = find(request);
        if (!faulty('if-match-of-snapshots-ignored')) checkIfMatch(request.headers, view(info));
        if (faulty('if-match-of-snapshots-never-holds') && request.headers['if-match'] !== undefined)
          throw new Problem(412, 'the resource is not as If-Match says');
        checkUnmodified(request.headers, info);
        return modify(world, info, request.body);
      },
    ],
    [
      `DELETE ${one}`,
      (request) => {
        const info = find(request);
        if (!faulty('if-match-of-snapshots-ignored')) checkIfMatch(request.headers, view(info));
        checkUnmodified(request.headers, info);
        refuseInUse(world, info);
        if (!faulty('deletion-of-snapshot-without-effect')) snapshots.delete(info.id);
        return faulty('deletion-of-snapshot-answers-200') ? { status: 200, json: view(info) } : { status: 204 };
      },
    ],
    [`GET ${one}/vnf_state_snapshot`, (request) => stateSnapshot(find(request), request)],
  ];
}

/** Fault: when the snapshot was made is not kept up to date. */
function outdated(shown: JsonObject): JsonObject {
  const snapshot = objectAt(shown, 'vnfSnapshot');
  return snapshot
    ? { ...shown, vnfSnapshot: { ...snapshot, creationFinishedAt: snapshot['creationStartedAt'] } }
    : shown;
}

function create(world: RunningWorld, body: JsonObject, view: (info: SnapshotInfo) => JsonObject): Reply {
  const info = withContent({ id: world.ids('snapshot') }, body);
  world.store.snapshots.set(info.id, info);
  const json = view(info);
  const location = faulty('location-of-snapshot-dangling') ? world.ids() : info.id;
  return { status: 201, headers: { Location: world.uris.vnfSnapshot(location), ETag: etagOf(json) }, json };
}

function withContent(info: SnapshotInfo, body: JsonObject): SnapshotInfo {
  const { vnfSnapshotPkgId: old, ...rest } = info;
  const given = objectAt(body, 'vnfSnapshot');
  const pkg = body['vnfSnapshotPkgId'] === null ? undefined : (stringAt(body, 'vnfSnapshotPkgId') ?? old);
  return { ...rest, ...(pkg === undefined ? {} : { vnfSnapshotPkgId: pkg }), ...(given ? { given } : {}) };
}

function modify(world: RunningWorld, info: SnapshotInfo, body: JsonObject): Reply {
  refuseInUse(world, info);
  if (info.taken && objectAt(body, 'vnfSnapshot'))
    throw new Problem(409, 'a snapshot that was taken here cannot be replaced');
  const changed = withContent(info, body);
  world.store.snapshots.set(info.id, changed);
  const json = Object.fromEntries(
    Object.entries(body).filter(([name]) => name === 'vnfSnapshotPkgId' || name === 'vnfSnapshot'),
  );
  return { status: 200, json };
}

function refuseInUse(world: RunningWorld, info: SnapshotInfo): void {
  const user = [...world.store.opOccs.values()].find(
    (o) => o.vnfSnapshotInfoId === info.id && !isFinal(o.operationState),
  );
  if (user) throw new Problem(409, `${user.operation} (${user.id}) works with the VNF snapshot info`);
}

/** The VNF state, whole or one byte range of it (RFC 9110 14). */
function stateSnapshot(info: SnapshotInfo, { headers }: ApiRequest): Reply {
  if (!info.taken) throw new Problem(404, 'the VNF snapshot info holds no VNF state snapshot');
  const { state } = info.taken;
  const common = { 'Content-Type': 'application/octet-stream', 'Accept-Ranges': 'bytes' };
  const asked = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '');
  if (!asked || (asked[1] === '' && asked[2] === '')) return { status: 200, headers: common, bytes: state };
  const suffix = asked[1] === '';
  const from = suffix ? Math.max(0, state.length - Number(asked[2])) : Number(asked[1]);
  if (from >= state.length && faulty('range-beyond-end-taken')) return { status: 206, headers: common, json: {} };
  const to = suffix || asked[2] === '' ? state.length - 1 : Math.min(Number(asked[2]), state.length - 1);
  if (from >= state.length || from > to)
    throw new Problem(416, 'no such byte range', { 'Content-Range': `bytes */${state.length}` });
  const range = `bytes ${from}-${to}/${state.length}`;
  return {
    status: 206,
    headers: { ...common, 'Content-Range': range },
    bytes: state.subarray(from, faulty('range-without-last-byte') ? to : to + 1),
  };
}
