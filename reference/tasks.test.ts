import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RELEASES } from '../src/model/release-model.ts';
import { type JsonObject, objectAt, objectsAt, stringAt } from './json.ts';
import { Client, linksOf } from './testing.ts';

const OTHER_VNFD = 'b1bb0ce7-ebca-4fa7-95ed-4840d7000002';

describe.each(RELEASES)('LCM tasks in %s', (release) => {
  let client: Client;

  beforeAll(async () => {
    client = await Client.start({ release });
  });
  afterAll(async () => {
    expect(client.deviations).toEqual([]);
    await client.orchestrator.close();
  });

  const cpConfig = (): unknown => (client.v2 ? { one: { cpProtocolData: [] } } : [{ cpProtocolData: [] }]);
  const extVirtualLink = (id: string): JsonObject => ({
    id,
    resourceId: `network-${id}`,
    extCps: [{ cpdId: 'VDU1_CP1', cpConfig: cpConfig() }],
  });
  const info = async (id: string): Promise<JsonObject> =>
    objectAt((await client.ask('GET', `/vnf_instances/${id}`)).body, 'instantiatedVnfInfo') ?? {};
  const vnfcs = async (id: string): Promise<number> => objectsAt(await info(id), 'vnfcResourceInfo').length;
  const changes = (opOcc: JsonObject, name: string): readonly unknown[] =>
    objectsAt(objectAt(opOcc, 'resourceChanges') ?? {}, name).map((c) => c['changeType']);

  it('scales out and in by steps, and to a level', async () => {
    const id = await client.instantiated();
    const out = await client.done(id, 'scale', { type: 'SCALE_OUT', aspectId: 'VDU1_scale', numberOfSteps: 2 });
    expect(changes(out, 'affectedVnfcs')).toEqual(['ADDED', 'ADDED']);
    expect(changes(out, 'affectedVirtualStorages')).toEqual(['ADDED', 'ADDED']);
    expect(await vnfcs(id)).toBe(4);
    const down = await client.done(id, 'scale', { type: 'SCALE_IN', aspectId: 'VDU1_scale' });
    expect(changes(down, 'affectedVnfcs')).toEqual(['REMOVED']);
    await client.done(id, 'scale_to_level', { instantiationLevelId: 'instantiation_level_1' });
    expect(await vnfcs(id)).toBe(2);
    await client.done(id, 'scale_to_level', { scaleInfo: [{ aspectId: 'VDU1_scale', scaleLevel: 2 }] });
    expect(objectsAt(await info(id), 'scaleStatus')).toMatchObject([{ aspectId: 'VDU1_scale', scaleLevel: 2 }]);
  });

  it('does not scale beyond the limits, and refuses an aspect that is not there', async () => {
    const id = await client.instantiated();
    const uri = await client.task(id, 'scale', { type: 'SCALE_IN', aspectId: 'VDU1_scale' });
    expect(await client.until(uri, 'ROLLED_BACK')).toMatchObject({ error: { status: 409 } });
    expect(await vnfcs(id)).toBe(2);
    const foreign = { type: 'SCALE_OUT', aspectId: 'foreign' };
    expect((await client.ask('POST', `/vnf_instances/${id}/scale`, { json: foreign })).status).toBe(
      client.sol013 ? 422 : 400,
    );
  });

  it('changes the flavour, heals, stops and starts', async () => {
    const id = await client.instantiated();
    const changed = await client.done(id, 'change_flavour', { newFlavourId: 'large' });
    expect([...changes(changed, 'affectedVnfcs')].sort()).toEqual(['ADDED', 'MODIFIED', 'MODIFIED']);
    expect(await info(id)).toMatchObject({ flavourId: 'large' });
    expect(changes(await client.done(id, 'heal', { cause: 'test' }), 'affectedVnfcs')).toEqual(
      Array.from({ length: 3 }, () => 'MODIFIED'),
    );
    await client.done(id, 'operate', { changeStateTo: 'STOPPED', stopType: 'FORCEFUL' });
    expect(await info(id)).toMatchObject({ vnfState: 'STOPPED' });
    await client.done(id, 'operate', { changeStateTo: 'STARTED' });
    expect(await info(id)).toMatchObject({ vnfState: 'STARTED' });
  });

  it('moves external CPs to another link', async () => {
    const id = await client.instantiated({ extVirtualLinks: [extVirtualLink('a')] });
    expect(objectsAt(await info(id), 'extVirtualLinkInfo').map((l) => l['id'])).toEqual(['a']);
    const opOcc = await client.done(id, 'change_ext_conn', { extVirtualLinks: [extVirtualLink('b')] });
    expect(objectsAt(opOcc, 'changedExtConnectivity').map((l) => l['id'])).toEqual(['b']);
    expect(objectsAt(await info(id), 'extVirtualLinkInfo').map((l) => l['id'])).toEqual(['b']);
  });

  it('modifies what the instance says of itself, null removes', async () => {
    const id = await client.created({ vnfInstanceName: 'before' });
    const patch = async (json: JsonObject): Promise<JsonObject> => {
      const { status, headers } = await client.ask('PATCH', `/vnf_instances/${id}`, { json });
      expect(status).toBe(202);
      return client.until(headers.get('location') ?? '', 'COMPLETED');
    };
    const first = await patch({ vnfInstanceName: 'after', metadata: { a: 1, b: { c: 2, d: 3 } } });
    expect(first).toMatchObject({
      operation: 'MODIFY_INFO',
      changedInfo: { vnfInstanceName: 'after', metadata: { a: 1 } },
    });
    await patch({ vnfInstanceName: null, metadata: { b: { c: null } } });
    const { body } = await client.ask('GET', `/vnf_instances/${id}`);
    expect(body['vnfInstanceName']).toBeUndefined();
    expect(body['metadata']).toEqual({ a: 1, b: { d: 3 } });
  });

  if (release < '3')
    it('becomes an instance of another package by modification', async () => {
      const id = await client.created();
      const otherPackage =
        release === '2.4.1' ? { vnfPkgId: OTHER_VNFD.replace('b1bb0ce7', 'f26f181d') } : { vnfdId: OTHER_VNFD };
      const { headers } = await client.ask('PATCH', `/vnf_instances/${id}`, { json: otherPackage });
      const opOcc = await client.until(headers.get('location') ?? '', 'COMPLETED');
      expect(opOcc).toMatchObject({ changedInfo: { vnfdId: OTHER_VNFD, vnfdVersion: '2.0' } });
      expect((await client.ask('GET', `/vnf_instances/${id}`)).body).toMatchObject({ vnfdId: OTHER_VNFD });
      const unknown = release === '2.4.1' ? { vnfPkgId: 'none' } : { vnfdId: 'none' };
      const refused = await client.ask('PATCH', `/vnf_instances/${id}`, { json: unknown });
      expect(refused.status).toBe(client.sol013 ? 422 : 400);
    });

  it('modifies a part of a VIM connection that is there', async () => {
    const id = await client.created();
    const ask = async (vim: JsonObject): Promise<number> => {
      const json = { vimConnectionInfo: client.v2 ? { vim1: vim } : [{ id: 'vim1', ...vim }] };
      const { status, headers } = await client.ask('PATCH', `/vnf_instances/${id}`, { json });
      if (status === 202) await client.until(headers.get('location') ?? '', 'COMPLETED');
      return status;
    };
    expect(await ask({ extra: { a: 1 } })).toBe(client.sol013 ? 422 : 400);
    expect(await ask({ vimType: 'x' })).toBe(202);
    expect(await ask({ extra: { a: 1 } })).toBe(202);
    const { body } = await client.ask('GET', `/vnf_instances/${id}`);
    const vim = { vimType: 'x', extra: { a: 1 } };
    expect(body['vimConnectionInfo']).toMatchObject(client.v2 ? { vim1: vim } : [{ id: 'vim1', ...vim }]);
  });

  it('never shows secrets of VIM connections', async () => {
    const vim = { vimType: 'x', accessInfo: { username: 'u', password: 'hidden-word' } };
    const vimConnectionInfo = client.v2 ? { vim1: vim } : [{ id: 'vim1', ...vim }];
    const id = await client.created();
    const uri = await client.task(id, 'instantiate', { flavourId: 'simple', vimConnectionInfo });
    const opOcc = await client.until(uri, 'COMPLETED');
    const { text } = await client.ask('GET', `/vnf_instances/${id}`);
    expect(text).toContain('vim1');
    expect(text + JSON.stringify(opOcc)).not.toContain('hidden-word');
  });

  it('refuses tasks in the wrong state and beside another operation', async () => {
    const tasks: Record<string, JsonObject> = {
      scale: { type: 'SCALE_OUT', aspectId: 'VDU1_scale' },
      scale_to_level: { instantiationLevelId: 'instantiation_level_1' },
      change_flavour: { newFlavourId: 'large' },
      terminate: { terminationType: 'FORCEFUL' },
      heal: {},
      operate: { changeStateTo: 'STOPPED' },
      change_ext_conn: { extVirtualLinks: [extVirtualLink('a')] },
      ...(client.v2 ? { change_vnfpkg: { vnfdId: OTHER_VNFD } } : {}),
    };
    const id = await client.created();
    const ask = async (segment: string, json: JsonObject): Promise<number> =>
      (await client.ask('POST', `/vnf_instances/${id}/${segment}`, { json })).status;
    for (const [segment, json] of Object.entries(tasks))
      expect([segment, await ask(segment, json)]).toEqual([segment, 409]);
    await client.done(id, 'instantiate', { flavourId: 'simple' });
    expect(await ask('instantiate', { flavourId: 'simple' })).toBe(409);
    const uri = await client.task(id, 'heal', { additionalParams: { refFailure: 'hang' } });
    for (const [segment, json] of Object.entries(tasks))
      expect([segment, await ask(segment, json)]).toEqual([segment, 409]);
    expect((await client.ask('PATCH', `/vnf_instances/${id}`, { json: { vnfInstanceName: 'x' } })).status).toBe(409);
    await client.until(uri, 'PROCESSING');
    await client.ask('POST', `${uri}/cancel`, { json: { cancelMode: 'FORCEFUL' } });
    await client.until(uri, 'FAILED_TEMP');
    expect(await ask('heal', {})).toBe(409);
    expect((await client.ask('POST', `${uri}/fail`)).body).toMatchObject({ operationState: 'FAILED' });
    await client.done(id, 'heal', {});
  });

  if (release >= '3')
    it('changes the VNF package', async () => {
      const id = await client.instantiated();
      const opOcc = await client.done(id, 'change_vnfpkg', { vnfdId: OTHER_VNFD });
      expect(opOcc).toMatchObject({ modificationsTriggeredByVnfPkgChange: { vnfdId: OTHER_VNFD, vnfdVersion: '2.0' } });
      expect((await client.ask('GET', `/vnf_instances/${id}`)).body).toMatchObject({ vnfdId: OTHER_VNFD });
    });

  if (release >= '3')
    it('takes snapshots and reverts to them', async () => {
      const id = await client.instantiated();
      const { body, status, headers } = await client.ask('POST', '/vnf_snapshots', { json: {} });
      expect(status).toBe(201);
      const vnfSnapshotInfoId = stringAt(body, 'id') ?? '';
      const uri = headers.get('location') ?? '';
      expect((await client.ask('GET', `${uri}/vnf_state_snapshot`)).status).toBe(404);
      const opOcc = await client.done(id, 'create_snapshot', { vnfSnapshotInfoId });
      expect(opOcc).toMatchObject({ vnfSnapshotInfoId });
      expect(linksOf(opOcc)).toContain('vnfSnapshot');
      expect((await client.ask('GET', uri)).body).toMatchObject({ vnfSnapshot: { vnfInstanceId: id } });
      const text = await client.ask('GET', `${uri}/vnf_state_snapshot`, { headers: { Accept: 'text/plain' } });
      expect(text.status).toBe(406);
      const whole = await client.ask('GET', `${uri}/vnf_state_snapshot`, { headers: { Accept: '*/*' } });
      expect(whole.text).toContain(id);
      const part = await client.ask('GET', `${uri}/vnf_state_snapshot`, { headers: { Range: 'bytes=0-4' } });
      expect([part.status, part.text]).toEqual([206, 'state']);
      await client.done(id, 'scale', { type: 'SCALE_OUT', aspectId: 'VDU1_scale' });
      await client.done(id, 'revert_to_snapshot', { vnfSnapshotInfoId });
      expect(await vnfcs(id)).toBe(2);
      const again = { json: { vnfSnapshotInfoId } };
      expect((await client.ask('POST', `/vnf_instances/${id}/create_snapshot`, again)).status).toBe(409);
      expect((await client.ask('DELETE', uri)).status).toBe(204);
      expect((await client.ask('POST', `/vnf_instances/${id}/create_snapshot`, again)).status).toBe(422);
    });
});
