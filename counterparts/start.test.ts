import { request } from 'undici';
import { expect, test } from 'vitest';
import { memoryRecorder } from './memory-recorder.ts';
import { startCounterparts } from './start.ts';

const host = '127.0.0.1';
const vnf = { vnfdId: 'v', flavourId: 'simple' };

test('plays what the settings name and nothing else', async () => {
  const recorder = memoryRecorder();
  const all = await startCounterparts({
    sink: { host, port: 0, advertise: 'localhost' },
    nfvo: { host, port: 0, clientId: 'c', clientSecret: 's' },
    vim: { host, port: 0, token: 't' },
    package: vnf,
    recorder,
  });
  const sink = await all.sink({ run: 'r' });
  expect(new URL(sink.uri).hostname).toBe('localhost');
  expect((await request(sink.uri)).statusCode).toBe(204);
  expect((await request(`${all.vim?.endpoint ?? ''}/version`)).statusCode).toBe(401);
  expect((await request(`${all.nfvo?.apiRoot ?? ''}/grant/v1/grants`)).statusCode).toBe(401);
  await all.close();
  await expect(request(sink.uri)).rejects.toMatchObject({ code: 'ECONNREFUSED' });

  const few = await startCounterparts({ sink: { host, port: 0 }, package: vnf, recorder });
  expect([few.nfvo, few.vim]).toEqual([undefined, undefined]);
  await few.close();
});

test('a port that is taken is an error that leaves nothing open', async () => {
  const recorder = memoryRecorder();
  const first = await startCounterparts({ sink: { host, port: 0 }, package: vnf, recorder });
  const taken = Number(new URL((await first.sink({ run: 'r' })).uri).port);
  const vim = { host, port: taken, token: 't' };
  await expect(startCounterparts({ sink: { host, port: 0 }, vim, package: vnf, recorder })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
  await first.close();
});

test('a recorder that fails does not take the counterpart down', async () => {
  const warned = new Promise<string>((resolve) => process.once('warning', ({ message }) => resolve(message)));
  const broken = {
    record: () => {
      throw new Error('disk full');
    },
  };
  const parts = await startCounterparts({ sink: { host, port: 0 }, package: vnf, recorder: broken });
  const sink = await parts.sink({ run: 'r' });
  expect((await request(sink.uri)).statusCode).toBe(204);
  expect(await warned).toContain('disk full');
  expect((await request(sink.uri)).statusCode).toBe(204);
  await parts.close();
});
