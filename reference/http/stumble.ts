import type { IncomingMessage } from 'node:http';
import type { Operation, ReleaseModel } from '../../src/model/release-model.ts';
import { unknownAttributes } from '../../src/model/unknown.ts';
import { faulty } from '../faults/seeded.ts';
import { Problem } from '../problem.ts';
import type { Route } from './routes.ts';

/** Faults: requests that are legal, though few clients send them, and that the orchestrator does not get along with. */
export function stumbleOverRequest({ method, url, headers }: IncomingMessage): void {
  if (faulty('broken-escape-is-500')) decodeURIComponent(url ?? '');
  if (faulty('quality-of-accept-not-understood') && headers.accept?.includes('q=') === true)
    throw new Problem(406, 'the response cannot be given as that');
  if (faulty('first-choice-of-accept-only') && !/^(application|\*)\//i.test(headers.accept ?? '*/*'))
    throw new Error('no serializer for this media type');
  if (faulty('odd-id-is-500') && method !== 'GET' && (url ?? '').includes('%')) throw new Error('not a lock name');
  if (faulty('unknown-header-is-500') && Object.keys(headers).some((name) => name.startsWith('x-')))
    throw new Error('no such header');
  if (faulty('media-type-with-parameter-refused') && headers['content-type']?.includes(';') === true)
    throw new Problem(415, 'the payload has to be JSON');
}

/** Fault: where the state of a VNF snapshot is read, nobody thought of versions that are not served. */
export function stumbleOverVersion({ resource }: Route, look: () => void): void {
  try {
    look();
  } catch (error) {
    if (faulty('version-of-state-is-500') && resource.name.endsWith('vnf_state_snapshot'))
      throw new Error('no such version', { cause: error });
    throw error;
  }
}

export function stumbleOverPayload(
  model: ReleaseModel,
  { request }: Operation,
  bytes: Uint8Array,
  value: unknown,
): void {
  const unknown = (): boolean => request !== undefined && unknownAttributes(model, request.type, value).length > 0;
  if (faulty('unknown-attribute-refused') && unknown()) throw new Problem(400, 'an attribute is not known');
  if (faulty('unknown-attribute-is-500') && unknown()) throw new Error('no such column');
  if (faulty('other-scripts-are-500') && bytes.some((byte) => byte > 127)) throw new Error('ordinal not in range(128)');
  if (faulty('null-entry-is-500') && /"cpConfig":\{[^}]*:null/.test(new TextDecoder().decode(bytes)))
    throw new Error("'NoneType' object is not iterable");
  if (faulty('long-text-is-500') && /"[^"]{256,}"/.test(new TextDecoder().decode(bytes)))
    throw new Error('value too long for type character varying(255)');
}
