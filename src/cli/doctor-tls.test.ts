import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { listen, type Listener } from '../../counterparts/listener.ts';
import { authority } from '../../lab/authority.ts';
import { quietRecorder } from '../../lab/quiet-recorder.ts';
import { parseProfile } from '../target/load-profile.ts';
import { examineServed, examineTls } from './doctor-tls.ts';
import { mustAnswer } from './must-answer.ts';

const folder = mkdtempSync(join(tmpdir(), 'doctor-tls-'));
afterAll(() => rmSync(folder, { recursive: true }));
const own = authority(mkdtempSync(join(folder, 'own-')));
const other = authority(mkdtempSync(join(folder, 'other-')));

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}
function pair(name: string, of = own, to = '20990101'): string {
  const { cert, key } = of.issue('IP:127.0.0.1', '20200101', to);
  return `cert: ${file(`${name}.pem`, cert)}, key: ${file(`${name}.key`, key)}`;
}
file('ca.pem', own.ca);
file('other.pem', other.ca);
const GOOD = pair('good');
const STRANGE = pair('strange', other);

const open: Listener[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

/** A target that wants a certificate of `own`. */
async function target(names = 'IP:127.0.0.1', to = '20990101', clientCa = true): Promise<string> {
  const server = await listen({
    ...{ host: '127.0.0.1', port: 0, recorder: quietRecorder, refused: () => undefined },
    tls: { ...own.issue(names, '20200101', to), ...(clientCa ? { clientCa: own.ca } : {}) },
    handle: () => ({ status: 200, api: 'x', note: '' }),
  });
  open.push(server);
  return server.base;
}

function profile(base: string, more: string) {
  const apis = `apis: { vnflcm: { v2: ${base}/vnflcm/v2 } }`;
  const text = `claims: [3.3.1]\n${apis}\nvnf: { vnfdId: d, flavourId: f }\n${more}\n`;
  return parseProfile(text, join(folder, 'p.yaml'), {});
}

it.each<[string, () => Promise<string>, string, RegExp]>([
  ['all is well', target, `ca: ca.pem, ${GOOD}`, /^TLSv1.3; .* until 2099-01-01; it accepts ours$/],
  ['nobody asks', () => target(undefined, undefined, false), 'ca: ca.pem', /we present no certificate$/],
  [
    'we show none',
    target,
    'ca: ca.pem',
    /closes the connection because we present no client certificate \(.*CERTIFICATE/,
  ],
  ['ours is strange', target, `ca: ca.pem, ${STRANGE}`, /rejects our client certificate/],
  ['its CA is unknown', target, `ca: other.pem, ${GOOD}`, /we do not trust the CA of its certificate/],
  ['ours is strange, and we trust anybody', target, `verify: false, ${STRANGE}`, /rejects our client certificate/],
  ['its CA is unknown, and nobody cares', target, `verify: false, ${GOOD}`, /accepts ours/],
  ['it expired', () => target(undefined, '20200201'), `ca: ca.pem, ${GOOD}`, /not valid now \(CERT_HAS_EXPIRED\)/],
  ['it is another', () => target('DNS:other.example'), `ca: ca.pem, ${GOOD}`, /for another host/],
  ['it is not there', async () => 'https://127.0.0.1:1', 'ca: ca.pem', /no TLS connection \(ECONNREFUSED\)/],
])('%s', async (_what, start, tls, found) => {
  const [only] = await examineTls(profile(await start(), `tls: { ${tls} }`));
  expect(only?.remark.found).toMatch(found);
  expect(only?.remark.state).toBe(
    /accepts ours$|present no certificate$/.test(only?.remark.found ?? '') ? 'ok' : 'wrong',
  );
  expect(only?.remark.fix === undefined).toBe(only?.remark.state === 'ok');
});

it.each([
  ['none', 'ca: ca.pem', /cannot be reached: it closes the connection because we present no client certificate/],
  ['a strange one', `ca: ca.pem, ${STRANGE}`, /cannot be reached: it rejects our client certificate/],
  ['one, not knowing its CA', `ca: other.pem, ${GOOD}`, /cannot be reached: we do not trust the CA/],
])('no run is started if we present %s', async (_what, tls, said) => {
  const begun = mustAnswer(profile(await target(), `tls: { ${tls} }`));
  await expect(begun).rejects.toThrow(said);
  await expect(begun).rejects.toMatchObject({ code: 'E_TLS' });
});

it('a target without TLS is not examined, one that pretends to have it is reported', async () => {
  const plain = await listen({
    ...{ host: '127.0.0.1', port: 0, recorder: quietRecorder },
    handle: () => ({ status: 200, api: 'x', note: '' }),
  });
  open.push(plain);
  expect(await examineTls(profile(plain.base, ''))).toEqual([]);
  const [only] = await examineTls(profile(plain.base.replace('http:', 'https:'), ''));
  expect(only?.remark).toMatchObject({
    state: 'wrong',
    found: expect.stringContaining('does not speak TLS') as string,
  });
});

it('certificates of what the harness plays are examined too', () => {
  const wrong = `callback: { tls: { cert: good.pem, key: strange.key } }`;
  const right = `counterparts: { vim: { port: 1, token: t, tls: { ${GOOD}, clientCa: ca.pem } } }`;
  expect(
    examineServed(profile('http://x', `${wrong}\n${right}`)).map(({ about, state }) => `${about} ${state}`),
  ).toEqual(['callback.tls wrong', 'counterparts.vim.tls ok']);
});
