import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { parse } from 'yaml';
import { startCounterparts } from '../counterparts/start.ts';
import type { Profile } from '../src/target/profile.ts';
import { quietRecorder } from './quiet-recorder.ts';
import { LAYOUTS, tackerStatus } from './tacker.ts';

/**
 * Proof that a lab works: whole life cycles with the real counterparts, nothing judged.
 * `npx tsx lab/try.ts A|B`, after `nfv-tst lab tacker up`. Exit code 1 when an operation does not complete.
 */

type Json = Readonly<Record<string, unknown>>;
type Major = 'v1' | 'v2';

const layout = LAYOUTS.find((one) => one === process.argv[2]);
if (layout === undefined) throw new Error(`usage: npx tsx lab/try.ts ${LAYOUTS.join('|')}`);
const { lab } = await tackerStatus({ layout });
if (lab === undefined) throw new Error(`layout ${layout} is not up`);
const profile = parse(await readFile(lab.profile, 'utf8')) as Profile;
const counterparts = await startCounterparts({
  sink: { host: '127.0.0.1', port: 0 },
  ...profile.counterparts,
  package: profile.vnf,
  recorder: quietRecorder,
});
let failures = 0;
try {
  for (const major of ['v1', 'v2'] as const) {
    const base = profile.apis['vnflcm']?.[major];
    if (base !== undefined) await lifeCycle(base, major);
  }
} finally {
  await counterparts.close();
}
process.exitCode = failures > 0 ? 1 : 0;

async function lifeCycle(base: string, major: Major): Promise<void> {
  console.log(`# ${base}`);
  const began = Date.now();
  const sink = await counterparts.sink({ run: 'try' });
  const subscribed = await send('POST', `${base}/subscriptions`, { callbackUri: sink.uri });
  console.log(`subscribe ${subscribed.status}`);
  const { body } = await send('POST', `${base}/vnf_instances`, { vnfdId: profile.vnf.vnfdId, vnfInstanceName: 'try' });
  const id = String(body['id']);
  const instance = `${base}/vnf_instances/${id}`;
  console.log(`create ${id}`);
  const vim = major === 'v1' ? profile.vim.v1 : profile.vim.v2;
  const { flavourId, instantiationLevelId, aspectId, otherVnfdId } = profile.vnf;
  const task = (name: string, own: Json): Promise<unknown> =>
    operation(base, 'POST', instance, name, merged({ ...own, ...profile.operations[name]?.[major] }, id));
  await task('instantiate', { flavourId, instantiationLevelId, vimConnectionInfo: vim });
  await task('scale', { type: 'SCALE_OUT', aspectId, numberOfSteps: 1 });
  await task('heal', { cause: 'try' });
  const info = (await send('GET', instance)).body['instantiatedVnfInfo'] as Json;
  const vnfcs = (info[major === 'v1' ? 'vnfcResourceInfo' : 'vnfcInfo'] ?? []) as readonly Json[];
  await task('heal', { vnfcInstanceId: [String(vnfcs[0]?.['id'])] });
  await operation(base, 'PATCH', instance, '', { vnfInstanceName: 'tried' });
  if (major === 'v2') await task('change_vnfpkg', { vnfdId: otherVnfdId });
  await task('scale', { type: 'SCALE_IN', aspectId, numberOfSteps: 1 });
  await task('terminate', { terminationType: 'GRACEFUL', gracefulTerminationTimeout: 1 });
  const deleted = await send('DELETE', instance);
  console.log(`delete ${deleted.status}`);
  if (deleted.status !== 204) failures += 1;
  await sleep(300);
  const kinds = sink.received().map(({ request }) => request.method);
  console.log(`${kinds.length} requests at the subscriber, ${Date.now() - began} ms in all`);
  await send('DELETE', `${base}/subscriptions/${String(subscribed.body['id'])}`);
}

async function operation(base: string, method: 'POST' | 'PATCH', instance: string, name: string, body: Json) {
  const began = Date.now();
  const asked = await send(method, name === '' ? instance : `${instance}/${name}`, body);
  const occ = asked.location?.split('/').pop();
  let state = asked.status === 202 ? 'none' : `refused: ${JSON.stringify(asked.body)}`;
  let last: Json = {};
  const until = Date.now() + 60_000;
  while (asked.status === 202 && occ !== undefined && Date.now() < until) {
    const read = await send('GET', `${base}/vnf_lcm_op_occs/${occ}`);
    // v1 answers 500 here for what PATCH started, and yet lists it.
    last = read.status === 200 ? read.body : await listed(base, occ);
    state = String(last['operationState']);
    if (['COMPLETED', 'FAILED_TEMP', 'FAILED', 'ROLLED_BACK'].includes(state)) break;
    await sleep(100);
  }
  const bad = state !== 'COMPLETED';
  failures += bad ? 1 : 0;
  const more = bad ? `\n  sent: ${JSON.stringify(body)}\n  error: ${JSON.stringify(last['error'])}` : '';
  console.log(`${name === '' ? 'modify' : name} ${asked.status} ${state} ${Date.now() - began} ms${more}`);
  await sleep(100);
}

async function listed(base: string, occ: string): Promise<Json> {
  const { body } = await send('GET', `${base}/vnf_lcm_op_occs?filter=(eq,id,${occ})`);
  return (body as unknown as readonly Json[])[0] ?? {};
}

function merged(body: Json, vnfInstanceId: string): Json {
  return JSON.parse(JSON.stringify(body).replaceAll('{vnfInstanceId}', vnfInstanceId)) as Json;
}

async function send(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: Json) {
  const answer = await request(url, {
    method,
    body: body === undefined ? null : JSON.stringify(body),
    headers: {
      ...profile.headers,
      version: url.includes('/v2') ? '2.0.0' : '1.3.0',
      accept: 'application/json',
      ...(body === undefined
        ? {}
        : { 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' }),
    },
  });
  const text = await answer.body.text();
  const location = answer.headers['location'];
  return {
    status: answer.statusCode,
    location: typeof location === 'string' ? location : undefined,
    body: (text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : { text }) as Json,
  };
}
