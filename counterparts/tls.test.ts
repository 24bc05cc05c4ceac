import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AgentOptions } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { authority } from '../lab/authority.ts';
import { WireClient, type WireResult } from '../src/exchange/client.ts';
import { memoryRecorder, type MemoryRecorder } from './memory-recorder.ts';
import { startNfvo } from './nfvo.ts';
import { startSinks } from './sinks.ts';

const folder = mkdtempSync(join(tmpdir(), 'counterpart-tls-'));
afterAll(() => rmSync(folder, { recursive: true }));
const ours = authority(mkdtempSync(join(folder, 'a-')));
const theirs = authority(mkdtempSync(join(folder, 'b-')));
const LIFE = ['20200101', '20990101'] as const;
const server = { ...ours.issue('IP:127.0.0.1', ...LIFE), clientCa: ours.ca };
const good = ours.issue('DNS:sut.example', ...LIFE);

const FORM = ['Content-Type', 'application/x-www-form-urlencoded'] as const;
let recorder: MemoryRecorder;
let warnings: string[];
const opened: { close(): Promise<void> | void }[] = [];
const heard = (warning: Error): void => void warnings.push(warning.message);

beforeEach(() => {
  recorder = memoryRecorder();
  warnings = [];
  process.on('warning', heard);
});
afterEach(async () => {
  process.off('warning', heard);
  for (const one of opened.splice(0)) await one.close();
});

function keep<T extends { close(): Promise<void> | void }>(one: T): T {
  opened.push(one);
  return one;
}

function send(url: string, tls: AgentOptions, method = 'GET', body = ''): Promise<WireResult> {
  const client = keep(new WireClient({ ca: ours.ca, ...tls }));
  return client.send({ method, url: new URL(url), headers: [FORM], body: Buffer.from(body), timeoutMs: 5000 });
}

/** Warnings come a turn later. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

describe('an NFVO that knows its client by certificate', () => {
  const start = (): ReturnType<typeof startNfvo> =>
    startNfvo({ host: '127.0.0.1', port: 0, clientId: 'vnfm', tls: server, package: { vnfdId: 'd' }, recorder });
  const ask = (uri: string, tls: AgentOptions, id = 'vnfm'): Promise<WireResult> =>
    send(uri, tls, 'POST', `grant_type=client_credentials&client_id=${id}`);

  test('gives it a token and records who it was', async () => {
    const nfvo = keep(await start());
    expect(nfvo.tokenEndpoint).toMatch(/^https:/);
    const { response } = await ask(nfvo.tokenEndpoint, good);
    expect(response?.status).toBe(200);
    const { fingerprint256, subject } = new X509Certificate(good.cert);
    const thumbprint = Buffer.from(fingerprint256.replaceAll(':', ''), 'hex').toString('base64url');
    expect(recorder.exchanges[0]?.request.certificate).toEqual({ subject, thumbprint });
    expect((await ask(nfvo.tokenEndpoint, good, 'other')).response?.status).toBe(401);
  });

  test.each<[string, AgentOptions, string]>([
    ['no certificate', {}, 'a client presented no certificate'],
    ['that of another authority', theirs.issue('DNS:x', ...LIFE), 'that clientCa did not issue'],
    ['one that expired', ours.issue('DNS:x', '20200101', '20200201'), 'an expired certificate'],
  ])('lets nobody in with %s, and says why', async (_what, tls, why) => {
    const nfvo = keep(await start());
    for (let twice = 0; twice < 2; twice++) {
      const { failure } = await ask(nfvo.tokenEndpoint, tls);
      expect(['tls', 'reset', 'protocol']).toContain(failure?.kind);
    }
    await turn();
    expect(recorder.exchanges).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining(why)]);
  });

  test('is not taken in by plain HTTP, nor held up by a handshake that does not go on', async () => {
    const nfvo = keep(await start());
    const silent = connect(Number(new URL(nfvo.apiRoot).port), '127.0.0.1').on('error', () => undefined);
    await new Promise((connected) => silent.once('connect', connected));
    await send(nfvo.tokenEndpoint.replace('https:', 'http:'), {});
    await turn();
    expect(warnings).toEqual([expect.stringContaining('plain HTTP')]);
  });
});

test('a subscriber without a password knows the SUT by its certificate', async () => {
  const sinks = keep(await startSinks({ host: '127.0.0.1', port: 0, tls: server, recorder }));
  const sink = await sinks.sink({ run: 'r', oauth2: { clientId: 'sut' } });
  const token = await send(sink.tokenEndpoint ?? '', good, 'POST', 'grant_type=client_credentials&client_id=sut');
  expect(token.response?.status).toBe(200);
  expect(sink.uri).toMatch(/^https:/);
});

test('HTTPS that asks for no certificate: nobody is known without a secret', async () => {
  const tls = { cert: server.cert, key: server.key };
  const sinks = keep(await startSinks({ host: '127.0.0.1', port: 0, tls, recorder }));
  const sink = await sinks.sink({ run: 'r', oauth2: { clientId: 'sut' } });
  const token = await send(sink.tokenEndpoint ?? '', good, 'POST', 'grant_type=client_credentials&client_id=sut');
  expect(token.response?.status).toBe(401);
  expect(recorder.exchanges[0]?.request).not.toHaveProperty('certificate');
  expect((await send((await sinks.sink({ run: 'r' })).uri, {})).response?.status).toBe(204);
});
