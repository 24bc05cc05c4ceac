import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RELEASES } from '../src/model/release-model.ts';
import { objectAt, objectsAt, stringAt } from './json.ts';
import { Client, Sink, linksOf } from './testing.ts';

describe.each(RELEASES)('life of a VNF instance in %s', (release) => {
  let client: Client;
  let sink: Sink;

  beforeAll(async () => {
    client = await Client.start({ release });
    sink = await Sink.start();
  });
  afterAll(async () => {
    expect(client.deviations).toEqual([]);
    await client.orchestrator.close();
    await sink.close();
  });

  it('goes from creation over instantiation and termination to deletion, and tells subscribers', async () => {
    const subscription = await client.ask('POST', '/subscriptions', { json: { callbackUri: `${sink.uri}/life` } });
    expect(subscription.status).toBe(201);
    expect(sink.received[0]).toMatchObject({ method: 'GET', url: '/life' });

    const created = await client.ask('POST', '/vnf_instances', {
      json: { vnfdId: 'b1bb0ce7-ebca-4fa7-95ed-4840d7000001', vnfInstanceName: 'one', extra: 1 },
    });
    expect(created.status).toBe(201);
    const location = created.headers.get('location') ?? '';
    const id = stringAt(created.body, 'id') ?? '';
    expect(location.endsWith(`/vnf_instances/${id}`)).toBe(true);
    expect(created.body).toMatchObject({ instantiationState: 'NOT_INSTANTIATED', vnfInstanceName: 'one' });
    expect(linksOf(created.body)).toEqual(['self', 'instantiate']);

    const opOcc = await client.done(id, 'instantiate', { flavourId: 'simple' });
    expect(opOcc).toMatchObject({ operation: 'INSTANTIATE', vnfInstanceId: id, isCancelPending: false });
    expect(linksOf(opOcc)).toEqual(['self', 'vnfInstance']);
    expect(objectsAt(objectAt(opOcc, 'resourceChanges') ?? {}, 'affectedVnfcs')).toHaveLength(2);

    const { body } = await client.ask('GET', location);
    const info = objectAt(body, 'instantiatedVnfInfo') ?? {};
    expect(body['instantiationState']).toBe('INSTANTIATED');
    expect(objectsAt(info, 'vnfcResourceInfo')).toHaveLength(2);
    expect(objectsAt(info, 'extCpInfo')).toHaveLength(1);
    expect((await client.ask('DELETE', location)).status).toBe(409);

    await client.done(id, 'terminate', { terminationType: 'FORCEFUL' });
    expect((await client.ask('GET', location)).body['instantiatedVnfInfo']).toBeUndefined();
    expect((await client.ask('DELETE', location)).status).toBe(204);
    expect((await client.ask('GET', location)).status).toBe(404);

    const told = await sink.count(8);
    expect(
      told.map((n) => [n['notificationType'], n['operation'], n['notificationStatus'], n['operationState']]),
    ).toEqual([
      ['VnfIdentifierCreationNotification', undefined, undefined, undefined],
      ...['INSTANTIATE', 'TERMINATE'].flatMap((operation) => [
        ['VnfLcmOperationOccurrenceNotification', operation, 'START', 'STARTING'],
        ['VnfLcmOperationOccurrenceNotification', operation, 'START', 'PROCESSING'],
        ['VnfLcmOperationOccurrenceNotification', operation, 'RESULT', 'COMPLETED'],
      ]),
      ['VnfIdentifierDeletionNotification', undefined, undefined, undefined],
    ]);
    const uri = subscription.headers.get('location') ?? '';
    expect((await client.ask('DELETE', uri)).status).toBe(204);
    expect((await client.ask('GET', uri)).status).toBe(404);
  });
});
