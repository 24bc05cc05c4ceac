import type { ApiModel, ReleaseModel } from '../src/model/release-model.ts';
import type { IdSource } from './ids.ts';
import type { Executions } from './lcm/executions.ts';
import type { Granter } from './nfvo/grants.ts';
import type { Packages } from './nfvo/packages.ts';
import type { Notifier } from './notify/notifier.ts';
import type { Store } from './store.ts';
import type { Uris } from './uris.ts';

/** What the parts of one orchestrator share. */
export interface World {
  readonly model: ReleaseModel;
  /** VNF LCM of the release. */
  readonly api: ApiModel;
  readonly uris: Uris;
  readonly ids: IdSource;
  readonly store: Store;
  readonly packages: Packages;
  /** Absent: operations go on without a grant. */
  readonly granter?: Granter;
  readonly notifier: Notifier;
  /** Milliseconds of a phase of an operation. */
  readonly operationMs: number;
  readonly pageSize: number;
  readonly duplicateSubscriptions: 'see-other' | 'create';
}

/** The world with what needs the world itself. */
export interface RunningWorld extends World {
  readonly executions: Executions;
}

/** Status for content that is well-formed and makes no sense: 422 is there from SOL013 on. */
export function unprocessable(world: World): 400 | 422 {
  return hasSol013(world.api) ? 422 : 400;
}

/** From 2.5.1 on: Version header, api_versions, filters and paging of SOL013. */
export function hasSol013(api: ApiModel): boolean {
  return api.resources.some((r) => r.root === 'apiName');
}
