import { createHash, randomInt, randomUUID } from 'node:crypto';
import { isObject, mergePatch } from '../src/model/json.ts';

/**
 * The state of a cluster that runs Deployments: objects by namespace, pods that follow the replicas at once. Every namespace exists.
 * No time passes in it, so a VNFM that polls for readiness finds it with its first look.
 */

export type KubeObject = Readonly<Record<string, unknown>>;

export interface Cluster {
  deployments(namespace?: string): readonly KubeObject[];
  deployment(namespace: string, name: string): KubeObject | undefined;
  /** `undefined`: the name is taken. */
  createDeployment(namespace: string, body: KubeObject): KubeObject | undefined;
  /** JSON Merge Patch (RFC 7396), which is what a strategic merge comes to for the objects that we have. */
  patchDeployment(namespace: string, name: string, patch: KubeObject): KubeObject | undefined;
  replaceDeployment(namespace: string, name: string, body: KubeObject): KubeObject | undefined;
  deleteDeployment(namespace: string, name: string): boolean;
  scale(namespace: string, name: string): KubeObject | undefined;
  /** Names of those with a Deployment in them. */
  namespaces(): readonly string[];
  pods(namespace?: string): readonly KubeObject[];
  /** Removes the pod; its Deployment starts another. */
  deletePod(namespace: string, name: string): KubeObject | undefined;
  /** From now on new pods of the namespace stay Pending, or all become Running. */
  ready(namespace: string, ready: boolean): void;
}

interface Deployment {
  object: KubeObject;
  generation: number;
  readonly namespace: string;
  readonly pods: Map<string, Pod>;
}

interface Pod {
  readonly object: KubeObject;
  running: boolean;
}

/** Kubernetes leaves out vowels and look-alikes in generated names. */
const NAME_CHARACTERS = 'bcdfghjklmnpqrstvwxz2456789';
const MAX_REPLICAS = 1000;

export function cluster(): Cluster {
  const deployments = new Map<string, Deployment>();
  const stalled = new Set<string>();
  let version = 1000;
  const key = (namespace: string, name: string): string => `${namespace}/${name}`;
  const inside = (namespace?: string): Deployment[] =>
    [...deployments.values()].filter((one) => namespace === undefined || one.namespace === namespace);

  const store = (deployment: Deployment, body: KubeObject): KubeObject => {
    deployment.generation += 1;
    version += 1;
    const metadata = objectAt(body, 'metadata');
    deployment.object = {
      ...body,
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        ...metadata,
        namespace: deployment.namespace,
        generation: deployment.generation,
        resourceVersion: String(version),
      },
      spec: { ...objectAt(body, 'spec'), replicas: replicas(body) },
    };
    followReplicas(deployment, !stalled.has(deployment.namespace));
    return withStatus(deployment);
  };
  const change = (namespace: string, name: string, make: (was: KubeObject) => KubeObject): KubeObject | undefined => {
    const found = deployments.get(key(namespace, name));
    return found && store(found, keepIdentity(make(found.object), found.object));
  };

  return {
    deployments: (namespace) => inside(namespace).map(withStatus),
    deployment: (namespace, name) => {
      const found = deployments.get(key(namespace, name));
      return found && withStatus(found);
    },
    createDeployment: (namespace, body) => {
      const name = nameOf(body);
      if (name === undefined || deployments.has(key(namespace, name))) return undefined;
      const made: Deployment = { object: {}, generation: 0, namespace, pods: new Map() };
      deployments.set(key(namespace, name), made);
      const metadata = { ...objectAt(body, 'metadata'), uid: randomUUID(), creationTimestamp: now() };
      return store(made, { ...body, metadata });
    },
    patchDeployment: (namespace, name, patch) => change(namespace, name, (was) => mergePatch(was, patch)),
    replaceDeployment: (namespace, name, body) => change(namespace, name, () => body),
    deleteDeployment: (namespace, name) => deployments.delete(key(namespace, name)),
    scale: (namespace, name) => {
      const found = deployments.get(key(namespace, name));
      return found && scaleOf(found);
    },
    namespaces: () => [...new Set(inside().map(({ namespace }) => namespace))],
    pods: (namespace) => inside(namespace).flatMap(({ pods }) => [...pods.values()].map(podWithStatus)),
    deletePod: (namespace, name) => {
      const owner = inside(namespace).find(({ pods }) => pods.has(name));
      const gone = owner?.pods.get(name);
      if (owner === undefined || gone === undefined) return undefined;
      owner.pods.delete(name);
      followReplicas(owner, !stalled.has(namespace));
      return podWithStatus(gone);
    },
    ready: (namespace, ready) => {
      if (!ready) {
        stalled.add(namespace);
        return;
      }
      stalled.delete(namespace);
      for (const { pods } of inside(namespace)) for (const pod of pods.values()) pod.running = true;
    },
  };
}

/** Starts and stops pods until there are as many as wanted, all from the present template. */
function followReplicas(deployment: Deployment, running: boolean): void {
  const { pods } = deployment;
  const name = nameOf(deployment.object) ?? '';
  const template = objectAt(objectAt(deployment.object, 'spec'), 'template');
  const hash = createHash('sha256').update(JSON.stringify(template)).digest('hex').slice(0, 10);
  const prefix = `${name}-${hash}-`;
  for (const pod of [...pods.keys()]) if (!pod.startsWith(prefix)) pods.delete(pod);
  const wanted = replicas(deployment.object);
  for (const pod of [...pods.keys()].slice(wanted)) pods.delete(pod);
  while (pods.size < wanted) {
    const podName = `${prefix}${Array.from({ length: 5 }, () => NAME_CHARACTERS[randomInt(NAME_CHARACTERS.length)]).join('')}`;
    const metadata = {
      ...objectAt(template, 'metadata'),
      name: podName,
      namespace: deployment.namespace,
      uid: randomUUID(),
      creationTimestamp: now(),
    };
    const object = { apiVersion: 'v1', kind: 'Pod', metadata, spec: objectAt(template, 'spec') };
    pods.set(podName, { object, running });
  }
}

function podWithStatus(pod: Pod): KubeObject {
  const state = pod.running ? 'True' : 'False';
  const conditions = ['Initialized', 'Ready', 'ContainersReady'].map((type) => ({ type, status: state }));
  return { ...pod.object, status: { phase: pod.running ? 'Running' : 'Pending', conditions } };
}

function withStatus(deployment: Deployment): KubeObject {
  const total = deployment.pods.size;
  const readyReplicas = [...deployment.pods.values()].filter(({ running }) => running).length;
  const status = {
    observedGeneration: deployment.generation,
    replicas: total,
    updatedReplicas: total,
    // Kubernetes leaves a count of zero out.
    ...(readyReplicas === 0 ? {} : { readyReplicas, availableReplicas: readyReplicas }),
    ...(readyReplicas === total ? {} : { unavailableReplicas: total - readyReplicas }),
  };
  return { ...deployment.object, status };
}

function scaleOf(deployment: Deployment): KubeObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = objectAt(deployment.object, 'metadata');
  return {
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: replicas(deployment.object) },
    status: { replicas: deployment.pods.size },
  };
}

/** What a change cannot touch. */
function keepIdentity(after: KubeObject, before: KubeObject): KubeObject {
  const { name, uid, creationTimestamp } = objectAt(before, 'metadata');
  return { ...after, metadata: { ...objectAt(after, 'metadata'), name, uid, creationTimestamp } };
}

function replicas(deployment: KubeObject): number {
  const wanted = objectAt(deployment, 'spec')['replicas'];
  return typeof wanted === 'number' && Number.isInteger(wanted) && wanted >= 0 ? Math.min(wanted, MAX_REPLICAS) : 1;
}

export function nameOf(body: KubeObject): string | undefined {
  const name = objectAt(body, 'metadata')['name'];
  return typeof name === 'string' && name !== '' ? name : undefined;
}

export function objectAt(value: KubeObject, attribute: string): KubeObject {
  const found = value[attribute];
  return isObject(found) ? found : {};
}

function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}
