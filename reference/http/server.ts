import { gzipSync } from 'node:zlib';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { Method, Operation, ReleaseModel, SchemaIssue } from '../../src/model/release-model.ts';
import { type Validator, validatorFor } from '../../src/model/schema.ts';
import { now } from '../clock.ts';
import type { FaultName } from '../faults/catalogue.ts';
import { faulty, seededWith } from '../faults/seeded.ts';
import { type JsonObject, isObject } from '../json.ts';
import { putOff } from '../manners/busy.ts';
import type { MannerName } from '../manners/catalogue.ts';
import { isOffered } from '../manners/offered.ts';
import { inManner, takes } from '../manners/taken.ts';
import { contentType, fieldName, furtherFields, inOtherWords, isSaid, prefixOf, textOf } from '../manners/wire.ts';
import { Problem } from '../problem.ts';
import type { Authorization } from './authorize.ts';
import { bytesOf, parseJson } from './body.ts';
import { allowed, methodMeant, orNotModified } from './get.ts';
import type { Reply } from './message.ts';
import { accepts, isMediaType } from './negotiate.ts';
import type { Route, Router } from './routes.ts';
import { stumbleOverPayload, stumbleOverRequest, stumbleOverVersion } from './stumble.ts';
import { stumbleOver } from './stumble-table.ts';
import { checkVersion, versionSaid } from './version.ts';

export interface HttpNeeds {
  readonly model: ReleaseModel;
  readonly router: Router;
  readonly authorization: Authorization;
  /** Version of the API from 2.5.1 on; absent: no Version header in either direction. */
  readonly version: string | undefined;
  readonly fault: FaultName | undefined;
  readonly manner: MannerName | undefined;
}

export const TOKEN_PATH = '/oauth2/token';

/** The common rules of all operations (SOL013 clauses 4 to 8), in the order in which they are looked at. */
export function httpServer(needs: HttpNeeds): Server {
  return createServer((request, response) => {
    inManner(needs.manner, () => seededWith(needs.fault, () => serve(needs, request, response))).catch(() =>
      response.destroy(),
    );
  });
}

async function serve(needs: HttpNeeds, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (takes('interim-answers')) response.writeProcessing();
  write(needs, request, response, await inOtherWords(await answer(needs, request)));
}

async function answer(needs: HttpNeeds, request: IncomingMessage): Promise<Reply> {
  try {
    const [path = '', ...rest] = (request.url ?? '').split('?');
    const pathname = path.slice(prefixOf(needs.manner).length);
    if (pathname === TOKEN_PATH) return await token(needs, request);
    const later = putOff(needs);
    if (later !== undefined) return later;
    stumbleOverRequest(request);
    if (isChecked(request.method, request.headers.authorization))
      needs.authorization.check(request.headers.authorization);
    const route = needs.router(pathname);
    if (!route || !isOffered(route.resource.name)) throw new Problem(404, 'there is no such resource');
    const { operation, handler } = methodOf(route, methodMeant(request));
    const look = versionCheck(needs.version, route, operation, request);
    if (!faulty('version-looked-at-too-late')) stumbleOverVersion(route, look);
    if (!faulty('accept-ignored')) checkAccept(operation, request.headers.accept);
    const payload = await payloadOf(needs, operation, request);
    const reply = await handler({
      operation,
      path: route.path,
      query: rest.join('?'),
      headers: request.headers,
      get body() {
        return payload();
      },
    });
    if (faulty('version-looked-at-too-late')) look();
    return orNotModified(
      request,
      faulty('reads-are-202') && request.method === 'GET' ? { ...reply, status: 202 } : reply,
    );
  } catch (error) {
    return problemReply(error);
  }
}

/** Looks at Version where there is a version to be named: not so in lists of versions. The check throws a Problem. */
function versionCheck(
  version: string | undefined,
  { resource }: Route,
  { method }: Operation,
  { headers }: IncomingMessage,
): () => void {
  const isLooked = resource.root !== 'apiName' && !faulty('version-header-ignored');
  if (version === undefined || !isLooked || (method !== 'GET' && faulty('version-of-writing-ignored')))
    return () => undefined;
  return () => checkVersion(headers['version'], version);
}

async function token(needs: HttpNeeds, request: IncomingMessage): Promise<Reply> {
  if (request.method !== 'POST') throw new Problem(405, 'tokens are asked for with POST', { Allow: 'POST' });
  const bytes = await bytesOf(request);
  return needs.authorization.token(request.headers.authorization, new TextDecoder().decode(bytes));
}

function methodOf(route: Route, method: string): NonNullable<ReturnType<Route['methods']['get']>> {
  const found = [...route.methods].find(([name]) => name === method)?.[1];
  if (found) return found;
  if (faulty('unsupported-method-is-404')) throw new Problem(404, 'there is no such resource');
  const methods = allowed(route.methods.keys());
  const allow = faulty('405-without-allow') ? {} : { Allow: takes('allow-with-more') ? `OPTIONS,${methods}` : methods };
  throw new Problem(405, `${method} is not supported by this resource`, allow);
}

/** 406 only where there would be a payload to choose a form for. */
function checkAccept(operation: Operation, accept: string | undefined): void {
  const success = [...operation.responses].filter(([status, r]) => status < 300 && r.type !== undefined);
  const offered = success.map(([, r]) => r.mediaType ?? 'application/json');
  if (offered.length === 0 || offered.some((m) => accepts(accept, m))) return;
  throw new Problem(406, `the response can only be given as ${[...new Set(offered)].join(' or ')}`);
}

/** The payload, looked at now or where the operation comes to it. */
async function payloadOf(needs: HttpNeeds, operation: Operation, request: IncomingMessage): Promise<() => JsonObject> {
  const bytes = await bytesOf(request);
  const look = (): JsonObject => bodyOf(needs, operation, request, bytes);
  if (takes('state-before-payload')) return look;
  const body = look();
  return () => body;
}

function bodyOf(needs: HttpNeeds, operation: Operation, request: IncomingMessage, bytes: Uint8Array): JsonObject {
  const { request: expected } = operation;
  stumbleOver({
    method: request.method ?? '',
    url: request.url ?? '',
    header: (name) => String(request.headers[name] ?? ''),
    text: new TextDecoder().decode(bytes),
  });
  if (!expected) {
    if (faulty('needless-payload-is-500') && bytes.length > 0) throw new Error('unexpected payload');
    return {};
  }
  if (!faulty('media-type-ignored') && !isMediaType(request.headers['content-type'], expected.mediaType))
    throw new Problem(
      faulty('unknown-media-type-is-500') ? 500 : 415,
      `the payload has to be ${expected.mediaType}`,
      acceptHeader(operation.method, expected.mediaType),
    );
  if (faulty('modification-without-payload-is-500') && request.method === 'PATCH' && bytes.length === 0)
    throw new Error("'NoneType' object is not iterable");
  if (faulty('payload-that-is-no-json-is-500')) JSON.parse(new TextDecoder().decode(bytes));
  const lost = faulty('chunked-payload-lost') && request.headers['transfer-encoding'] === 'chunked';
  const value = lost ? {} : parseJson(bytes);
  stumbleOverPayload(needs.model, operation, bytes, value);
  const validate: Validator = validatorFor(needs.model, expected.type, { direction: 'request' });
  const issues = validate(value);
  const first = issues.find(
    (issue) => !overlooked(issue) && !unchecked(expected.type, issue) && !isPartOfPatch(issue, expected.mediaType),
  );
  if (first)
    throw new Problem(
      statusOfBreach(needs),
      `${first.pointer === '' ? 'the payload' : first.pointer}: ${first.expected} (${first.keyword})`,
    );
  if (!isObject(value)) throw new Problem(400, 'the payload is not an object');
  return value;
}

/** Of a payload that breaks its data type: 400, or 422 where the release has it (SOL013 6.4). */
function statusOfBreach({ version }: HttpNeeds): number {
  if (faulty('broken-payload-is-500')) return 500;
  return takes('unprocessable-for-schema') && version !== undefined ? 422 : 400;
}

/** A merge patch of an entry that is there says what changes in it, and no more; of which entry it has to say. */
function isPartOfPatch({ keyword, pointer }: SchemaIssue, mediaType: string): boolean {
  if (faulty('part-of-vim-connection-refused')) return false;
  return mediaType === 'application/merge-patch+json' && keyword === 'required' && !pointer.endsWith('/id');
}

/** Faults: ways in which payloads may be wrong unnoticed. */
function overlooked({ keyword, expected, observed }: SchemaIssue): boolean {
  return (
    (faulty('missing-attributes-overlooked') && keyword === 'required') ||
    (faulty('texts-taken-for-numbers') &&
      keyword === 'type' &&
      /integer|number/.test(expected) &&
      /^"?\d+"?$/.test(String(observed))) ||
    (faulty('wrong-types-overlooked') && keyword === 'type') ||
    (faulty('foreign-enum-values-overlooked') && keyword === 'enum')
  );
}

/** Faults: parts of payloads that nobody looks at. */
function unchecked(type: string, { pointer }: SchemaIssue): boolean {
  if (type === 'VnfSnapshotInfoModificationRequest') return faulty('snapshot-modification-unchecked');
  const isVim = type === 'VnfInfoModificationRequest' && pointer.startsWith('/vimConnectionInfo');
  return isVim && faulty('vim-connections-of-modification-unchecked');
}

/** Faults: methods whose requests nobody has to be authorized for, or not with a token that holds. */
function isChecked(method: string | undefined, token: string | undefined): boolean {
  if (faulty('any-token-will-do-for-writing')) return method === 'GET' || token === undefined;
  if (faulty('only-writing-is-authorized')) return method !== 'GET';
  if (faulty('only-reading-is-authorized')) return method === 'GET';
  return !(faulty('deletion-is-not-authorized') && method === 'DELETE');
}

function acceptHeader(method: Method, mediaType: string): Readonly<Record<string, string>> {
  return method === 'PATCH' ? { 'Accept-Patch': mediaType } : {};
}

function mediaTypeOf(status: number): string {
  if (status >= 400) return faulty('problem-details-as-json') ? 'application/json' : 'application/problem+json';
  return faulty('answers-as-text') ? 'text/html' : 'application/json';
}

function problemReply(error: unknown): Reply {
  if (error instanceof Problem) {
    const { headers, message: detail } = error;
    const status = error.status === 404 && faulty('unknown-resource-is-500') ? 500 : error.status;
    if (faulty('problem-details-missing')) return { status, headers };
    if (faulty('problem-details-without-detail')) return { status, headers, json: { status } };
    if (faulty('problem-details-with-another-status')) return { status, headers, json: { status: 500, detail } };
    return { status, headers, json: { status, detail } };
  }
  const detail = error instanceof Error ? error.message : 'unexpected';
  return { status: 500, json: { status: 500, detail } };
}

function write(needs: HttpNeeds, request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  const { status, headers = {}, json, bytes } = reply;
  if (!request.complete || takes('one-request-a-connection')) response.shouldKeepAlive = false;
  const version = versionSaid(needs.version);
  if (version !== undefined) response.setHeader(fieldName('Version'), version);
  for (const [name, value] of Object.entries({ ...furtherFields(), ...headers }))
    if (isSaid(name)) response.setHeader(fieldName(name), value);
  const plain = bytes ?? (json === undefined ? undefined : Buffer.from(textOf(json)));
  const payload = plain && takes('compressed-answers') ? gzipSync(plain) : plain;
  if (payload !== plain) response.setHeader(fieldName('Content-Encoding'), 'gzip');
  if (json !== undefined) response.setHeader(fieldName('Content-Type'), contentType(mediaTypeOf(status)));
  if (payload && takes('chunked-answers')) response.setHeader('Transfer-Encoding', 'chunked');
  else if (payload) response.setHeader('Content-Length', payload.length);
  else if ((status !== 204 || faulty('no-content-has-a-length')) && status !== 304)
    response.setHeader('Content-Length', 0);
  if (isSaid('Date')) response.setHeader(fieldName('Date'), now().toUTCString());
  else response.sendDate = false;
  response.writeHead(status);
  response.end(payload);
}
