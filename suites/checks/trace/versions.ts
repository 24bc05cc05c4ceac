import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Observation, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { observe, type Seen } from '../observe.ts';
import { answered, answerText, entitiesAt, judgement, step, textAt, without, type Entity } from './reading.ts';

const CLAUSE = 'SOL013 9.1.3';

function about(exchange: Exchange, seen: Omit<Seen, 'check' | 'clause' | 'exchange'>): Observation {
  return observe({ check: 'api-versions.content', clause: CLAUSE, ...seen, exchange });
}

function saidBy(trace: Trace, label: string): { readonly exchange: Exchange; readonly body: Entity } | undefined {
  const exchange = step(trace, label);
  const body = answered(exchange);
  return exchange?.response?.status === 200 && Array.isArray(body?.['apiVersions']) ? { exchange, body } : undefined;
}

/**
 * uriPrefix is {apiRoot}/{apiName}/{apiMajorVersion}/. One that leads elsewhere breaks a `shall`; one that leads to the API, resolved
 * as a URI reference, and is written otherwise is a warning. Where the answer is about several major versions, no prefix holds them all.
 */
export function uriPrefix(label: string): TraceCheck {
  return (trace) => {
    const said = saidBy(trace, label);
    if (said === undefined) return without(`api_versions (${label})`, trace);
    const wanted = trace.target.roots[`${trace.api.name}/${trace.api.major}`] ?? '';
    const prefix = textAt(said.body, 'uriPrefix');
    if (prefix === undefined || wanted === '') return judgement(0, [], 'there is no uriPrefix to look at');
    const rule = {
      message: 'uriPrefix has the form {apiRoot}/{apiName}/{apiMajorVersion}/',
      expected: `${wanted}/`,
      observed: prefix,
      pointer: '/uriPrefix',
    } as const;
    if (prefix === `${wanted}/`) return judgement(1, []);
    // Which host a client is told may differ from the one it called; the slash at the end is read both ways.
    const parts = /^(?:https?:\/\/[^/]+)?(\/.*?)?\/?$/.exec(prefix);
    const path = parts?.[1] ?? '';
    const right = new URL(wanted).pathname.replace(/\/$/, '');
    const deviation = !path.endsWith(`/${trace.api.major}`)
      ? 'without-major'
      : !/^https?:\/\//.test(prefix)
        ? 'without-root'
        : path === right && !prefix.endsWith('/')
          ? 'without-slash'
          : 'other';
    if (deviation === 'other' && path.endsWith(`/${trace.api.name}/${trace.api.major}`)) return judgement(1, []);
    return judgement(1, [
      about(said.exchange, {
        ...rule,
        deviation: `api-versions:uriPrefix:${deviation}`,
        keyword:
          (deviation === 'without-major' && majorsIn(said.body) < 2) || deviation === 'other' ? 'shall' : 'should',
      }),
    ]);
  };
}

function majorsIn(body: Entity): number {
  const versions = entitiesAt(body, 'apiVersions').flatMap((one) => textAt(one, 'version') ?? []);
  return new Set(versions.map((version) => version.split('.')[0])).size;
}

const IDENTIFIER = /^\d+\.\d+\.\d+(?:-impl:[^:]+:[^:]+:[^:]+)?$/;

/** apiVersions names versions in the form of a version identifier, and of the release's major version at least one. */
export function namedVersions(label: string): TraceCheck {
  return (trace) => {
    const said = saidBy(trace, label);
    if (said === undefined) return without(`api_versions (${label})`, trace);
    const versions = entitiesAt(said.body, 'apiVersions').flatMap((one) => textAt(one, 'version') ?? []);
    const odd = versions.filter((version) => !IDENTIFIER.test(version));
    const twice = versions.filter((version, i) => versions.indexOf(version) !== i);
    const major = `${trace.api.version.split('.')[0] ?? ''}.`;
    const found: Observation[] = [];
    const rule = { keyword: 'shall', pointer: '/apiVersions' } as const;
    if (odd.length > 0)
      found.push(
        about(said.exchange, {
          ...rule,
          deviation: 'api-versions:version:ill-formed',
          message: 'A version has the form MAJOR.MINOR.PATCH, optionally with -impl: and an addition',
          expected: 'MAJOR.MINOR.PATCH',
          observed: odd,
        }),
      );
    if (twice.length > 0)
      found.push(
        about(said.exchange, {
          ...rule,
          keyword: 'should',
          deviation: 'api-versions:version:repeated',
          message: 'Each version is listed once',
          expected: 'different versions',
          observed: versions,
        }),
      );
    if (!versions.some((version) => version.startsWith(major)))
      found.push(
        about(said.exchange, {
          ...rule,
          deviation: 'api-versions:version:missing',
          message: 'The served versions of the API are listed',
          expected: `${major}x.y`,
          observed: versions,
        }),
      );
    return judgement(1, found);
  };
}

/** The version of the API that the judged release has is one of those that api_versions names. */
export function versionOfRelease(trace: Trace): ReturnType<TraceCheck> {
  const said = saidBy(trace, 'versions.major') ?? saidBy(trace, 'versions.all');
  if (said === undefined) return without('api_versions', trace);
  const versions = entitiesAt(said.body, 'apiVersions').flatMap((one) => textAt(one, 'version') ?? []);
  const plain = (version: string): string => version.split('-')[0] ?? version;
  if (versions.some((version) => plain(version) === trace.api.version)) return judgement(1, []);
  const seen = shown(said.exchange, trace);
  if (seen.judged === 0) return seen;
  return judgement(1, [
    about(said.exchange, {
      deviation: `api-versions:version:not-${trace.api.version}`,
      // The minor version of the release may be one that the product does not claim.
      keyword: 'info',
      message: 'The API version of the release is among those listed',
      expected: trace.api.version,
      observed: versions,
      pointer: '/apiVersions',
    }),
  ]);
}

/** An answer of success that names no version of the API that was asked for shows nothing of it. */
function shown(exchange: Exchange, trace: Trace): ReturnType<TraceCheck> {
  const { major } = trace.api;
  const body = answered(exchange);
  const named = entitiesAt(body ?? {}, 'apiVersions').some((one) =>
    textAt(one, 'version')?.startsWith(`${major.slice(1)}.`),
  );
  return named ? judgement(1, []) : judgement(0, [], `the answer names no version of ${major}`);
}

/** Nobody who looks for the versions has to know one: these resources are read without Version too. */
export function withoutVersion(label: string): TraceCheck {
  return (trace) => {
    const exchange = step(trace, label);
    if (exchange?.response === undefined) return without(`api_versions (${label})`, trace);
    const { status } = exchange.response;
    if (status === 200) return shown(exchange, trace);
    return judgement(1, [
      about(exchange, {
        deviation: `api-versions:without-version:${status}`,
        keyword: status >= 500 || status < 400 ? 'shall' : 'should',
        message: 'api_versions can be read without a Version header',
        expected: '200',
        observed: String(status),
        pointer: 'status',
      }),
    ]);
  };
}

/** Both resources can be read. */
export function versionsServed(label: string): TraceCheck {
  return (trace) => {
    const exchange = step(trace, label);
    if (exchange?.response === undefined) return without(`api_versions (${label})`, trace);
    const { status } = exchange.response;
    if (status === 200) return shown(exchange, trace);
    return judgement(1, [
      about(exchange, {
        deviation: `api-versions:${label.split('.')[1] ?? ''}:${status}`,
        keyword: 'shall',
        message: 'The api_versions resource exists',
        expected: '200',
        observed: answerText(exchange),
        pointer: 'status',
      }),
    ]);
  };
}
