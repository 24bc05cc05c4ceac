import { compileTypes } from './compile-types.ts';
import { ModelError } from './errors.ts';
import {
  majorOf,
  RELEASES,
  type ApiModel,
  type Method,
  type Operation,
  type Release,
  type ReleaseModel,
  type Resource,
  type ResponseModel,
} from './release-model.ts';
import type { ApiSource, ModelSource, OperationSource, ResourceSource, ResponseSource } from './source.ts';
import { clauseAt, hasSol013, holds, valueAt } from './spans.ts';

/**
 * Cuts the rows of all files down to each release.
 * @throws ModelError on names that no file defines, on rows that contradict each other
 */
export function compileModel(sources: readonly ModelSource[]): ReadonlyMap<Release, ReleaseModel> {
  return new Map(
    RELEASES.map((release): [Release, ReleaseModel] => {
      const apis = new Map(
        sources.flatMap((s) => (s.api ? apiOf(s, s.api, sources, release) : [])).map((a) => [a.name, a] as const),
      );
      const types = compileTypes(sources, release, rootsOf(sources, release));
      return [release, { release, sol013: hasSol013(release), apis, types }];
    }),
  );
}

function apiOf(source: ModelSource, api: ApiSource, sources: readonly ModelSource[], release: Release): ApiModel[] {
  const version = api.versions.get(release);
  if (version === undefined) return [];
  const shared = sources.filter((s) => !s.api);
  const errors = [...shared, source].flatMap((s) => s.errors).filter((e) => holds(e, release));
  const own = source.resources.filter((r) => holds(r, release));
  const common = isNotificationApi(source)
    ? []
    : shared.flatMap((s) => s.resources.map((r) => ({ r, from: s }))).filter(({ r }) => holds(r, release));
  const resources = [...own.map((r) => ({ r, from: source })), ...common].map(({ r, from }) =>
    resourceOf(r, from, errors, release),
  );
  return [{ name: api.name, spec: api.spec, release, version, major: majorOf(version), resources }];
}

function isNotificationApi(source: ModelSource): boolean {
  return source.resources.every((r) => r.root === 'callback');
}

function resourceOf(
  source: ResourceSource,
  from: ModelSource,
  errors: readonly ResponseSource[],
  release: Release,
): Resource {
  const clause = clauseOf(source.clause, source.path, from, source.line, release);
  const operations = source.operations
    .filter((o) => holds(o, release))
    .map((o): [Method, Operation] => [o.method, operationOf(o, from, errors, release)]);
  if (operations.length === 0)
    throw new ModelError(`${source.path} has no operation in ${release}`, from.file, source.line);
  if (new Set(operations.map(([m]) => m)).size !== operations.length)
    throw new ModelError(`${source.path} has a method twice in ${release}`, from.file, source.line);
  return { name: source.path, path: `/${source.path}`, root: source.root, clause, operations: new Map(operations) };
}

function operationOf(
  source: OperationSource,
  from: ModelSource,
  errors: readonly ResponseSource[],
  release: Release,
): Operation {
  const rows = source.responses.filter((r) => holds(r, release));
  const responses = new Map<number, ResponseModel>();
  for (const row of rows) {
    if (responses.has(row.status))
      throw new ModelError(`status ${row.status} twice for ${release}`, from.file, row.line);
    responses.set(row.status, responseOf(row, release));
  }
  const common = source.commonErrors ? errors.filter((e) => !responses.has(e.status)) : [];
  for (const row of common) responses.set(row.status, { ...responseOf(row, release), common: true });
  const request = valueAt(source.request, release);
  const mediaType = valueAt(source.mediaType, release) ?? 'application/json';
  const ics = valueAt(source.ics, release);
  return {
    method: source.method,
    clause: clauseOf(source.clause, source.method, from, source.line, release),
    ...(request === undefined ? {} : { request: { type: request, mediaType } }),
    responses: new Map([...responses].sort(([a], [b]) => a - b)),
    ...(ics === undefined ? {} : { ics }),
    query: source.query.filter((q) => holds(q, release)).map((q) => q.name),
    ...(source.headers.length === 0 ? {} : { headers: source.headers }),
  };
}

function responseOf(row: ResponseSource, release: Release): ResponseModel {
  const version = hasSol013(release) ? ['Version'] : [];
  const implied = row.type === 'ProblemDetails' ? 'application/problem+json' : 'application/json';
  const [mediaType, ...alternatives] =
    row.mediaTypes.length > 0 ? row.mediaTypes : row.type === undefined ? [] : [implied];
  return {
    ...(row.type === undefined ? {} : { type: row.type }),
    ...(row.list ? { list: true } : {}),
    ...(mediaType === undefined ? {} : { mediaType }),
    ...(alternatives.length === 0 ? {} : { alternatives }),
    headers: [...row.headers, ...version],
    ...(row.optionalHeaders.length === 0 ? {} : { optionalHeaders: row.optionalHeaders }),
  };
}

function clauseOf(
  clause: ResourceSource['clause'],
  what: string,
  from: ModelSource,
  line: number,
  release: Release,
): string {
  const found = clauseAt(clause, release, from);
  if (found === undefined) throw new ModelError(`${what} has no clause for ${release}`, from.file, line);
  return found;
}

/** Types that operations of the release name, with the place that names them. */
function rootsOf(sources: readonly ModelSource[], release: Release): { name: string; file: string; line: number }[] {
  return sources
    .filter((s) => !s.api || s.api.versions.has(release))
    .flatMap((s) => {
      const errors = s.errors.filter((e) => holds(e, release));
      const operations = s.resources
        .filter((r) => holds(r, release))
        .flatMap((r) => r.operations)
        .filter((o) => holds(o, release));
      const responses = operations.flatMap((o) => o.responses).filter((r) => holds(r, release));
      const requests = operations.map((o) => ({ type: valueAt(o.request, release), line: o.line }));
      return [...errors, ...responses, ...requests].flatMap(({ type, line }) =>
        type === undefined ? [] : [{ name: type, file: s.file, line }],
      );
    });
}

/**
 * Types that no release reaches: rows that say nothing. Left to the one who checks the model, so that a model in the
 * making can be used.
 */
export function unusedTypes(sources: readonly ModelSource[], models: ReadonlyMap<Release, ReleaseModel>): ModelError[] {
  const used = new Set([...models.values()].flatMap((m) => [...m.types.keys()]));
  return sources.flatMap((s) =>
    s.types
      .filter((t) => !used.has(t.name))
      .map((t) => new ModelError(`type ${t.name} is used in no release`, s.file, t.line)),
  );
}
