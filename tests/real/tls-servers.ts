import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { memoryRecorder } from '../../counterparts/memory-recorder.ts';
import { startSinks } from '../../counterparts/sinks.ts';
import { authority, type Authority } from '../../lab/authority.ts';
import { findCommand } from '../../lab/processes.ts';
import { startOrchestrator } from '../../reference/start.ts';
import { examine } from '../../src/cli/doctor.ts';
import { Prober } from '../../src/cli/reach.ts';
import { freePort } from '../../src/engine/embedded.ts';
import { loadProfile } from '../../src/target/load-profile.ts';
import { serverPem } from '../../src/target/tls.ts';

/**
 * Mutual TLS with what is not ours: nginx and stunnel before the embedded orchestrator, and stunnel as the SUT's client side,
 * which shows a certificate with every notification (a real Tacker does not). `npm run test:tls`.
 */

const folder = mkdtempSync(join(tmpdir(), 'tls-servers-'));
const children: ChildProcess[] = [];
const counts = { passed: 0, failed: 0 };

interface Pair {
  readonly cert: string;
  readonly key: string;
}

const own = make('own');
const stranger = make('stranger');
const files = {
  ca: file('ca.pem', own.ca),
  strangers: file('strangers.pem', stranger.ca),
  server: issue(own, 'server'),
  client: issue(own, 'client'),
  strange: issue(stranger, 'strange'),
};

try {
  const orchestrator = await startOrchestrator({ release: '3.3.1' });
  const backend = new URL(orchestrator.url);
  for (const start of [nginx, stunnel]) await doctorAt(start.name, await start(Number(backend.port)), backend.pathname);
  await doctorAt('stunnel, TLS 1.2', await stunnel(Number(backend.port), 'TLSv1.2'), backend.pathname);
  await notified(orchestrator.url);
  await orchestrator.close();
} finally {
  for (const child of children) child.kill('SIGTERM');
  rmSync(folder, { recursive: true });
}
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`);
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;

async function doctorAt(server: string, port: number, path: string): Promise<void> {
  const { ca, client, strange, strangers } = files;
  const cases: readonly (readonly [string, object, RegExp | undefined])[] = [
    ['all is well', { ca, ...client }, undefined],
    ['we show no certificate', { ca }, /we present no client certificate|or requires one/],
    ['ours is of another CA', { ca, ...strange }, /CA of our client certificate|rejects our/],
    ['we do not know its CA', { ca: strangers, ...client }, /do not trust the CA/],
  ];
  for (const [what, tls, said] of cases) {
    const profile = profileOf(`https://127.0.0.1:${port}${path}`, { tls });
    const remarks = await examine(profile);
    const wrong = remarks.filter(({ state }) => state === 'wrong');
    const accepted = remarks.some(({ found }) => found.includes('it accepts ours'));
    const shown = wrong.map(({ about, found, fix }) => `${about}: ${found}: ${fix ?? ''}`).join('; ');
    check(
      said === undefined ? accepted && wrong.length === 0 : said.test(shown),
      `${server}, ${what}: ${shown || 'nothing is wrong'}`,
    );
  }
}

function profileOf(base: string, more: object): ReturnType<typeof loadProfile> {
  const profile = { claims: ['3.3.1'], apis: { vnflcm: { v2: base } }, vnf: { vnfdId: 'd', flavourId: 'f' }, ...more };
  const path = file('ixit.yaml', stringify(profile));
  return loadProfile(path);
}

/** Notifications over TLS with the certificate of whoever sends them, and none without. */
async function notified(base: string): Promise<void> {
  const recorder = memoryRecorder();
  const refusals: string[] = [];
  const tls = serverPem({ ...files.server, clientCa: files.ca }, 'callback.tls');
  const at = { host: '127.0.0.1', port: 0, recorder, refused: (reason: string) => void refusals.push(reason) };
  const sinks = await startSinks({ ...at, tls });
  const prober = new Prober(profileOf(base, {}));
  for (const [who, pair] of [
    ['good', files.client],
    ['strange', files.strange],
  ] as const) {
    const sink = await sinks.sink({ run: who });
    const uri = new URL(sink.uri);
    const relay = await outgoing(Number(uri.port), pair);
    const callbackUri = `http://127.0.0.1:${relay}${uri.pathname}`;
    const { response } = await prober.ask('POST', `${base}/subscriptions`, { Version: '2.0.0' }, 'valid', {
      callbackUri,
    });
    const subjects = sink.received().map(({ request }) => request.certificate?.subject);
    const seen = `${response?.status}, ${subjects.join()} ${refusals.join()}`;
    if (who === 'good')
      check(response?.status === 201 && subjects.join() === 'CN=client', `notified with a certificate: ${seen}`);
    else
      check(
        response?.status === 422 && subjects.length === 0 && refusals.length > 0,
        `not with a strange one: ${seen}`,
      );
  }
  prober.close();
  await sinks.close();
}

async function nginx(backend: number): Promise<number> {
  const port = await freePort();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (one) => `${one}_temp_path ${folder}/${one};`,
  );
  const settings = [
    `daemon off; master_process off; pid ${folder}/nginx.pid; error_log ${folder}/nginx.log; events {}`,
    `http { access_log off; ${temporary.join(' ')}`,
    `server { listen 127.0.0.1:${port} ssl; ssl_certificate ${files.server.cert}; ssl_certificate_key ${files.server.key};`,
    `ssl_client_certificate ${files.ca}; ssl_verify_client on;`,
    `location / { proxy_pass http://127.0.0.1:${backend}; proxy_set_header Host $http_host; } } }`,
  ];
  const configuration = file('nginx.conf', settings.join('\n'));
  return started('nginx', ['-p', folder, '-e', join(folder, 'nginx.log'), '-c', configuration], port);
}

async function stunnel(backend: number, newest = 'TLSv1.3'): Promise<number> {
  const port = await freePort();
  return relay(port, [
    ...[`accept = 127.0.0.1:${port}`, `connect = 127.0.0.1:${backend}`, `sslVersionMax = ${newest}`],
    ...[`cert = ${files.server.cert}`, `key = ${files.server.key}`, `CAfile = ${files.ca}`, 'verifyChain = yes'],
  ]);
}

/** Plain HTTP in, TLS with a certificate out. */
async function outgoing(to: number, { cert, key }: Pair): Promise<number> {
  const port = await freePort();
  return relay(port, [
    ...['client = yes', `accept = 127.0.0.1:${port}`, `connect = 127.0.0.1:${to}`, `cert = ${cert}`, `key = ${key}`],
    ...[`CAfile = ${files.ca}`, 'verifyChain = yes', 'checkIP = 127.0.0.1'],
  ]);
}

function relay(port: number, service: readonly string[]): Promise<number> {
  const settings = [
    'foreground = quiet',
    'syslog = no',
    'pid =',
    `output = ${folder}/stunnel.log`,
    '[relay]',
    ...service,
    '',
  ];
  return started('stunnel', [file(`stunnel-${port}.conf`, settings.join('\n'))], port);
}

async function started(name: string, args: readonly string[], port: number): Promise<number> {
  const command = await findCommand([name]);
  if (command === undefined) throw new Error(`${name} is missing: apt-get install nginx-light stunnel4`);
  children.push(spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] }));
  const until = Date.now() + 10_000;
  while (!(await answers(port))) {
    if (Date.now() > until) throw new Error(`${name} does not listen on port ${port}`);
    await sleep(50);
  }
  return port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

function make(name: string): Authority {
  const place = join(folder, name);
  mkdirSync(place);
  return authority(place);
}

function issue(of: Authority, name: string): Pair {
  const { cert, key } = of.issue('IP:127.0.0.1', '20200101', '20990101', name);
  return { cert: file(`${name}.pem`, cert), key: file(`${name}.key`, key) };
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}

function check(holds: boolean, what: string): void {
  counts[holds ? 'passed' : 'failed'] += 1;
  process.stdout.write(`${holds ? 'ok    ' : 'not ok'}  ${what}\n`);
}
