import { randomBytes, timingSafeEqual } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import type { Verdict } from '../judge/verdict.ts';
import type { Release } from '../model/release-model.ts';
import { listed } from './listing.ts';

/** Where workers ask for test cases and verdicts: on loopback, with a key that only this run's workers know. */
export interface VerdictService {
  readonly url: string;
  readonly key: string;
  close(): Promise<void>;
}

/** @param verdicts the one asked for first, then any that are settled besides: a worker that has them need not ask */
export async function serveVerdicts(
  verdicts: (target: string, caseId: string, release: string) => Promise<readonly Verdict[]>,
): Promise<VerdictService> {
  const key = randomBytes(24).toString('hex');
  const app: FastifyInstance = fastify();
  app.addHook('onRequest', async (request, reply) => {
    const given = Buffer.from(String(request.headers['x-key'] ?? ''));
    const right = Buffer.from(key);
    if (given.length !== right.length || !timingSafeEqual(given, right)) await reply.code(403).send();
  });
  app.get<{ Querystring: { target: string; case: string; release: string } }>('/verdicts', (request) =>
    verdicts(request.query.target, request.query.case, request.query.release),
  );
  app.get<{ Querystring: { suite: string; release: Release } }>('/cases', (request) =>
    listed(request.query.release, request.query.suite),
  );
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url, key, close: () => app.close() };
}
