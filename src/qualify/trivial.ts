import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { embeddedProfile, embeddedTarget, freePort, USUAL } from '../engine/embedded.ts';
import { matchExchange } from '../exchange/match.ts';
import { generate } from '../model/generate.ts';
import { loadModel } from '../model/load.ts';
import { lcmMajor, RELEASES, type Release, type ReleaseModel, type ResponseModel } from '../model/release-model.ts';
import { seededRandom } from './sample.ts';

/** Servers that are no VNFM of the release: whatever passes on them proves nothing about anybody. */
export const TRIVIAL = ['fine', 'broken', 'echo', 'redirect-loop', 'random', 'other-version'] as const;
export type Trivial = (typeof TRIVIAL)[number];

export const TRIVIAL_WORDS: Readonly<Record<Trivial, string>> = {
  fine: '200 and {} to everything',
  broken: '500 to everything',
  echo: '200 and what was sent, to everything',
  'redirect-loop': 'redirects in a circle',
  random: 'success with random payloads of the right data type',
  'other-version': 'correct answers of another API version',
};

interface Server {
  readonly profileFile: string;
  readonly stop: () => Promise<void>;
}

/** Starts one and writes the profile that leads to it as if it were of the release. */
export async function trivialTarget(which: Trivial, release: Release, dir: string): Promise<Server> {
  mkdirSync(dir, { recursive: true });
  if (which === 'other-version') return otherVersion(release, dir);
  const listening = await listen(which === 'random' ? randomAnswer(release, seededRandom(1)) : ANSWERS[which]);
  return { profileFile: await written(release, dir, listening.apiRoot), stop: listening.close };
}

async function listen(answer: Answer): Promise<{ readonly apiRoot: string; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        answer(request, response, Buffer.concat(chunks));
      });
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    apiRoot: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function written(release: Release, dir: string, apiRoot: string): Promise<string> {
  const url = `${apiRoot}/vnflcm/${lcmMajor(release)}`;
  const nfvo = { host: '127.0.0.1', port: await freePort(), clientId: 'nobody', clientSecret: 'nothing' };
  const profileFile = join(dir, 'trivial.yaml');
  writeFileSync(profileFile, stringify(embeddedProfile(release, url, nfvo)), { mode: 0o600 });
  return profileFile;
}

/** The embedded orchestrator as a release of the other major version, behind the URI and the version of this one. */
async function otherVersion(release: Release, dir: string): Promise<Server> {
  const other = RELEASES.filter((one) => lcmMajor(one) !== lcmMajor(release)).at(-1) ?? release;
  const orchestrator = await embeddedTarget(other, dir, { pageSize: USUAL.pageSize });
  const version = loadModel().release(other).apis.get('vnflcm')?.version ?? '';
  const listening = await listen((request, response, body) => {
    const path = (request.url ?? '').replace(`/vnflcm/${lcmMajor(release)}`, `/vnflcm/${lcmMajor(other)}`);
    const headers: Record<string, string> = { Version: version };
    for (const name of ['accept', 'content-type'] as const) {
      const value = request.headers[name];
      if (value !== undefined) headers[name] = value;
    }
    const { method = 'GET' } = request;
    const sent = method === 'GET' || method === 'DELETE' ? {} : { body: new Uint8Array(body) };
    fetch(new URL(path, orchestrator.url), { method, headers, redirect: 'manual', ...sent })
      .then(async (answer) => {
        const payload = Buffer.from(await answer.arrayBuffer());
        const kept = [...answer.headers].filter(([name]) => !/^(connection|keep-alive|transfer-encoding)$/.test(name));
        response.writeHead(answer.status, Object.fromEntries(kept)).end(payload);
      })
      .catch(() => response.destroy());
  });
  const stop = async (): Promise<void> => {
    await listening.close();
    await orchestrator.stop();
  };
  return { profileFile: await written(release, dir, listening.apiRoot), stop };
}

type Answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

const ANSWERS: Readonly<Record<Exclude<Trivial, 'other-version' | 'random'>, Answer>> = {
  fine: (_request, response) => void response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}'),
  broken: (_request, response) => {
    const problem = JSON.stringify({ status: 500, detail: 'this server does nothing else' });
    response.writeHead(500, { 'Content-Type': 'application/problem+json' }).end(problem);
  },
  echo: (request, response, body) => {
    response.writeHead(200, { 'Content-Type': request.headers['content-type'] ?? 'application/json' }).end(body);
  },
  'redirect-loop': (request, response) => {
    response.writeHead(307, { Location: request.url ?? '/' }).end();
  },
};

/** A server that knows the data types of its release and nothing else: no resource is ever what it was, none is ever absent. */
function randomAnswer(release: Release, random: () => number): Answer {
  const model = loadModel().release(release);
  const version = model.apis.get('vnflcm')?.version ?? '';
  return (request, response) => {
    const { method = 'GET', url = '/' } = request;
    const operation = matchExchange(
      { api: 'vnflcm', request: { method, url: `http://sut${url}` } },
      model,
      {},
    )?.operation;
    const successes = [...(operation?.responses ?? [])].filter(([status]) => status < 300);
    const [status, known] = successes[Math.floor(random() * successes.length)] ?? [405, undefined];
    if (known === undefined) {
      response.writeHead(status, { Version: version, Allow: 'GET' }).end();
      return;
    }
    const payload = payloadOf(model, known, random);
    const named = known.headers.map((name) => [name, name === 'Location' ? `http://sut${url}/${random()}` : '1']);
    const headers = { ...Object.fromEntries(named), Version: version } as Record<string, string>;
    if (payload !== undefined) headers['Content-Type'] = known.mediaType ?? 'application/json';
    response.writeHead(status, headers).end(payload);
  };
}

function payloadOf(model: ReleaseModel, { type, list }: ResponseModel, random: () => number): string | undefined {
  if (type === undefined) return undefined;
  const one = (): unknown => generate(model, type, { random });
  return JSON.stringify(list === true ? Array.from({ length: Math.floor(random() * 3) }, one) : one());
}
