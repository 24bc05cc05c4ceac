import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { faulty } from '../faults/seeded.ts';
import type { JsonObject } from '../json.ts';
import { takes } from '../manners/taken.ts';
import { Problem } from '../problem.ts';

/** Entity tag of a representation, a strong one (RFC 9110 8.8.3) unless that is not the manner. */
export function etagOf(representation: JsonObject): string {
  if (faulty('etag-constant')) return '"constant"';
  const weak = takes('weak-entity-tags') ? 'W/' : '';
  return `${weak}"${createHash('sha256').update(JSON.stringify(representation)).digest('base64url').slice(0, 27)}"`;
}

/** If-Match of a request (RFC 9110 13.1.1). @throws Problem 412 when the resource has changed */
export function checkIfMatch(headers: IncomingHttpHeaders, representation: JsonObject): void {
  const header = headers['if-match'];
  if (header === undefined || header.trim() === '*' || faulty('if-match-ignored')) return;
  const tags = header.split(',').map((tag) => tag.trim());
  if (takes('weak-entity-tags')) throw new Problem(412, 'a weak entity tag matches nothing');
  if (!tags.includes(etagOf(representation)) || faulty('if-match-never-holds'))
    throw new Problem(412, 'the resource is not as If-Match says');
}

/** The same of a request to delete. */
export function checkIfMatchOfDeletion(headers: IncomingHttpHeaders, representation: JsonObject): void {
  if (faulty('if-match-of-deletions-ignored')) return;
  if (faulty('deletions-take-no-condition') && headers['if-match'] !== undefined)
    throw new Problem(412, 'conditions are not supported here');
  checkIfMatch(headers, representation);
}
