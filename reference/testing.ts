import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadModel } from '../src/model/load.ts';
import type { ApiModel, Method, Release } from '../src/model/release-model.ts';
import { validatorFor } from '../src/model/schema.ts';
import { unknownAttributes } from '../src/model/unknown.ts';
import { type JsonObject, isObject, objectAt, objectsAt, stringAt } from './json.ts';
import { type Orchestrator, type OrchestratorOptions, startOrchestrator } from './start.ts';

/** For the tests of the orchestrator: a client that holds every answer against the model. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The payload as an object; empty when it is none. */
  readonly body: JsonObject;
  readonly list: readonly JsonObject[];
}

export interface Asked {
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly json?: unknown;
  readonly raw?: string;
  /** The answer is not held against the model. */
  readonly unchecked?: true;
}

export class Client {
  readonly release: Release;
  readonly orchestrator: Orchestrator;
  /** What answers had that the model does not allow. */
  readonly deviations: string[] = [];
  readonly #api: ApiModel;

  private constructor(release: Release, orchestrator: Orchestrator, api: ApiModel) {
    this.release = release;
    this.orchestrator = orchestrator;
    this.#api = api;
  }

  static async start(options: OrchestratorOptions): Promise<Client> {
    const api = loadModel().release(options.release).apis.get('vnflcm');
    if (!api) throw new Error('no vnflcm');
    return new Client(options.release, await startOrchestrator({ operationMs: 10, ...options }), api);
  }

  get sol013(): boolean {
    return this.release !== '2.4.1';
  }

  get v2(): boolean {
    return this.#api.major === 'v2';
  }

  /** @param path below {apiRoot}/vnflcm/{major}, or absolute */
  async ask(method: string, path: string, asked: Asked = {}): Promise<Answer> {
    const url = path.startsWith('http') ? path : `${this.orchestrator.url}${path}`;
    const merge = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const headers = new Headers();
    const wanted: Record<string, string | null> = {
      Accept: 'application/json',
      ...(this.sol013 ? { Version: this.#api.version } : {}),
      ...(asked.json !== undefined || asked.raw !== undefined ? { 'Content-Type': merge } : {}),
      ...asked.headers,
    };
    for (const [name, value] of Object.entries(wanted)) if (value !== null) headers.set(name, value);
    const body = asked.raw ?? (asked.json === undefined ? undefined : JSON.stringify(asked.json));
    const response = await fetch(url, { method, headers, redirect: 'manual', ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    const answer = answerOf(response, text);
    if (!asked.unchecked) this.#hold(method, new URL(url).pathname, answer);
    return answer;
  }

  /** Reads the operation occurrence until it is in one of the states. */
  async until(uri: string, ...states: readonly string[]): Promise<JsonObject> {
    for (let n = 0; n < 400; n++) {
      const { body } = await this.ask('GET', uri);
      if (states.includes(stringAt(body, 'operationState') ?? '')) return body;
      await sleep(5);
    }
    throw new Error(`${uri} never was ${states.join(' or ')}`);
  }

  async created(json: JsonObject = {}): Promise<string> {
    const vnfdId = 'b1bb0ce7-ebca-4fa7-95ed-4840d7000001';
    const { body, status, text } = await this.ask('POST', '/vnf_instances', { json: { vnfdId, ...json } });
    if (status !== 201) throw new Error(text);
    return stringAt(body, 'id') ?? '';
  }

  /** Starts a task; URI of its operation occurrence. */
  async task(id: string, segment: string, json: JsonObject): Promise<string> {
    const { status, headers, text } = await this.ask('POST', `/vnf_instances/${id}/${segment}`, { json });
    if (status !== 202) throw new Error(`${segment}: ${status} ${text}`);
    return headers.get('location') ?? '';
  }

  async done(id: string, segment: string, json: JsonObject): Promise<JsonObject> {
    return this.until(await this.task(id, segment, json), 'COMPLETED');
  }

  async instantiated(json: JsonObject = {}): Promise<string> {
    const id = await this.created();
    await this.done(id, 'instantiate', { flavourId: 'simple', ...json });
    return id;
  }

  #hold(method: string, pathname: string, answer: Answer): void {
    const say = (what: string): void => void this.deviations.push(`${method} ${pathname} ${answer.status}: ${what}`);
    if (this.sol013 && answer.headers.get('version') !== this.#api.version) say('Version');
    const resource = this.#api.resources.find((r) => pattern(this.#api, r.name, r.root).test(pathname));
    const operation = [...(resource?.operations ?? [])].find(([name]) => name === (method as Method))?.[1];
    if (!operation) return;
    const response = operation.responses.get(answer.status);
    if (!response) {
      say('status');
      return;
    }
    for (const header of response.headers) if (!answer.headers.has(header)) say(`no ${header}`);
    if (response.type === undefined || response.type === 'Binary') return;
    const model = loadModel().release(this.release);
    const value: unknown = JSON.parse(answer.text);
    const list = response.list === true;
    for (const issue of validatorFor(model, response.type, { list, direction: 'response' })(value))
      say(`${issue.attribute} ${issue.keyword} ${issue.expected}`);
    for (const unknown of unknownAttributes(model, response.type, value)) say(`unknown ${JSON.stringify(unknown)}`);
  }
}

function pattern(api: ApiModel, path: string, root: string): RegExp {
  const filled = path.replace('{apiMajorVersion}', api.major).replace(/\{[^}]+\}/g, '[^/]+');
  return new RegExp(`^/${api.name}/${root === 'apiName' ? '' : `${api.major}/`}${filled}$`);
}

function answerOf(response: Response, text: string): Answer {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isObject(value) ? value : {},
    list: objectsAt({ value }, 'value'),
  };
}

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: JsonObject;
}

/** A server that records what it gets; `answer` decides what it says. */
export class Sink {
  readonly received: Received[] = [];
  readonly uri: string;
  readonly #server: Server;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.uri = `http://127.0.0.1:${port}`;
  }

  static async start(answer: (received: Received, response: ServerResponse) => void = noContent): Promise<Sink> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const value: unknown = text.startsWith('{') ? JSON.parse(text) : undefined;
        const { method = '', url = '', headers } = request;
        const received = { method, url, headers, body: isObject(value) ? value : {} };
        sink.received.push(received);
        answer(received, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const sink = new Sink(server, typeof address === 'object' && address ? address.port : 0);
    return sink;
  }

  get notifications(): readonly JsonObject[] {
    return this.received.filter((r) => r.method === 'POST').map((r) => r.body);
  }

  /** Waits for a number of notifications. */
  async count(wanted: number): Promise<readonly JsonObject[]> {
    for (let n = 0; n < 400 && this.notifications.length < wanted; n++) await sleep(5);
    return this.notifications;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }
}

function noContent(_received: Received, response: ServerResponse): void {
  response.writeHead(204).end();
}

export function linksOf(value: JsonObject): readonly string[] {
  return Object.keys(objectAt(value, '_links') ?? {});
}
