import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startOrchestrator } from '../../reference/start.ts';
import { here } from '../../tests/here.ts';

const dir = mkdtempSync(join(tmpdir(), 'no-vnfm-'));
const out = join(dir, 'ics.yaml');
let asked = 0;
let answer: readonly [number, string, string] = [404, 'text/html', ''];
const server = createServer((_request, response) => {
  asked += 1;
  const [status, type, body] = answer;
  response.writeHead(status, { 'content-type': type }).end(body);
});
beforeAll(() => new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening)));
afterAll(() => {
  server.close();
  rmSync(dir, { recursive: true });
});

function profile(url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/vnflcm/v2`): string {
  const file = join(dir, 'p.yaml');
  writeFileSync(file, `claims: [3.3.1]\napis: { vnflcm: { v2: '${url}' } }\nvnf: { vnfdId: d, flavourId: f }\n`);
  return file;
}

test.each([
  ['200 {}', [200, 'application/json', '{}'], /vnf_instances: 200, application\/json, no list of VNF instances/],
  ['200 []', [200, 'application/json', '[]'], /nfv-tst-[0-9a-f]{8}, which no API has: 200, application\/json/],
  ['a web page', [200, 'text/html', '<p>welcome'], /vnf_instances: 200, text\/html, no list/],
  ['404', [404, 'text/html', '<p>no'], /vnf_instances: 404, text\/html, no list/],
  ['404 with ProblemDetails', [404, 'application/problem+json', '{"detail":"no"}'], /vnf_instances: 404/],
  ['401', [401, 'application/problem+json', '{"detail":"who?"}'], /vnf_instances: 401/],
  ['500', [500, 'text/plain', 'oh'], /vnf_instances: 500/],
] as const)('a server that answers %s to everything gets no ICS drafted', async (_what, always, because) => {
  answer = always;
  const { code, err } = await here('ics', 'probe', '--target', profile(), '--out', out);
  expect(err).toContain('does not look like a VNFM');
  expect(err).toMatch(because);
  expect(err).toMatch(/Check apis and auth in the profile; .*doctor --target/);
  expect(code).toBe(2);
  expect(existsSync(out)).toBe(false);
});

test('an object in place of the list of VNF instances is wrong, says doctor', async () => {
  answer = [200, 'application/json', '{}'];
  const { code, out: said } = await here('doctor', '--target', profile());
  expect(said).toContain('fix vnflcm/v2: this is not a SOL003 API; check host, port and path\n');
  // What a server does that is no VNFM says nothing about the callback.
  expect(said).toContain('1 problem to fix before a run.');
  expect(code).toBe(2);
});

test('an ICS that cannot be written is told before the target is asked', async () => {
  asked = 0;
  for (const where of [join(dir, 'nowhere', 'ics.yaml'), dir]) {
    const { code, err } = await here('ics', 'probe', '--target', profile(), '--out', where);
    expect(err).toContain('Name a new file in a directory that is there');
    expect(code).toBe(2);
  }
  expect(asked).toBe(0);
});

test('a VNFM does, and it is shown how far the questions are', async () => {
  const sut = await startOrchestrator({ release: '3.3.1' });
  const { code, err } = await here('ics', 'probe', '--target', profile(sut.url), '--out', out);
  await sut.close();
  expect(err).toMatch(/^ics probe: 1 of \d+, .* left \(vnflcm\.create\)$/m);
  expect(readFileSync(out, 'utf8')).toMatch(/^vnflcm\.scale: true/m);
  expect(code).toBe(0);
});
