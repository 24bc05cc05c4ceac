import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ended } from '../../tests/command.ts';
import { here } from '../../tests/here.ts';
import { createProgram } from './program.ts';

const BIN = fileURLToPath(new URL('../../bin/nfv-tst.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

function tst(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [BIN, ...args], { cwd: folder, env: { ...process.env, NO_COLOR: '1' } });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

function profile(name: string, base: string, more = ''): string {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(
    file,
    `claims: [3.3.1]\napis: { vnflcm: { v2: '${base}/vnflcm/v2' } }\nvnf: { vnfdId: d, flavourId: f }\n${more}`,
  );
  return file;
}

/** The program itself and every command below it, as words of a command line. */
function commandsOf(command: Command, path: readonly string[] = []): readonly (readonly string[])[] {
  return [path, ...command.commands.flatMap((one) => commandsOf(one, [...path, one.name()]))];
}

describe('help and usage', () => {
  it.each(commandsOf(createProgram()).map((command) => [command]))(
    'help of %j has examples and ends with 0',
    async (command) => {
      const { code, out, err } = await here(...command, '--help');
      expect([code, err]).toEqual([0, '']);
      expect(out).toContain('Examples:');
    },
  );

  it.each<[string[], string]>([
    [['rnu'], '(Did you mean run?)'],
    [['run', '--tagret', 'x'], '(Did you mean --target?)'],
    [['run', '--release', '3.3.2'], 'did you mean 3.3.1?'],
    [['run', '--workers', '0'], 'from 1 to 64'],
    [['run', '--case', 'vnflcm.nothing.of.the.kind'], 'no case matches'],
    [['cases', 'list', '--api', 'vnflmc'], 'did you mean vnflcm?'],
    [['lab', 'tacker', 'up', '--layout', 'C'], 'Expected A or B'],
    [['specs', 'diff', '2.6.1', '3.3'], 'did you mean 3.3.1?'],
    [['qualify', '--whole', '--sample'], "option '--sample' cannot be used with option '--whole'"],
    [['doctor'], "required option '--target <file>'"],
    [['run', '--target', 'nowhere.yaml'], 'profile nowhere.yaml does not exist'],
    [['matrix', 'nowhere'], 'does not exist'],
    [['judge', 'nowhere'], 'contains no run'],
    [['clean', 'nowhere'], 'does not say which target'],
    [['run', '--resume', 'nowhere'], 'contains no run that could be resumed'],
    [
      ['run', '--resume', 'x', '--release', '3.3.1'],
      "option '--resume <dir>' cannot be used with option '--release <release>'",
    ],
  ])('%j ends with 2 and says the way out', async (args, said) => {
    const { code, err } = await here(...args);
    expect(err).toContain(said);
    expect(err).not.toMatch(/\n {4}at /);
    expect(code).toBe(2);
  });

  it('tells file, line and nearest key of a wrong profile', async () => {
    writeFileSync(join(folder, 'wrong.yaml'), 'claim: [3.3.1]\n');
    const { code, err } = await tst('run', '--target', 'wrong.yaml');
    expect(err).toContain('wrong.yaml:1:1: claim: unknown key, did you mean claims?');
    expect(code).toBe(2);
  });

  it('does not start a run on a target that is not there', async () => {
    const { code, err } = await tst('run', '--target', profile('gone', 'http://127.0.0.1:9'));
    expect(err).toMatch(/cannot be reached: .*\n.*doctor --target/);
    expect(code).toBe(2);
  });
});

describe('the catalogue', () => {
  it('is listed as JSON, for a release', async () => {
    const { code, out } = await tst('cases', 'list', '--release', '2.4.1', '--json');
    const cases = JSON.parse(out) as { id: string; releases: string[] }[];
    expect(code).toBe(0);
    expect(cases.length).toBeGreaterThan(50);
    expect(cases.every(({ releases }) => releases.join() === '2.4.1')).toBe(true);
    expect(cases.some(({ id }) => id.includes('api_versions'))).toBe(false);
  });
});

describe('a target', () => {
  let sut: Server;
  let base: string;
  /** What the small VNFM holds; it knows scale and not heal. */
  const subscriptions = new Set<string>();

  beforeAll(async () => {
    sut = createServer((request, response) => {
      const json = (status: number, body: unknown, headers = {}): void =>
        void response
          .writeHead(status, {
            'content-type': status < 400 ? 'application/json' : 'application/problem+json',
            ...headers,
          })
          .end(JSON.stringify(body));
      const path = request.url?.replace('/vnflcm/v2', '').split('?')[0] ?? '';
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        if (request.headers['x-key'] !== 'right') {
          json(401, { status: 401, detail: 'who are you?' });
          return;
        }
        if (path === '/api_versions') {
          json(200, { uriPrefix: '/vnflcm', apiVersions: [{ version: '2.0.0' }] });
          return;
        }
        if (path === '/vnf_instances' && request.method === 'GET') {
          json(200, []);
          return;
        }
        if (path === '/subscriptions' && request.method === 'POST') {
          const { callbackUri } = JSON.parse(text) as { callbackUri?: string };
          if (callbackUri === undefined) {
            json(422, { status: 422, detail: 'callbackUri' });
            return;
          }
          subscriptions.add('s1');
          void fetch(callbackUri).then(() =>
            json(201, { id: 's1' }, { location: `${base}/vnflcm/v2/subscriptions/s1` }),
          );
          return;
        }
        if (path === '/subscriptions/s1' && request.method === 'DELETE') {
          subscriptions.delete('s1');
          return void response.writeHead(204).end();
        }
        if (path.endsWith('/scale')) {
          json(404, { status: 404, detail: 'no such VNF instance' });
          return;
        }
        if (path.endsWith('/heal')) return void response.writeHead(501).end();
        response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>nothing here</h1>');
      });
    });
    await new Promise<void>((resolve) => sut.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(sut.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    sut.closeAllConnections();
    sut.close();
  });

  const KEY = (value: string): string => `auth: { kind: header, name: X-Key, value: ${value} }\n`;

  it('that is fit for a run gets a clean bill from doctor, which leaves nothing behind', async () => {
    const { code, out } = await here('doctor', '--target', profile('right', base, KEY('right')));
    expect(out).toMatch(/vnflcm\/v2 +│ ok +│ GET .*: 200/);
    expect(out).toMatch(/without credentials +│ ok/);
    expect(out).toMatch(/versions +│ ok +│ offers 2\.0\.0/);
    expect(out).toMatch(/clock +│ ok/);
    expect(out).toMatch(/callback +│ ok +│ the target reaches/);
    expect(out).toContain('Ready for a run.');
    expect(code).toBe(0);
    expect(subscriptions.size).toBe(0);
  });

  it('that refuses us is wrong, with what to fix, and the credential is not shown', async () => {
    const { code, out } = await tst('doctor', '--target', profile('refused', base, KEY('canary-key')));
    expect(out).toMatch(/fix vnflcm\/v2: it rejects the credentials; check auth/);
    expect(out).not.toContain('canary-key');
    expect(code).toBe(2);
  });

  it('whose callback port is in use is wrong', async () => {
    const taken = new URL(base).port;
    const { code, out } = await here(
      'doctor',
      '--target',
      profile('taken', base, `${KEY('right')}callback: { port: ${taken} }\n`),
    );
    expect(out).toMatch(/callback port +│ wrong +│ 127\.0\.0\.1:\d+ is in use/);
    expect(code).toBe(2);
  });

  it('is asked for an ICS, each line as sure as it can be', async () => {
    const out = join(folder, 'ics.yaml');
    const file = profile('probed', base, KEY('right'));
    expect((await here('ics', 'probe', '--target', file, '--out', out)).code).toBe(0);
    const text = readFileSync(out, 'utf8');
    expect(text).toMatch(/^vnflcm\.scale: true # fairly sure$/m);
    expect(text).toMatch(/^vnflcm\.heal: false # sure$/m);
    expect(text).toMatch(/^vnflcm\.operate: false # fairly sure$/m);
    expect(text).toMatch(/^vnflcm\.authentication: true # sure$/m);
    expect(text).toMatch(/^# vnflcm\.paging: true # not probed/m);
    const again = await here('ics', 'probe', '--target', file, '--out', out);
    expect([again.code, again.err]).toEqual([2, expect.stringContaining('is not overwritten')]);
    writeFileSync(file, `${readFileSync(file, 'utf8')}ics: ics.yaml\n`);
    expect((await here('doctor', '--target', file)).code).toBe(0);
  });
});
