import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RELEASES } from '../src/model/release-model.ts';
import type { JsonObject } from './json.ts';
import { Client, Sink, linksOf } from './testing.ts';

describe.each(RELEASES)('operation occurrences in %s', (release) => {
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

  const failing = async (refFailure: string): Promise<{ id: string; uri: string }> => {
    const id = await client.created();
    const uri = await client.task(id, 'instantiate', { flavourId: 'simple', additionalParams: { refFailure } });
    return { id, uri };
  };
  const post = async (uri: string, task: string, json?: JsonObject): Promise<number> =>
    (await client.ask('POST', `${uri}/${task}`, json ? { json } : {})).status;
  const state = async (id: string): Promise<unknown> =>
    (await client.ask('GET', `/vnf_instances/${id}`)).body['instantiationState'];

  it('retries what failed', async () => {
    const { id, uri } = await failing('once');
    const failed = await client.until(uri, 'FAILED_TEMP');
    expect(failed).toMatchObject({ error: { status: 500 } });
    expect(linksOf(failed)).toEqual(['self', 'vnfInstance', 'retry', 'rollback', 'fail']);
    expect(await post(uri, 'cancel', { cancelMode: 'FORCEFUL' })).toBe(409);
    expect(await post(uri, 'retry')).toBe(202);
    expect((await client.until(uri, 'COMPLETED'))['error']).toBeUndefined();
    expect(await state(id)).toBe('INSTANTIATED');
    for (const task of ['retry', 'rollback', 'fail']) expect(await post(uri, task)).toBe(409);
    expect(await post(uri, 'cancel', { cancelMode: 'GRACEFUL' })).toBe(409);
  });

  it('rolls back, and says why', async () => {
    const { id, uri } = await failing('always');
    await client.until(uri, 'FAILED_TEMP');
    expect(await post(uri, 'retry')).toBe(202);
    await client.until(uri, 'FAILED_TEMP');
    expect(await post(uri, 'rollback')).toBe(202);
    const rolledBack = await client.until(uri, 'ROLLED_BACK');
    expect(rolledBack).toMatchObject({ error: { status: 500 } });
    expect(linksOf(rolledBack)).toEqual(['self', 'vnfInstance']);
    expect(await state(id)).toBe('NOT_INSTANTIATED');
    await client.done(id, 'instantiate', { flavourId: 'simple' });
  });

  it('comes back to FAILED_TEMP when the rollback fails or is cancelled, and can be failed for good', async () => {
    const { uri } = await failing('rollback');
    await client.until(uri, 'FAILED_TEMP');
    expect(await post(uri, 'rollback')).toBe(202);
    await client.until(uri, 'FAILED_TEMP');
    const { status, body } = await client.ask('POST', `${uri}/fail`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ operationState: 'FAILED', error: { status: 500 } });
    const other = await failing('hang-rollback');
    await client.until(other.uri, 'FAILED_TEMP');
    await post(other.uri, 'rollback');
    expect(linksOf(await client.until(other.uri, 'ROLLING_BACK'))).toContain('cancel');
    expect(await post(other.uri, 'cancel', { cancelMode: 'FORCEFUL' })).toBe(202);
    await client.until(other.uri, 'FAILED_TEMP');
  });

  it.each(['GRACEFUL', 'FORCEFUL'])('is cancelled %s', async (cancelMode) => {
    const processing = await failing('hang');
    expect(linksOf(await client.until(processing.uri, 'PROCESSING'))).toContain('cancel');
    expect(await post(processing.uri, 'cancel', { cancelMode })).toBe(202);
    const failed = await client.until(processing.uri, 'FAILED_TEMP');
    expect(failed).toMatchObject({ isCancelPending: false, error: { title: 'Cancelled' } });
    const starting = await failing('hang-starting');
    expect(await post(starting.uri, 'cancel', { cancelMode })).toBe(202);
    await client.until(starting.uri, 'ROLLED_BACK');
    expect(await state(starting.id)).toBe('NOT_INSTANTIATED');
  });

  it('shows that a cancellation is pending', async () => {
    const slow = await Client.start({ release, operationMs: 200 });
    const id = await slow.created();
    const uri = await slow.task(id, 'instantiate', { flavourId: 'simple', additionalParams: { refFailure: 'hang' } });
    await slow.ask('POST', `${uri}/cancel`, { json: { cancelMode: 'GRACEFUL' } });
    const { body } = await slow.ask('GET', uri);
    expect(body).toMatchObject({ isCancelPending: true, cancelMode: 'GRACEFUL' });
    expect(slow.deviations).toEqual([]);
    await slow.orchestrator.close();
  });

  it('tells of each state, in order, the state being set before', async () => {
    await client.ask('POST', '/subscriptions', { json: { callbackUri: sink.uri } });
    const { id, uri } = await failing('once');
    await client.until(uri, 'FAILED_TEMP');
    await post(uri, 'rollback');
    await client.until(uri, 'ROLLED_BACK');
    await sink.count(6);
    const told = sink.notifications.filter((n) => n['vnfInstanceId'] === id && n['operation'] !== undefined);
    expect(told.map((n) => [n['notificationStatus'], n['operationState'], n['error'] !== undefined])).toEqual([
      ['START', 'STARTING', false],
      ['START', 'PROCESSING', false],
      ['RESULT', 'FAILED_TEMP', true],
      ['START', 'ROLLING_BACK', false],
      ['RESULT', 'ROLLED_BACK', true],
    ]);
  });
});
