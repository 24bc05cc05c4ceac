import { randomBytes, timingSafeEqual } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import type { Verdict } from '../judge/verdict.ts';

/** Where workers ask for verdicts: on loopback, with a key that only this run's workers know. */
export interface VerdictService {
  readonly url: string;
  readonly key: string;
  close(): Promise<void>;
}

/** Environment by which a worker finds the service. */
export const SERVICE_URL = 'NFV_TST_SERVICE_URL';
export const SERVICE_KEY = 'NFV_TST_SERVICE_KEY';
/** Set when a reporter turns expected failures back into failures; without one, tests have to fail for themselves. */
export const RED_RESTORED = 'NFV_TST_RED_RESTORED';

export async function serveVerdicts(
  verdict: (target: string, caseId: string, release: string) => Promise<Verdict>,
): Promise<VerdictService> {
  const key = randomBytes(24).toString('hex');
  const app: FastifyInstance = fastify();
  app.addHook('onRequest', async (request, reply) => {
    const given = Buffer.from(String(request.headers['x-key'] ?? ''));
    const right = Buffer.from(key);
    if (given.length !== right.length || !timingSafeEqual(given, right)) await reply.code(403).send();
  });
  app.get<{ Querystring: { target: string; case: string; release: string } }>('/verdict', (request) =>
    verdict(request.query.target, request.query.case, request.query.release),
  );
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url, key, close: () => app.close() };
}
