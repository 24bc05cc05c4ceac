import type { IncomingMessage } from 'node:http';
import type { Operation, ReleaseModel } from '../../src/model/release-model.ts';
import { unknownAttributes } from '../../src/model/unknown.ts';
import { faulty } from '../faults/seeded.ts';
import { Problem } from '../problem.ts';

/** Faults: requests that are legal, though few clients send them, and that the orchestrator does not get along with. */
export function stumbleOverRequest({ method, url, headers }: IncomingMessage): void {
  if (faulty('broken-escape-is-500')) decodeURIComponent(url ?? '');
  if (faulty('quality-of-accept-not-understood') && headers.accept?.includes('q=') === true)
    throw new Problem(406, 'the response cannot be given as that');
  if (faulty('first-choice-of-accept-only') && !/^(application|\*)\//i.test(headers.accept ?? '*/*'))
    throw new Error('no serializer for this media type');
  if (faulty('odd-id-is-500') && method !== 'GET' && (url ?? '').includes('%')) throw new Error('not a lock name');
  if (faulty('media-type-with-parameter-refused') && headers['content-type']?.includes(';') === true)
    throw new Problem(415, 'the payload has to be JSON');
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
