import { loadModel } from '../../src/model/load.ts';
import { METHODS, RELEASES, type Method, type Release, type Resource } from '../../src/model/release-model.ts';

/** A resource over all releases, with the releases in which it has a property. */
export interface Scoped {
  readonly resource: Resource;
  readonly method: Method;
  /** The case is in force in these releases, which follow each other. */
  readonly since?: Release;
  readonly until?: Release;
}

/** Resource and method pairs of an API for which `holds`, with the first and the first-not release of each. */
export function scoped(
  api: string,
  holds: (resource: Resource, method: Method, release: Release) => boolean,
): readonly Scoped[] {
  const model = loadModel();
  const found = new Map<string, { resource: Resource; method: Method; releases: Release[] }>();
  for (const release of RELEASES) {
    for (const resource of model.release(release).apis.get(api)?.resources ?? []) {
      for (const method of METHODS.filter((one) => holds(resource, one, release))) {
        const key = `${resource.name} ${method}`;
        const known = found.get(key);
        if (known === undefined) found.set(key, { resource, method, releases: [release] });
        else known.releases.push(release);
      }
    }
  }
  return [...found.values()].map(({ resource, method, releases }) => ({ resource, method, ...range(releases) }));
}

function range(releases: readonly Release[]): { since?: Release; until?: Release } {
  const first = RELEASES.indexOf(releases[0] ?? RELEASES[0]);
  const after = RELEASES[first + releases.length];
  return {
    ...(first > 0 ? { since: RELEASES[first] ?? RELEASES[0] } : {}),
    ...(after === undefined ? {} : { until: after }),
  };
}

/** ICS item of an operation, where it has one. */
export function itemOf({ resource, method }: Pick<Scoped, 'resource' | 'method'>): string | undefined {
  return resource.operations.get(method)?.ics;
}

/** Clause of an operation, or of its resource if there is no such operation. */
export function clauseOf({ resource, method }: Pick<Scoped, 'resource' | 'method'>): string {
  return resource.operations.get(method)?.clause ?? resource.clause;
}

/** Id below `vnflcm` of a case on one resource and method: `vnf_instances.id.scale.post.405`. */
export function idOf({ resource, method }: Pick<Scoped, 'resource' | 'method'>, suffix: string): string {
  return `${idPart(resource)}.${method.toLowerCase()}.${suffix}`;
}

/** Part of a case id: `vnf_instances/{vnfInstanceId}/scale` -> `vnf_instances.id.scale`. */
function idPart(resource: Resource): string {
  return resource.name
    .replace(/\{apiMajorVersion\}/g, 'major')
    .replace(/\{[^}]+\}/g, 'id')
    .replaceAll('/', '.');
}
