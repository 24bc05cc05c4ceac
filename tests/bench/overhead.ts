import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { catalogue } from '../../suites/cases/index.ts';
import { Engine } from '../../src/engine/engine.ts';
import { generate } from '../../src/model/generate.ts';
import { loadModel } from '../../src/model/load.ts';
import type { Procedure } from '../../src/drive/procedure.ts';
import { loadProfile } from '../../src/target/load-profile.ts';
import { median, report, seconds } from './figure.ts';

/**
 * What driver, wire client, redaction, record and judge add to a request, against a bare client of node:http that sends the same and reads the
 * answer: on a server that answers at once, and on one that takes 10 ms, which is quick for a VNFM.
 */

const REQUESTS = 2000;
const ROUNDS = 3;
const model = loadModel().release('3.3.1');
const path = '/vnflcm/v2/vnf_instances';

for (const delay of [0, 10]) await measure(delay);

async function measure(delay: number): Promise<void> {
  const server = fork(fileURLToPath(new URL('server.ts', import.meta.url)), [String(delay)], {
    execArgv: ['--import', 'tsx'],
  });
  try {
    const port = await portOf(server);
    const bare: number[] = [];
    const whole: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push(await seconds(() => bareClient(port)));
      whole.push(await harness(port));
    }
    const each = ((median(whole) - median(bare)) / REQUESTS) * 1000;
    const of = {
      requests: REQUESTS,
      bareSeconds: median(bare).toFixed(2),
      harnessSeconds: median(whole).toFixed(2),
      addedMsPerExchange: each.toFixed(3),
    };
    const figure = `harness / bare client, ${delay === 0 ? 'a server that answers at once' : `a server that takes ${delay} ms`}`;
    report({ figure, value: median(whole) / median(bare), unit: 'ratio', ...(delay === 0 ? {} : { limit: 1.3 }), of });
  } finally {
    server.kill();
  }
}

async function portOf(server: ChildProcess): Promise<number> {
  await once(server, 'message');
  const told = once(server, 'message') as Promise<[{ port: number }]>;
  server.send(JSON.stringify([generate(model, 'VnfInstance'), generate(model, 'VnfInstance')]));
  return (await told)[0].port;
}

/** One after the other, as a procedure sends. */
async function bareClient(port: number): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  const headers = { accept: 'application/json', version: '2.0.0' };
  for (let sent = 0; sent < REQUESTS; sent += 1) {
    await new Promise<void>((resolve, reject) => {
      request({ host: '127.0.0.1', port, path, agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          JSON.parse(Buffer.concat(chunks).toString());
          resolve();
        });
      })
        .on('error', reject)
        .end();
    });
  }
  agent.destroy();
}

/** A procedure of nothing but reads on the real engine with all cases. @returns seconds */
async function harness(port: number): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-'));
  const file = join(dir, 'ixit.yaml');
  const uri = `http://127.0.0.1:${port}/vnflcm/v2`;
  writeFileSync(file, `claims: [3.3.1]\napis: { vnflcm: { v2: '${uri}' } }\nvnf: { vnfdId: d, flavourId: f }\n`);
  const reads: Procedure = {
    name: 'bench.reads',
    api: 'vnflcm',
    purpose: 'reads, one after the other',
    run: async (driver) => {
      for (let sent = 0; sent < REQUESTS; sent += 1)
        await driver.send({ method: 'GET', path: '/vnf_instances' }, { kind: 'observe' });
    },
  };
  const cases = catalogue();
  const form = cases.find(({ id }) => id === 'vnflcm.vnf_instances.get.form');
  if (form === undefined) throw new Error('the case that looks at every answer is not there');
  const engine = await Engine.start({
    profile: loadProfile(file),
    out: dir,
    cases,
    procedures: [reads],
    models: [model],
    remove: async () => {},
  });
  let judged = 0;
  const spent = await seconds(async () => (judged = (await engine.verdict(form, '3.3.1')).judged));
  await engine.close();
  rmSync(dir, { recursive: true, force: true });
  if (judged !== REQUESTS) throw new Error(`${judged} of ${REQUESTS} answers were judged`);
  return spent;
}
