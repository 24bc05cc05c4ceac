import type { HeaderList } from '../src/exchange/exchange.ts';
import { isObject } from '../src/model/json.ts';
import type { InboundRecorder, VimControl } from './control.ts';
import { keystone } from './keystone.ts';
import { type Cluster, cluster, type KubeObject, nameOf, objectAt } from './kubernetes.ts';
import { type Answer, json, jsonHeaders, stranger } from './answer.ts';
import type { Incoming } from './incoming.ts';
import { listen } from './listener.ts';
import type { ListenTls } from './tls.ts';
import { same } from './tokens.ts';

/** The VIM: a Kubernetes API for Deployments and their pods, and beside it a Keystone below /v3. */
export interface VimServer extends VimControl {
  close(): Promise<void>;
}

export interface VimSettings {
  readonly host: string;
  readonly port: number;
  /** Bearer token of Kubernetes and password of Keystone. */
  readonly token: string;
  readonly tls?: ListenTls;
}

type Behaviour = Parameters<VimControl['behave']>[1];
type Reply = Pick<Answer, 'status' | 'headers' | 'body' | 'note' | 'subject' | 'run'>;

interface State {
  readonly cluster: Cluster;
  readonly behaviours: Map<string, Behaviour>;
  /** Called when a namespace is told to behave otherwise. */
  readonly held: Map<string, Set<() => void>>;
}

/** Every member is one that clients insist on. */
const VERSION = {
  major: '1',
  minor: '31',
  gitVersion: 'v1.31.0',
  gitCommit: 'none',
  gitTreeState: 'clean',
  buildDate: '2024-01-01T00:00:00Z',
  goVersion: 'none',
  compiler: 'none',
  platform: 'linux/amd64',
};

const READS = new Set(['GET', 'HEAD']);

export async function startVim(settings: VimSettings & { readonly recorder: InboundRecorder }): Promise<VimServer> {
  const state: State = { cluster: cluster(), behaviours: new Map(), held: new Map() };
  const identity = keystone(settings.token);
  const listener = await listen({
    host: settings.host,
    port: settings.port,
    ...(settings.tls === undefined ? {} : { tls: settings.tls }),
    recorder: settings.recorder,
    handle: async (request) => {
      const path = request.segments?.filter((segment) => segment !== '');
      if (path === undefined) return stranger(404, 'no such resource');
      const [first, ...rest] = path;
      if (first === 'v3') return { ...identity.answer(rest, request), api: 'vim' };
      const token = /^Bearer +(\S+)$/i.exec(request.header('authorization') ?? '')?.[1];
      if (token === undefined || !same(token, settings.token)) {
        return { ...status(401, 'Unauthorized', 'Unauthorized'), api: 'vim', run: 'ambient' };
      }
      return { ...(await kubernetes(state, path, request)), api: 'vim' };
    },
  });
  return {
    endpoint: listener.base,
    behave: (namespace, how) => {
      state.behaviours.set(namespace, how);
      state.cluster.ready(namespace, how.kind !== 'never-ready');
      for (const release of state.held.get(namespace) ?? []) release();
    },
    close: () => listener.close(),
  };
}

async function kubernetes(state: State, path: readonly string[], request: Incoming): Promise<Reply> {
  const where = locate(path);
  if (where === undefined) {
    const [first, second, third, ...rest] = path;
    if (first === 'api' && second === 'v1' && third === 'namespaces' && rest.length < 2) {
      return namespaces(state.cluster, rest[0], request);
    }
    return discovery(path, request);
  }
  const { namespace } = where;
  if (namespace !== undefined && (!READS.has(request.method) || state.behaviours.get(namespace)?.kind === 'down')) {
    const failure = await misbehave(state, namespace, request);
    if (failure !== undefined) return { ...failure, subject: namespace };
  }
  const answer =
    where.kind === 'deployments' ? deployments(state.cluster, where, request) : pods(state.cluster, where, request);
  return namespace === undefined ? answer : { ...answer, subject: namespace };
}

interface Place {
  readonly kind: 'deployments' | 'pods';
  readonly namespace?: string;
  readonly name?: string;
  readonly part?: 'scale' | 'status';
}

const GROUPS: Readonly<Record<string, Place['kind']>> = {
  'apis/apps/v1/deployments': 'deployments',
  'api/v1/pods': 'pods',
};

/** `/apis/apps/v1[/namespaces/{ns}]/deployments[/{name}[/scale]]`, `/api/v1[/namespaces/{ns}]/pods[/{name}]`. */
function locate(path: readonly string[]): Place | undefined {
  const roots = path[0] === 'apis' ? 3 : 2;
  const group = path.slice(0, roots);
  const scoped = path[roots] === 'namespaces';
  const namespace = scoped ? path[roots + 1] : undefined;
  const [plural = '', name, part, ...more] = path.slice(scoped ? roots + 2 : roots);
  const kind = GROUPS[[...group, plural].join('/')];
  if (kind === undefined || more.length > 0 || (namespace === undefined && name !== undefined)) return undefined;
  if (part !== undefined && part !== 'status' && !(part === 'scale' && kind === 'deployments')) return undefined;
  return {
    kind,
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
    ...(part === undefined ? {} : { part }),
  };
}

function discovery(path: readonly string[], request: Incoming): Reply {
  if (request.method !== 'GET') return status(404, 'NotFound', 'the server could not find the requested resource');
  const [first, second] = path;
  if (first === 'version' && second === undefined) {
    return reply(200, VERSION);
  }
  if ((first === 'healthz' || first === 'readyz' || first === 'livez') && second === undefined) {
    return {
      status: 200,
      headers: [['Content-Type', 'text/plain; charset=utf-8']],
      body: Buffer.from('ok'),
      note: 'vim 200',
    };
  }
  if (first === 'api' && second === undefined) return reply(200, { kind: 'APIVersions', versions: ['v1'] });
  if (first === 'apis' && second === undefined) {
    const version = { groupVersion: 'apps/v1', version: 'v1' };
    const apps = { name: 'apps', versions: [version], preferredVersion: version };
    return reply(200, { kind: 'APIGroupList', apiVersion: 'v1', groups: [apps] });
  }
  return status(404, 'NotFound', 'the server could not find the requested resource');
}

/** Waits or fails as the namespace was told; `undefined`: go on. */
async function misbehave(state: State, namespace: string, request: Incoming): Promise<Reply | undefined> {
  const told = (): Behaviour => state.behaviours.get(namespace) ?? { kind: 'normal' };
  while (told().kind === 'hang' && !request.gone.aborted) await released(state, namespace, request.gone);
  const how = told();
  return how.kind === 'fail' || how.kind === 'down' ? status(how.status, 'InternalError', 'told to fail') : undefined;
}

function released(state: State, namespace: string, gone: AbortSignal): Promise<void> {
  const waiting = state.held.get(namespace) ?? new Set();
  state.held.set(namespace, waiting);
  return new Promise((resolve) => {
    const go = (): void => {
      waiting.delete(go);
      if (waiting.size === 0) state.held.delete(namespace);
      gone.removeEventListener('abort', go);
      resolve();
    };
    waiting.add(go);
    gone.addEventListener('abort', go);
  });
}

function deployments(all: Cluster, { namespace, name, part }: Place, request: Incoming): Reply {
  const { method } = request;
  if (namespace === undefined || name === undefined) {
    if (method === 'GET') return listOf('DeploymentList', 'apps/v1', all.deployments(namespace), request);
    if (namespace === undefined || method !== 'POST') return notAllowed('GET, POST');
    const body = parse(request.body);
    if (body === undefined || nameOf(body) === undefined)
      return status(400, 'BadRequest', 'a Deployment with a name is expected');
    const made = all.createDeployment(namespace, body);
    return made === undefined
      ? status(409, 'AlreadyExists', `deployments.apps "${nameOf(body) ?? ''}" already exists`)
      : reply(201, made);
  }
  const missing = status(404, 'NotFound', `deployments.apps "${name}" not found`);
  const view = (found: KubeObject | undefined): Reply => (found === undefined ? missing : reply(200, found));
  const present = (): KubeObject | undefined =>
    part === 'scale' ? all.scale(namespace, name) : all.deployment(namespace, name);
  if (method === 'GET') return view(present());
  if (method === 'DELETE' && part === undefined) {
    return all.deleteDeployment(namespace, name) ? status(200, undefined, 'deleted') : missing;
  }
  if (method !== 'PATCH' && method !== 'PUT') return notAllowed('GET, PUT, PATCH, DELETE');
  const body = parse(request.body);
  if (body === undefined) return status(415, 'UnsupportedMediaType', 'a JSON object is expected');
  // Of a Scale only the number of replicas counts.
  const patch = part === 'scale' ? { spec: { replicas: objectAt(body, 'spec')['replicas'] } } : body;
  const changed =
    method === 'PATCH' || part === 'scale'
      ? all.patchDeployment(namespace, name, patch)
      : all.replaceDeployment(namespace, name, body);
  return view(part === 'scale' && changed !== undefined ? present() : changed);
}

function pods(all: Cluster, { namespace, name }: Place, request: Incoming): Reply {
  const { method } = request;
  if (namespace === undefined || name === undefined) {
    return method === 'GET' ? listOf('PodList', 'v1', all.pods(namespace), request) : notAllowed('GET');
  }
  if (method !== 'GET' && method !== 'DELETE') return notAllowed('GET, DELETE');
  const found =
    method === 'GET' ? all.pods(namespace).find((pod) => nameOf(pod) === name) : all.deletePod(namespace, name);
  return found === undefined ? status(404, 'NotFound', `pods "${name}" not found`) : reply(200, found);
}

function listOf(kind: string, apiVersion: string, items: readonly KubeObject[], request: Incoming): Reply {
  const wanted = (request.query.get('labelSelector') ?? '').split(',').filter((term) => term !== '');
  const chosen = items.filter((item) => {
    const labels = objectAt(objectAt(item, 'metadata'), 'labels');
    return wanted.every((term) => {
      const [label = '', value] = term.split(/={1,2}/);
      return labels[label] === value;
    });
  });
  return reply(200, { kind, apiVersion, metadata: { resourceVersion: '1' }, items: chosen });
}

/** Namespaces need no creation, yet whoever creates one gets it. */
function namespaces(all: Cluster, name: string | undefined, request: Incoming): Reply {
  const { method } = request;
  if (name === undefined) {
    if (method === 'GET') return listOf('NamespaceList', 'v1', all.namespaces().map(namespaceObject), request);
    if (method !== 'POST') return notAllowed('GET, POST');
    const created = nameOf(parse(request.body) ?? {});
    if (created === undefined) return status(400, 'BadRequest', 'a Namespace with a name is expected');
    return { ...reply(201, namespaceObject(created)), subject: created };
  }
  if (method === 'GET') return { ...reply(200, namespaceObject(name)), subject: name };
  if (method !== 'DELETE') return notAllowed('GET, DELETE');
  for (const deployment of all.deployments(name)) all.deleteDeployment(name, nameOf(deployment) ?? '');
  return { ...status(200, undefined, 'deleted'), subject: name };
}

function namespaceObject(name: string): KubeObject {
  return { kind: 'Namespace', apiVersion: 'v1', metadata: { name }, status: { phase: 'Active' } };
}

function parse(body: Buffer): KubeObject | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function reply(code: number, body: unknown): Reply {
  return { status: code, headers: jsonHeaders(), body: json(body), note: `vim ${code}` };
}

/** The Status object that Kubernetes answers with. */
function status(code: number, reason: string | undefined, message: string, headers: HeaderList = []): Reply {
  const outcome = code < 400 ? 'Success' : 'Failure';
  const body = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: outcome, message, reason, code };
  const answer = reply(code, body);
  return { ...answer, headers: [...(answer.headers ?? []), ...headers], note: `vim ${code}: ${message}` };
}

function notAllowed(allow: string): Reply {
  return status(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', [
    ['Allow', allow],
  ]);
}
