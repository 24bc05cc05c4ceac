import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { startOrchestrator } from '../../reference/start.ts';
import { embeddedProfile } from '../engine/embedded.ts';
import { systemErrorCode, UserError } from '../errors.ts';
import { RELEASES, type Release } from '../model/release-model.ts';

export interface Served {
  readonly orchestrators: readonly { readonly release: Release; readonly url: string; readonly profile: string }[];
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

/**
 * Starts the embedded orchestrator once per release, on `port`, `port + 2`, ...; the port after each is that of the NFVO, which
 * the harness plays during a run. Writes `embedded-<release>.yaml` for each into `dir`.
 * @throws UserError E_PORT where a port is taken
 */
export async function serveEmbedded(asked: readonly Release[] | undefined, port: number, dir: string): Promise<Served> {
  const started: { release: Release; url: string; profile: string; close: () => Promise<void> }[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(started.map((one) => one.close()));
  };
  mkdirSync(dir, { recursive: true });
  try {
    for (const [index, release] of (asked ?? RELEASES).entries())
      started.push(await serveOne(release, port + 2 * index, dir));
  } catch (error) {
    await close();
    throw error;
  }
  return { orchestrators: started, close };
}

const WHY: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use',
  EACCES: 'is not for every user',
};

async function serveOne(
  release: Release,
  port: number,
  dir: string,
): Promise<{ release: Release; url: string; profile: string; close: () => Promise<void> }> {
  const nfvo = { host: HOST, port: port + 1, clientId: 'embedded', clientSecret: randomBytes(12).toString('hex') };
  const apiRoot = `http://${HOST}:${nfvo.port}`;
  const { clientId, clientSecret } = nfvo;
  const orchestrator = await startOrchestrator({
    release,
    host: HOST,
    port,
    nfvo: { apiRoot, tokenEndpoint: `${apiRoot}/token`, clientId, clientSecret },
  }).catch((error: unknown) => {
    const why = WHY[systemErrorCode(error) ?? ''];
    if (why === undefined) throw error;
    throw new UserError(`port ${port} ${why}`, { code: 'E_PORT', wayOut: 'Choose another one with --port.' });
  });
  const profile = join(dir, `embedded-${release}.yaml`);
  const head = `# The embedded orchestrator as ${release}; written by \`nfv-tst serve\`, valid while that is running.\n`;
  writeFileSync(profile, head + stringify(embeddedProfile(release, orchestrator.url, nfvo)), { mode: 0o600 });
  return { release, url: orchestrator.url, profile, close: () => orchestrator.close() };
}
