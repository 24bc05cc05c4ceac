import { now } from '../clock.ts';
import { faulty } from '../faults/seeded.ts';
import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from '../problem.ts';

/** When a value was first looked at, in seconds: values are replaced, never changed, so it has not changed since. */
const seen = new WeakMap<object, number>();

function secondOf(kept: object): number {
  const second = seen.get(kept) ?? Math.floor(now().getTime() / 1000);
  seen.set(kept, second);
  return second;
}

/** HTTP-date (RFC 9110 8.8.2). */
export function lastModified(kept: object): string {
  return new Date(secondOf(kept) * 1000).toUTCString();
}

/** If-Unmodified-Since of a request, for which If-Match stands in where there is one (RFC 9110 13.1.4). @throws Problem 412 */
export function checkUnmodified(headers: IncomingHttpHeaders, kept: object): void {
  const since = Date.parse(headers['if-unmodified-since'] ?? '');
  if (headers['if-match'] !== undefined || Number.isNaN(since) || faulty('if-unmodified-since-ignored')) return;
  if (secondOf(kept) * 1000 > since || faulty('if-unmodified-since-never-holds'))
    throw new Problem(412, 'the resource was modified since');
}
