import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadModel } from '../src/model/load.ts';
import type { ApiModel, ReleaseModel } from '../src/model/release-model.ts';
import { instanceHandlers } from './api/instances.ts';
import { opOccHandlers } from './api/op-occs.ts';
import { snapshotHandlers } from './api/snapshots.ts';
import { subscriptionHandlers } from './api/subscriptions.ts';
import { versionHandlers } from './api/versions.ts';
import { Authorization } from './http/authorize.ts';
import { addForeign } from './foreign.ts';
import { routerFor, warmUp } from './http/routes.ts';
import { TOKEN_PATH, httpServer } from './http/server.ts';
import { idSource } from './ids.ts';
import { Executions } from './lcm/executions.ts';
import { NfvoClient } from './nfvo/client.ts';
import { Granter } from './nfvo/grants.ts';
import { NfvoPackages, type Packages, builtInPackages } from './nfvo/packages.ts';
import { Notifier } from './notify/notifier.ts';
import type { Orchestrator, OrchestratorOptions } from './options.ts';
import { Outbound } from './outbound.ts';
import { emptyStore } from './store.ts';
import { prefixOf } from './manners/wire.ts';
import { urisFor } from './uris.ts';
import { type RunningWorld, type World, hasSol013 } from './world.ts';

export type { ClientAuth, Orchestrator, OrchestratorOptions } from './options.ts';

/**
 * Starts a VNFM that serves VNF LCM as one release has it.
 * Rejects when the address cannot be listened on. @throws ModelError when the model cannot be read
 */
export async function startOrchestrator(options: OrchestratorOptions): Promise<Orchestrator> {
  const model = loadModel().release(options.release);
  const api = apiOf(model, 'vnflcm');
  warmUp(model, api);
  const authorization = new Authorization(options.auth ?? { kind: 'none' });
  const outbound = new Outbound();
  let router: ReturnType<typeof routerFor> = () => undefined;
  const version = hasSol013(api) ? api.version : undefined;
  const server = httpServer({
    model,
    router: (path) => router(path),
    authorization,
    version,
    fault: options.fault,
    manner: options.manner,
  });
  const port = await listen(server, options);
  const apiRoot = options.apiRoot ?? `http://${options.host ?? '127.0.0.1'}:${port}${prefixOf(options.manner)}`;
  const world = worldOf(options, model, api, apiRoot, outbound);
  addForeign(world, options.foreign ?? 0);
  router = routerFor(
    api,
    new Map([
      ...instanceHandlers(world),
      ...opOccHandlers(world),
      ...subscriptionHandlers(world),
      ...snapshotHandlers(world),
      ...versionHandlers(world),
    ]),
  );
  return {
    apiRoot,
    url: urisFor(apiRoot, api.major).api,
    tokenEndpoint: `${apiRoot}${TOKEN_PATH}`,
    close: async () => {
      world.notifier.close();
      world.executions.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await outbound.close();
    },
  };
}

function worldOf(
  options: OrchestratorOptions,
  model: ReleaseModel,
  api: ApiModel,
  apiRoot: string,
  outbound: Outbound,
): RunningWorld {
  const uris = urisFor(
    options.manner === 'host-of-two-names' ? apiRoot.replace('127.0.0.1', 'localhost') : apiRoot,
    api.major,
  );
  const ids = idSource(options.seed);
  const store = emptyStore();
  const version = hasSol013(api) ? api.version : undefined;
  const nfvo = options.nfvo && new NfvoClient(outbound, options.nfvo);
  const packages: Packages = nfvo ? new NfvoPackages(nfvo, apiOf(model, 'vnfpkgm')) : builtInPackages();
  const world: World = {
    model,
    api,
    uris,
    ids,
    store,
    packages,
    ...(nfvo ? { granter: new Granter(nfvo, model, apiOf(model, 'grant'), uris) } : {}),
    notifier: new Notifier({ model, uris, ids, outbound, subscriptions: store.subscriptions, version }),
    operationMs: options.operationMs ?? (options.manner === 'slow-operations' ? 150 : 20),
    pageSize: options.pageSize ?? (options.manner === 'small-pages' ? 3 : 50),
    duplicateSubscriptions: options.duplicateSubscriptions ?? 'see-other',
  };
  return { ...world, executions: new Executions(world) };
}

function apiOf(model: ReleaseModel, name: string): ApiModel {
  const api = model.apis.get(name);
  if (!api) throw new Error(`the model of ${model.release} has no API ${name}`);
  return api;
}

function listen(server: Server, options: OrchestratorOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', () => {
      const address: string | AddressInfo | null = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}
