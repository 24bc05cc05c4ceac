import type { IncomingMessage } from 'node:http';
import type { Method } from '../../src/model/release-model.ts';
import { faulty } from '../faults/seeded.ts';
import type { Reply } from './message.ts';

/** HEAD is GET without the payload, which never leaves the server (RFC 9110 9.3.2). */
export function methodMeant({ method = '' }: Pick<IncomingMessage, 'method'>): string {
  return method === 'HEAD' && !faulty('head-refused') ? 'GET' : method;
}

/** Methods as Allow names them. */
export function allowed(methods: Iterable<Method>): string {
  return [...methods].flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
}

/** A read of what the client has already is answered short (RFC 9110 13.1.2). */
export function orNotModified(request: Pick<IncomingMessage, 'method' | 'headers'>, reply: Reply): Reply {
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  const tag = reply.headers?.['ETag']?.toString();
  const opaque = tag?.replace(/^W\//, '') ?? '';
  if (methodMeant(request) !== 'GET' || reply.status !== 200 || tag === undefined) return reply;
  if (faulty('if-none-match-ignored')) return reply;
  return known.includes('*') || known.includes(opaque) ? { status: 304, headers: { ETag: tag } } : reply;
}
