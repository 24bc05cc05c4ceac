import { now } from '../clock.ts';
import type { Reply } from '../http/message.ts';
import { takes } from './taken.ts';

/** One request of so many is put off. */
const EVERY = 120;

const requests = new WeakMap<object, number>();

/** The answer to a request that is put off; nothing where it is not. @param server whose requests are counted */
export function putOff(server: object): Reply | undefined {
  const isDated = takes('asked-to-come-at-a-time');
  if (!takes('too-busy-at-times') && !isDated) return undefined;
  const count = (requests.get(server) ?? 0) + 1;
  requests.set(server, count);
  if (count % EVERY !== 0) return undefined;
  if (isDated)
    return {
      status: 429,
      headers: { 'Retry-After': new Date(now().getTime() + 1000).toUTCString() },
      json: { status: 429, detail: 'too many requests at once' },
    };
  return {
    status: 503,
    headers: { 'Retry-After': '1' },
    json: { status: 503, detail: 'too much to do at the moment' },
  };
}
