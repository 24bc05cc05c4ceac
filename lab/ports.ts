import { createServer } from 'node:net';
import { UserError } from '../src/errors.ts';

/** Whether nobody listens on the port; a plain bind, which SO_REUSEPORT of the other side does not let through. */
export function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => done(true)));
  });
}

/**
 * Tacker listens with SO_REUSEPORT: beside a forgotten one it would start without complaint and get some of the
 * requests only. @throws UserError E_PORT
 */
export async function mustBeFree(host: string, port: number, whose: string): Promise<void> {
  if (await isFree(host, port)) return;
  throw new UserError(`port ${port} on ${host}, needed for ${whose}, is in use`, {
    code: 'E_PORT',
    wayOut: `Stop what listens there (\`ss -ltnp sport = :${port}\` shows it), or choose another port with --port.`,
  });
}
