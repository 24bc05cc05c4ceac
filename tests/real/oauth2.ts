import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { memoryRecorder, type MemoryRecorder } from '../../counterparts/memory-recorder.ts';
import { startNfvo } from '../../counterparts/nfvo.ts';
import { ensureInstalled } from '../../lab/install.ts';
import { configuration, serve } from '../../lab/keystone.ts';
import { KEYSTONE } from '../../lab/places.ts';
import { isFree } from '../../lab/ports.ts';
import { stop } from '../../lab/processes.ts';
import { Prober } from '../../src/cli/reach.ts';
import type { StoreLine } from '../../src/exchange/exchange.ts';
import { loadProfile } from '../../src/target/load-profile.ts';
import type { Profile } from '../../src/target/profile.ts';
import { serverPem } from '../../src/target/tls.ts';
import type { Check } from './identity.ts';

type OAuth2 = Extract<Profile['auth'], { kind: 'oauth2' }>;

/** Seconds that a token of the second Keystone is good for. */
const SHORT = 3;
const VERSION = { Version: '2.0.0' };

/** Client credentials against a real Keystone, its tokens shown to a real Tacker: obtained, expired, renewed, refused. */
export async function checkClient(file: string, check: Check): Promise<void> {
  const profile = loadProfile(file);
  const { auth } = profile;
  if (auth.kind !== 'oauth2') {
    check(false, 'OAuth 2.0: the profile of the lab says oauth2', auth.kind);
    return;
  }
  const shortly = await startShort(dirname(file), auth);
  const prober = new Prober({ ...profile, auth: { ...auth, tokenEndpoint: shortly.tokenEndpoint } });
  const list = `${String(profile.apis['vnflcm']?.v2)}/subscriptions`;
  const stale = new Prober({ ...profile, auth: { kind: 'none' } });
  const status = async (headers: Record<string, string>): Promise<number | undefined> =>
    (await stale.ask('GET', list, { ...VERSION, ...headers })).response?.status;
  try {
    const first = await prober.credentials.headers();
    const [good, again] = [await status(first), await prober.credentials.headers()];
    check(good === 200, 'OAuth 2.0: Tacker takes a token of Keystone', String(good));
    check(again['Authorization'] === first['Authorization'], 'OAuth 2.0: a token is used until it is about to end');
    await sleep(SHORT * 1000 + 200);
    const over = await status(first);
    check(over === 401, 'OAuth 2.0: Tacker refuses a token that is over', String(over));
    const renewed = await prober.ask('GET', list, VERSION);
    check(renewed.response?.status === 200, 'OAuth 2.0: by then there is a new one', String(renewed.response?.status));
    const guessed = await prober.ask('GET', list, VERSION, 'bad');
    check(
      guessed.response?.status === 401,
      'OAuth 2.0: Tacker refuses a token of nobody',
      String(guessed.response?.status),
    );
  } finally {
    prober.close();
    stale.close();
    await shortly.close();
  }
  await refused(profile, { ...auth, clientSecret: 'a-secret-of-nobody' }, 'secret', check);
  await refused(profile, { ...auth, clientId: 'a-client-of-nobody' }, 'client', check);
}

/** What is reported when the token endpoint refuses, and what is not. */
async function refused(profile: Profile, auth: OAuth2, what: string, check: Check): Promise<void> {
  const prober = new Prober({ ...profile, auth });
  const said = await prober.credentials.headers().then(
    () => 'a token',
    (error: unknown) => String(error),
  );
  prober.close();
  check(/refused client .*: 40[14] /.test(said), `OAuth 2.0: a wrong ${what} is refused, and said so`, said);
  check(
    !said.includes(auth.clientSecret),
    `OAuth 2.0: the error about a wrong ${what} does not contain the secret`,
    said,
  );
}

/** A second Keystone on the database and keys of the lab's, whose tokens are over after `SHORT` seconds. */
async function startShort(
  lab: string,
  auth: OAuth2,
): Promise<{ readonly tokenEndpoint: string; close(): Promise<void> }> {
  const folder = join(lab, 'keystone-short');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'keystone.conf'), configuration(folder, SHORT, join(lab, 'keystone')), { mode: 0o600 });
  const of = new URL(auth.tokenEndpoint);
  let port = Number(of.port) + 1;
  while (!(await isFree(of.hostname, port))) port += 1;
  const pids: Parameters<typeof stop>[0][] = [];
  const close = async (): Promise<void> => {
    for (const one of pids) await stop(one);
  };
  const installed = await ensureInstalled(KEYSTONE, () => undefined);
  try {
    await serve({ folder, host: of.hostname, port }, installed, async (started) => void pids.push(started));
  } catch (error) {
    await close();
    throw error;
  }
  of.port = String(port);
  return { tokenEndpoint: of.href, close };
}

/** Tacker as a client of our token endpoint: tokens that end at once, and none at all. */
export async function checkServer(file: string, check: Check): Promise<void> {
  const profile = loadProfile(file);
  const short = await asNfvo(profile, { tokenLifetime: 1 }, async (create) => {
    const statuses = [await create()];
    await sleep(1500);
    return [...statuses, await create()];
  });
  check(short.statuses.join() === '201,201', 'tokens that end after 1 s do not stop Tacker', short.statuses.join());
  const late = short.recorder.exchanges.filter(({ response }) => response?.status === 401);
  check(
    late.length === 0,
    'Tacker uses no token that is over',
    late.map(({ stimulus }) => JSON.stringify(stimulus)).join(),
  );
  const tokens = short.recorder.exchanges.filter(({ api, response }) => api === 'oauth2' && response?.status === 200);
  const calls = short.recorder.exchanges.filter(({ api }) => api === 'vnfpkgm');
  check(
    calls.length > 0 && tokens.length === calls.length,
    'Tacker takes a token for each call',
    `${tokens.length}, ${calls.length}`,
  );

  const none = await asNfvo(
    profile,
    { clientId: 'somebody-else', clientSecret: 'of-somebody-else' },
    async (create) => [await create()],
  );
  check(
    none.statuses.every((one) => one >= 400),
    'without a token Tacker makes no VNF instance',
    none.statuses.join(),
  );
  const kept = none.recorder.exchanges.filter(({ api }) => api === 'oauth2');
  check(
    kept.length > 0 && kept.every(({ response }) => response?.status === 401),
    'a client that is not known gets none',
  );
  const through = none.recorder.exchanges.filter(({ api, response }) => api === 'vnfpkgm' && response?.status === 200);
  check(through.length === 0, 'and nothing is read without one', String(through.length));
}

type Settings = Partial<Pick<Parameters<typeof startNfvo>[0], 'tokenLifetime' | 'clientId' | 'clientSecret'>>;

/** Plays the NFVO of the profile, changed, while VNF instances are made; they are removed. */
export async function asNfvo(
  profile: Profile,
  change: Settings,
  drive: (create: () => Promise<number>) => Promise<readonly number[]>,
): Promise<{ readonly statuses: readonly number[]; readonly recorder: MemoryRecorder }> {
  const { nfvo } = profile.counterparts;
  if (nfvo === undefined) throw new Error(`${profile.file} has no counterparts.nfvo`);
  const { tls, host, port, clientId, clientSecret } = nfvo;
  const recorder = memoryRecorder();
  const server = await startNfvo({
    ...{ host, port, clientId },
    ...(clientSecret === undefined ? {} : { clientSecret }),
    ...(tls === undefined ? {} : { tls: serverPem(tls, 'counterparts.nfvo.tls') }),
    ...change,
    package: profile.vnf,
    recorder,
  });
  const prober = new Prober(profile);
  const instances = `${String(profile.apis['vnflcm']?.v2)}/vnf_instances`;
  const made: string[] = [];
  try {
    const statuses = await drive(async () => {
      const { response } = await prober.ask('POST', instances, VERSION, 'valid', { vnfdId: profile.vnf.vnfdId });
      if (response?.status === 201) made.push((JSON.parse(Buffer.from(response.body).toString()) as { id: string }).id);
      return response?.status ?? 0;
    });
    return { statuses, recorder };
  } finally {
    for (const id of made) await prober.ask('DELETE', `${instances}/${id}`, VERSION);
    prober.close();
    await server.close();
  }
}

/** In the record of a run longer than the life of a token: nobody was refused but who was to be. */
export function checkRenewal(out: string, check: Check): void {
  const lines = readFileSync(join(out, 'exchanges.ndjson'), 'utf8').trim().split('\n');
  const sent = lines
    .map((line) => JSON.parse(line) as StoreLine)
    .flatMap((line) => (line.type === 'exchange' && line.direction === 'outbound' ? [line] : []));
  const [first, last] = [sent[0], sent.at(-1)].map((one) => Date.parse(one?.at ?? ''));
  check(Number(last) - Number(first) > 40_000, 'OAuth 2.0: the run is longer than the life of a token');
  const refused = sent.filter(
    ({ response, stimulus }) =>
      response?.status === 401 &&
      stimulus.kind !== 'credentials' &&
      // The NFVO refuses the SUT, which hands that through.
      stimulus.step !== 'nfvo-unauthorized',
  );
  check(refused.length === 0, 'OAuth 2.0: no request of the run came with a token that was over', refused[0]?.id);
}
