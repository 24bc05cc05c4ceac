import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { UserError } from '../errors.ts';
import { loadProfile, parseProfile, secretsOf } from './load-profile.ts';

const folder = mkdtempSync(join(tmpdir(), 'profile-'));
afterAll(() => rmSync(folder, { recursive: true }));

const LEAST = `claims: [3.3.1]
apis:
  vnflcm:
    v2: http://127.0.0.1:9890/vnflcm/v2
vnf:
  vnfdId: d1
  flavourId: simple
`;

function problemsOf(text: string, variables: Record<string, string> = {}): string[] {
  try {
    parseProfile(text, 'p.yaml', variables);
  } catch (error) {
    if (error instanceof UserError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('a profile', () => {
  it('needs only claims, one URI and the VNFD; the rest has defaults', () => {
    expect(parseProfile(LEAST, 'some/target.yaml', {})).toEqual({
      name: 'target',
      file: 'some/target.yaml',
      claims: ['3.3.1'],
      apis: { vnflcm: { v2: 'http://127.0.0.1:9890/vnflcm/v2' } },
      otherOrigins: [],
      headers: {},
      auth: { kind: 'none' },
      tls: { verify: true },
      vim: {},
      vnf: { vnfdId: 'd1', flavourId: 'simple' },
      operations: {},
      callback: { host: '127.0.0.1', port: 0 },
      counterparts: {},
      timeouts: { request: 10_000, operation: 120_000, notification: 10_000 },
      settle: 0,
      parallel: 4,
      ics: { 'vnflcm.authentication': false },
    });
  });

  it('reads other origins in their usual form, and says what is none', () => {
    const origins = (list: string): string => `${LEAST}otherOrigins: [${list}]\n`;
    const { otherOrigins } = parseProfile(origins("'https://VNFM.example:443/', 'http://10.0.0.1:9890'"), 'p.yaml', {});
    expect(otherOrigins).toEqual(['https://vnfm.example', 'http://10.0.0.1:9890']);
    const [path, none] = problemsOf(origins("'https://vnfm.example/vnflcm/v2', vnfm.example"));
    expect(path).toBe('p.yaml:8:16: an origin ends with host or port: https://vnfm.example');
    expect(none).toContain('is not an absolute URI');
  });

  it('takes trailing slashes off and reads durations', () => {
    const profile = parseProfile(
      `${LEAST.replace('vnflcm/v2', 'vnflcm/v2//')}settle: 200ms\ntimeouts: { request: 1.5s, operation: 5m, notification: 300 }\n`,
      'p.yaml',
      {},
    );
    expect(profile.apis).toEqual({ vnflcm: { v2: 'http://127.0.0.1:9890/vnflcm/v2' } });
    expect(profile.settle).toBe(200);
    expect(profile.timeouts).toEqual({ request: 1500, operation: 300_000, notification: 300 });
  });

  it('resolves relative paths against the file and reads the ICS too', () => {
    writeFileSync(join(folder, 'ca.pem'), 'x');
    writeFileSync(join(folder, 'ics.yaml'), 'vnflcm.*: true\nvnflcm.scale_to_level: ${SCALES}\n');
    const file = join(folder, 'p.yaml');
    const profile = parseProfile(`${LEAST}tls: { ca: ca.pem }\nics: ics.yaml\n`, file, { SCALES: 'false' });
    expect(profile.tls.ca).toBe(join(folder, 'ca.pem'));
    expect(profile.ics).toMatchObject({ 'vnflcm.*': true, 'vnflcm.scale_to_level': false });
  });

  it('resolves the files of what the harness serves by HTTPS, and knows clients by certificate', () => {
    for (const name of ['s.pem', 's.key', 'clients.pem']) writeFileSync(join(folder, name), 'x');
    const tls = '{ cert: s.pem, key: s.key, clientCa: clients.pem }';
    const text = `${LEAST}callback: { tls: ${tls} }\ncounterparts: { nfvo: { port: 1, clientId: c, tokenLifetime: 3s, tls: ${tls} } }\n`;
    const { callback, counterparts } = parseProfile(text, join(folder, 'p.yaml'), {});
    const files = { cert: join(folder, 's.pem'), key: join(folder, 's.key'), clientCa: join(folder, 'clients.pem') };
    expect(callback).toEqual({ host: '127.0.0.1', port: 0, tls: files });
    expect(counterparts.nfvo).toMatchObject({ clientId: 'c', tokenLifetime: 3000, tls: files });
  });

  it('takes variables from .env beside the file, the environment first', () => {
    writeFileSync(join(folder, '.env'), 'PROFILE_TEST_HOST=from-dot-env\nPROFILE_TEST_VNFD=from-dot-env\n');
    const file = join(folder, 'env.yaml');
    writeFileSync(file, LEAST.replace('127.0.0.1:9890', '${PROFILE_TEST_HOST}').replace('d1', '${PROFILE_TEST_VNFD}'));
    process.env['PROFILE_TEST_VNFD'] = 'from-environment';
    const profile = loadProfile(file);
    delete process.env['PROFILE_TEST_VNFD'];
    expect(profile.apis).toEqual({ vnflcm: { v2: 'http://from-dot-env/vnflcm/v2' } });
    expect(profile.vnf.vnfdId).toBe('from-environment');
  });

  it('lets a variable stand where a number or a boolean is wanted, and keeps it text where text is wanted', () => {
    const text = `${LEAST.replace('d1', '${NUMBER}')}callback:\n  port: \${NUMBER}\ntls: { verify: '\${NO:-false}' }\n`;
    const profile = parseProfile(text, 'p.yaml', { NUMBER: '8080' });
    expect(profile.callback.port).toBe(8080);
    expect(profile.tls.verify).toBe(false);
    expect(profile.vnf.vnfdId).toBe('8080');
  });

  it('cannot be upset by what a variable holds', () => {
    const nasty = 'x: {[#"\'\n- &a *b ${HOME}';
    expect(parseProfile(LEAST.replace('d1', '${N}'), 'p.yaml', { N: nasty }).vnf.vnfdId).toBe(nasty);
    expect(
      parseProfile(
        LEAST.replace('d1', () => '$${N}'),
        'p.yaml',
        {},
      ).vnf.vnfdId,
    ).toBe('${N}');
  });
});

describe('what is wrong with a profile', () => {
  it.each<[string, string, string[]]>([
    ['unknown key', `${LEAST}claim: [3.3.1]\n`, ['p.yaml:8:1: claim: unknown key, did you mean claims?']],
    [
      'unknown key within',
      LEAST.replace('flavourId', 'flavorId'),
      ['p.yaml:5:1: vnf.flavourId is missing', 'p.yaml:7:3: flavorId: unknown key, did you mean flavourId?'],
    ],
    [
      'unknown release',
      LEAST.replace('3.3.1', '3.3.2'),
      ['p.yaml:1:10: claims.0: 3.3.2 is not one of 2.4.1, 2.6.1, 3.3.1, 3.7.1 (did you mean 3.3.1?)'],
    ],
    [
      'release without its API version',
      LEAST.replace('[3.3.1]', '[3.3.1, 2.6.1]'),
      ['p.yaml:1:17: 2.6.1 is claimed, but apis.vnflcm.v1, which it needs, is missing'],
    ],
    ['unknown API', LEAST.replace('vnflcm:', 'vnflmc:'), ['p.yaml:3:3: vnflmc: unknown key, did you mean vnflcm?']],
    [
      'URI without major',
      LEAST.replace('vnflcm/v2', 'vnflcm'),
      ['p.yaml:4:9: the URI has to end in /vnflcm/v2: http://127.0.0.1:9890/vnflcm/v2?'],
    ],
    [
      'relative URI',
      LEAST.replace('http://127.0.0.1:9890', ''),
      ['p.yaml:4:9: is not an absolute URI such as https://vnfm.example:9890/vnflcm/v2'],
    ],
    [
      'client of the token endpoint that nothing tells from others',
      `${LEAST}counterparts: { nfvo: { port: 1, clientId: c } }\n`,
      [
        'p.yaml:8:17: counterparts.nfvo.clientSecret is missing; it may be left out only if tls.clientCa requires a client certificate',
      ],
    ],
    [
      'certificate without its key',
      `${LEAST}callback: { tls: { cert: none.pem } }\ncounterparts: { vim: { port: 1, token: t, tls: { cert: a, key: b, clientCa: c } } }\n`,
      ['p.yaml:8:13: callback.tls.key is missing'],
    ],
    [
      'files that are not there',
      `${LEAST}callback: { tls: { cert: none.pem, key: none.key, clientCa: none.ca } }\n`,
      [
        'p.yaml:8:26: callback.tls.cert: there is no file none.pem (relative to this file)',
        'p.yaml:8:41: callback.tls.key: there is no file none.key (relative to this file)',
        'p.yaml:8:61: callback.tls.clientCa: there is no file none.ca (relative to this file)',
      ],
    ],
    [
      'password in the URI',
      LEAST.replace('127', 'u:canary@127'),
      ['p.yaml:4:9: the URI may not contain a user or password; put them into auth'],
    ],
    ['missing block', LEAST.replace(/vnf:[^]*/, ''), ['p.yaml:1:1: vnf is missing']],
    ['empty file', '', ['p.yaml:1:1: the file: expected object, found nothing']],
    [
      'variable that is not set',
      LEAST.replace('d1', '${VNFD_ID}'),
      ['p.yaml:6:11: variable VNFD_ID is not set; set it in the environment or in .env, or write ${VNFD_ID:-default}'],
    ],
    ['duration', `${LEAST}settle: 5 minutes\n`, ['p.yaml:8:9: settle: expected a duration such as 10s, 200ms, 5m']],
    ['type', `${LEAST}parallel: many\n`, ['p.yaml:8:11: parallel: expected integer, found a string']],
    [
      'kind of authentication',
      `${LEAST}auth:\n  kind: oauth\n`,
      ['p.yaml:9:9: auth.kind: oauth is not one of none, header, oauth2, keystone (did you mean oauth2?)'],
    ],
    [
      'authentication that lacks something',
      `${LEAST}auth: { kind: header, name: X-Auth }\n`,
      ['p.yaml:8:1: auth.value is missing'],
    ],
    [
      'ICS item',
      `${LEAST}ics:\n  vnflcm.scale_to_levle: true\n`,
      ['p.yaml:9:3: vnflcm.scale_to_levle: unknown ICS item, did you mean vnflcm.scale_to_level?'],
    ],
    [
      'ICS answer',
      `${LEAST}ics: { vnflcm.scale: maybe }\n`,
      ['p.yaml:8:22: ics.vnflcm.scale: expected boolean, found a string'],
    ],
    [
      'file that is not there',
      `${LEAST}ics: nowhere.yaml\n`,
      ['p.yaml:8:6: ics: there is no file nowhere.yaml (relative to this file)'],
    ],
    [
      'address that cannot be called',
      `${LEAST}callback: { host: 0.0.0.0 }\n`,
      ['p.yaml:8:19: the target cannot call 0.0.0.0 (callback.host); add callback.advertise'],
    ],
    [
      'URI in place of a host',
      `${LEAST}callback: { advertise: 'http://me' }\n`,
      ['p.yaml:8:24: callback.advertise: expected only a host name or an IP address, without scheme, port or path'],
    ],
    [
      'header that the harness sets',
      `${LEAST}headers: { Accept: text/html }\n`,
      ['p.yaml:8:12: Accept is set by the harness itself; leave it out'],
    ],
    [
      'task',
      `${LEAST}operations: { instanciate: { v2: {} } }\n`,
      ['p.yaml:8:15: instanciate: unknown key, did you mean instantiate?'],
    ],
    ['the same key twice', `${LEAST}parallel: 1\nparallel: 2\n`, ['p.yaml:9:1: not YAML: Map keys must be unique']],
  ])('%s', (_name, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  it('hints at quotes where a variable stands within braces', () => {
    expect(problemsOf(`${LEAST}callback: { port: \${PORT} }\n`)).toEqual([
      expect.stringMatching(/^p\.yaml:8:\d+: not YAML: .*"\$\{NAME\}"$/),
    ]);
  });

  it('is reported all at once', () => {
    expect(problemsOf(`${LEAST}settle: soon\nparallel: 0\nnam: x\n`)).toHaveLength(3);
  });

  it('names the line of the ICS file, not of the profile', () => {
    writeFileSync(join(folder, 'bad-ics.yaml'), '# ICS\nvnflcm.heel: true\n');
    expect(() => parseProfile(`${LEAST}ics: bad-ics.yaml\n`, join(folder, 'p.yaml'), {})).toThrow(
      /bad-ics\.yaml:2:1: vnflcm\.heel: unknown ICS item, did you mean vnflcm\.heal\?/,
    );
  });

  it('says so when the file is not there', () => {
    expect(() => loadProfile(join(folder, 'none.yaml'))).toThrow(/does not exist/);
  });

  it('never shows a secret', () => {
    const text = `${LEAST}auth: { kind: header, name: X, value: 12345678, valu: canary-secret }\n`;
    expect(problemsOf(text).join()).not.toMatch(/canary|12345678/);
  });
});

describe('secrets', () => {
  it('are found wherever a profile may hold them', () => {
    writeFileSync(
      join(folder, 'key.pem'),
      `-----BEGIN PRIVATE KEY-----\n${'k'.repeat(64)}\n-----END PRIVATE KEY-----\n`,
    );
    for (const name of ['c', 'n', 'v']) writeFileSync(join(folder, `${name}.key`), name.repeat(64));
    writeFileSync(join(folder, 'cert.pem'), 'x');
    const text = `${LEAST}
headers: { X-Auth-Token: canary-header, X-Roles: admin }
auth: { kind: oauth2, tokenEndpoint: 'http://t/token', clientId: c, clientSecret: canary-client }
tls: { cert: cert.pem, key: key.pem }
vim:
  v1: [{ id: v, vimId: open, accessInfo: { username: admin, password: canary-v1 } }]
  v2: { k: { vimId: open, interfaceInfo: { endpoint: 'http://u:canary-uri@k' }, accessInfo: { bearer_token: canary-bearer } } }
operations: { instantiate: { v2: { additionalParams: { dbPassword: canary-body, size: 3 } } } }
callback: { tls: { cert: cert.pem, key: c.key } }
counterparts:
  nfvo: { port: 1, clientId: n, clientSecret: canary-nfvo, tls: { cert: cert.pem, key: n.key } }
  vim: { port: 2, token: canary-vim, tls: { cert: cert.pem, key: v.key } }
`;
    const secrets = secretsOf(parseProfile(text, join(folder, 'p.yaml'), {}));
    expect(secrets).toEqual(
      expect.arrayContaining([
        'canary-header',
        'canary-client',
        Buffer.from('c:canary-client').toString('base64'),
        ...['k', 'c', 'n', 'v'].map((one) => one.repeat(64)),
        'canary-v1',
        'canary-uri',
        'canary-bearer',
        'canary-body',
        'canary-nfvo',
        'canary-vim',
      ]),
    );
    for (const open of ['admin', 'open', 'c', 'n']) expect(secrets).not.toContain(open);
  });

  it('of Basic include the password within', () => {
    const value = `Basic ${Buffer.from('me:canary').toString('base64')}`;
    const profile = parseProfile(
      `${LEAST}auth: { kind: header, name: Authorization, value: ${value} }\n`,
      'p.yaml',
      {},
    );
    expect(secretsOf(profile)).toContain('canary');
  });
});
