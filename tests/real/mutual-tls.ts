import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { memoryRecorder } from '../../counterparts/memory-recorder.ts';
import { startSinks } from '../../counterparts/sinks.ts';
import { authority } from '../../lab/authority.ts';
import { certificatesIn } from '../../lab/tacker/certificates.ts';
import { examine, type Remark } from '../../src/cli/doctor.ts';
import { headerOf, Prober } from '../../src/cli/reach.ts';
import type { StoreLine } from '../../src/exchange/exchange.ts';
import { loadProfile } from '../../src/target/load-profile.ts';
import { serverPem } from '../../src/target/tls.ts';
import type { Check } from './identity.ts';
import { asNfvo } from './oauth2.ts';

type Json = Readonly<Record<string, unknown>>;
interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** What doctor says of each way in which certificates between the harness and a real Tacker may not fit. */
export async function checkDoctor(profile: string, check: Check): Promise<void> {
  const folder = dirname(profile);
  const written = parse(readFileSync(profile, 'utf8')) as Json & { tls: Json; callback: Json };
  const { tls, callback } = written;
  const strange = strangers(join(folder, 'strangers'));
  const cases: readonly (readonly [string, Json, string, string])[] = [
    ['nothing is wrong', {}, 'TLS 127.0.0.1:', 'it accepts ours'],
    ['we show no certificate', { tls: { ca: tls['ca'] } }, 'TLS', 'because we present no client certificate'],
    ['ours is of another CA', { tls: { ...tls, ...strange.good } }, 'TLS', 'it does not know the CA of our client'],
    ['ours expired', { tls: { ...tls, ...strange.old } }, 'TLS settings', 'expired on 2020-02-01'],
    ['we do not know its CA', { tls: { ...tls, ca: strange.ca } }, 'TLS', 'we do not trust the CA of its certificate'],
    [
      'it does not know the CA of our callback',
      { callback: { ...callback, tls: strange.good } },
      'vnflcm/v2 callback',
      'a client does not trust the CA of our certificate',
    ],
    [
      'it shows no certificate to a subscriber',
      { callback: { ...callback, tls: { ...(callback['tls'] as Json), clientCa: tls['ca'] } } },
      'vnflcm/v2 callback',
      'a client presented no certificate',
    ],
  ];
  for (const [what, change, about, said] of cases) {
    const file = join(folder, 'changed.yaml');
    writeFileSync(file, stringify({ ...written, ...change }), { mode: 0o600 });
    const remarks = await examine(loadProfile(file));
    const found = remarks.filter((one) => one.about.startsWith(about) && one.found.includes(said));
    const shown = remarks.filter(({ state }) => state === 'wrong').map(textOf);
    const right = found.length > 0 && shown.length > 0 === Object.keys(change).length > 0;
    check(right, `doctor, where ${what}: ${said}`, shown.join('; '));
    rmSync(file);
  }
}

function textOf({ about, found }: Remark): string {
  return `${about}: ${found}`;
}

/** Certificates of a CA that nobody in the lab knows. */
function strangers(folder: string): { readonly ca: string; readonly good: Pair; readonly old: Pair } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const own = authority(folder);
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  const issue = (name: string, to: string): Pair => {
    const { cert, key } = own.issue('IP:127.0.0.1', '20200101', to, name);
    return { cert: file(`${name}.pem`, cert), key: file(`${name}.key`, key) };
  };
  return { ca: file('stranger-ca.pem', own.ca), good: issue('good', '20990101'), old: issue('old', '20200201') };
}

/** Tacker shows its certificate to a subscriber that asks for it with OAUTH2_CLIENT_CERT: for a token, and with that. */
export async function checkNotifications(file: string, check: Check): Promise<void> {
  const profile = loadProfile(file);
  const { tackerClient } = certificatesIn(dirname(file));
  const recorder = memoryRecorder();
  const refusals: string[] = [];
  const sinks = await startSinks({
    host: '127.0.0.1',
    port: 0,
    tls: serverPem(profile.counterparts.nfvo?.tls ?? { cert: '', key: '' }, 'counterparts.nfvo.tls'),
    recorder,
    refused: (reason) => refusals.push(reason),
  });
  const prober = new Prober(profile);
  const base = String(profile.apis['vnflcm']?.v2);
  const version = { Version: '2.0.0' };
  try {
    const sink = await sinks.sink({ run: 'mutual', oauth2: { clientId: 'tacker' } });
    const print = new X509Certificate(readFileSync(tackerClient)).fingerprint256.replaceAll(':', '');
    const value = Buffer.from(print, 'hex').toString('base64url');
    const paramsOauth2ClientCert = {
      clientId: 'tacker',
      certificateRef: { type: 'x5t#S256', value },
      tokenEndpoint: sink.tokenEndpoint,
    };
    const authentication = { authType: ['OAUTH2_CLIENT_CERT'], paramsOauth2ClientCert };
    const wanted = { callbackUri: sink.uri, authentication };
    const answer = await prober.ask('POST', `${base}/subscriptions`, version, 'valid', wanted);
    const seen = `${answer.response?.status}; ${refusals.join('; ')}`;
    check(answer.response?.status === 201, 'OAUTH2_CLIENT_CERT: Tacker takes the subscription', seen);
    const status = (api: string) => recorder.exchanges.find((one) => one.api === api)?.response?.status;
    check(status('oauth2') === 200, 'OAUTH2_CLIENT_CERT: it gets a token by its certificate', seen);
    check(status('vnflcm-notification') === 204, 'OAUTH2_CLIENT_CERT: the endpoint test comes with the token', seen);
    const shown = recorder.exchanges.map(({ request }) => request.certificate?.thumbprint);
    const all = shown.length >= 2 && shown.every((one) => one === value);
    check(all, 'OAUTH2_CLIENT_CERT: both come with its certificate', shown.join());
    const created = await asNfvo(profile, {}, async (create) => [await create()]);
    const told = await sink.waitFor(({ request }) => request.method === 'POST', 5000);
    const sent = `${created.statuses.join()} ${told?.response?.status}`;
    check(
      told?.request.certificate?.thumbprint === value && told.response?.status === 204,
      'OAUTH2_CLIENT_CERT: a notification comes with its certificate, too',
      sent,
    );
    const location = headerOf(answer, 'location');
    if (location !== undefined) await prober.ask('DELETE', location, version);
  } finally {
    prober.close();
    await sinks.close();
  }
}

/** In the record of a run: the NFVO has got nothing without a certificate, and something at all. */
export function checkRecord(out: string, check: Check): void {
  const lines = readFileSync(join(out, 'exchanges.ndjson'), 'utf8').trim().split('\n');
  const calls = lines
    .map((line) => JSON.parse(line) as StoreLine)
    .flatMap((line) => (line.type === 'exchange' && ['grant', 'vnfpkgm'].includes(line.api) ? [line] : []));
  const without = calls.filter(({ request: { certificate } }) => certificate?.subject !== 'CN=tacker-client');
  check(
    calls.length > 50 && without.length === 0,
    'Tacker shows its certificate with each call to the NFVO',
    without[0]?.id,
  );
  const clear = lines.filter((line) => /"url":"http:/.test(line));
  check(clear.length === 0, 'nothing crosses the wire unencrypted', clear[0]);
}
