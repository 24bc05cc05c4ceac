import { createServer } from 'node:net';
import { writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { startOrchestrator, type OrchestratorOptions } from '../../reference/start.ts';
import { lcmMajor, type Release } from '../model/release-model.ts';
import type { Profile } from '../target/profile.ts';
import { EMBEDDED_SECRET as VARIABLE } from './embedded-host.ts';

/** The embedded orchestrator, running, with the IXIT that leads to it. */
export interface EmbeddedTarget {
  readonly profileFile: string;
  /** {apiRoot}/vnflcm/{major} */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** How the orchestrator is to be, apart from its release. */
export type EmbeddedSettings = Pick<
  OrchestratorOptions,
  'port' | 'apiRoot' | 'fault' | 'manner' | 'pageSize' | 'duplicateSubscriptions' | 'foreign'
> & {
  /** Clients have to show a token. */
  readonly auth?: true;
  /** Requests bring a VIM connection with credentials. */
  readonly vim?: true;
};

/** As a run on the embedded orchestrator has it: credentials on both sides, pages of a size that is reached. */
export const USUAL = { auth: true, vim: true, pageSize: 10 } as const satisfies EmbeddedSettings;

/** Every secret of embedded targets in this process; where they have one of their own, of the engine's that started it. It is never on disk: profiles name the variable that holds it. */
const SECRET = process.env[VARIABLE] ?? randomBytes(12).toString('hex');

const VIM = {
  vimId: 'b1bb0ce7-5e5e-4e5e-8e5e-000000000001',
  vimType: 'ETSINFV.OPENSTACK_KEYSTONE.V_3',
  accessInfo: { username: 'vnfm', password: SECRET },
};

/** Starts the embedded orchestrator as one release and writes its profile into `dir`. */
export async function embeddedTarget(
  release: Release,
  dir: string,
  { auth, vim, ...settings }: EmbeddedSettings = {},
): Promise<EmbeddedTarget> {
  const nfvo = {
    host: '127.0.0.1',
    port: await freePort(),
    clientId: 'embedded',
    clientSecret: SECRET,
  };
  const apiRoot = `http://127.0.0.1:${nfvo.port}`;
  const client = { kind: 'oauth2', clientId: 'harness', clientSecret: SECRET } as const;
  const orchestrator = await startOrchestrator({
    ...settings,
    ...(auth === undefined ? {} : { auth: client }),
    release,
    nfvo: { apiRoot, tokenEndpoint: `${apiRoot}/token`, clientId: nfvo.clientId, clientSecret: nfvo.clientSecret },
  });
  const profileFile = join(dir, 'ixit.yaml');
  const profile = {
    ...embeddedProfile(release, orchestrator.url, nfvo),
    ...(auth === undefined ? {} : { auth: { ...client, tokenEndpoint: orchestrator.tokenEndpoint } }),
    ...(vim === undefined ? {} : { vim: { v1: [{ id: 'vim', ...VIM }], v2: { vim: VIM } } }),
  };
  process.env[VARIABLE] = SECRET;
  writeFileSync(profileFile, stringify(profile).replaceAll(SECRET, `\${${VARIABLE}:-gone}`), { mode: 0o600 });
  return { profileFile, url: orchestrator.url, stop: () => orchestrator.close() };
}

/** IXIT of the embedded orchestrator as one release; `nfvo` is where it expects the harness to play the NFVO. */
export function embeddedProfile(
  release: Release,
  url: string,
  nfvo: NonNullable<Profile['counterparts']['nfvo']>,
): object {
  const major = lcmMajor(release);
  return {
    name: `embedded-${release}`,
    claims: [release],
    apis: { vnflcm: { [major]: url } },
    otherOrigins: [new URL(url).origin.replace('127.0.0.1', 'localhost')],
    vnf: {
      vnfdId: 'b1bb0ce7-ebca-4fa7-95ed-4840d70a1177',
      flavourId: 'simple',
      instantiationLevelId: 'instantiation_level_1',
      aspectId: 'VDU1_scale',
      vduId: 'VDU1',
      otherFlavourId: 'large',
      otherVnfdId: '9f7e8b6a-5d4c-4b3a-8f2e-1d0c9b8a7f6e',
      extCpdId: 'VDU1_CP1',
    },
    operations: {
      failing: { [major]: { additionalParams: { refFailure: 'always' } } },
      failing_once: { [major]: { additionalParams: { refFailure: 'once' } } },
      failing_late: { [major]: { additionalParams: { refFailure: 'late' } } },
      failing_rollback: { [major]: { additionalParams: { refFailure: 'rollback' } } },
      hanging: { [major]: { additionalParams: { refFailure: 'hang' } } },
      hanging_rollback: { [major]: { additionalParams: { refFailure: 'hang-rollback' } } },
    },
    // It does all that the model has.
    ics: { 'vnflcm.*': true, 'grant.*': true, 'vnfpkgm.*': true, 'oauth2.*': true },
    counterparts: { nfvo },
    timeouts: { request: '20s', operation: '20s', notification: '20s' },
    settle: '10ms',
    parallel: 6,
  };
}

/** A port that was free a moment ago; the counterpart that takes it says so when somebody was quicker. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
