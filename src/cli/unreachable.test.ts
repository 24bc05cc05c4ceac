import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { here } from '../../tests/here.ts';
import { freePort } from '../engine/embedded.ts';

const dir = mkdtempSync(join(tmpdir(), 'unreachable-'));
const plain = createServer((_request, response) => response.writeHead(404).end());
beforeAll(() => new Promise<void>((listening) => plain.listen(0, '127.0.0.1', listening)));
afterAll(() => {
  plain.close();
  rmSync(dir, { recursive: true });
});

function portOfPlain(): number {
  return (plain.address() as AddressInfo).port;
}

const TARGETS: readonly (readonly [string, () => Promise<string> | string, RegExp])[] = [
  ['whose host does not resolve', () => 'http://no-such-host.invalid', /is no-such-host\.invalid its address/],
  ['whose port is closed', async () => `http://127.0.0.1:${await freePort()}`, /is it running/],
  ['that speaks no TLS', () => `https://127.0.0.1:${portOfPlain()}`, /should the URI start with http:\/\//],
];

describe.each(TARGETS)('a target %s', (_what, baseOf, fix) => {
  const profile = async (): Promise<string> => {
    const file = join(dir, 'p.yaml');
    const uri = `${await baseOf()}/vnflcm/v2`;
    writeFileSync(file, `claims: [3.3.1]\napis: { vnflcm: { v2: '${uri}' } }\nvnf: { vnfdId: d, flavourId: f }\n`);
    return file;
  };

  test('is one problem for doctor, with the way out', async () => {
    const { code, out } = await here('doctor', '--target', await profile());
    expect(out).toMatch(fix);
    expect(out).toContain('1 problem to fix before a run.');
    expect(code).toBe(2);
  });

  test.each([
    ['run', '--out', join(dir, 'run')],
    ['ics', 'probe'],
  ])('ends %s with 2 at once', async (...command) => {
    const { code, err } = await here(...command, '--target', await profile());
    expect(err).toMatch(/cannot be reached: .*\n.*doctor --target/);
    expect(code).toBe(2);
  });
});

describe('serve', () => {
  test.each(['file', 'file/below'])('writes no profiles to %s', async (where) => {
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, 'file'), '');
    const { code, err } = await here('serve', '--profiles', join(dir, where));
    expect(err).toMatch(/file is no directory\nName a directory that you may write to with --profiles\./);
    expect(code).toBe(2);
  });

  test('names the port that is in use', async () => {
    const port = String(portOfPlain());
    const { code, err } = await here('serve', '--port', port, '--profiles', join(dir, 'profiles'));
    expect(err).toContain(`port ${port} is in use\nChoose another one with --port.`);
    expect(code).toBe(2);
  });
});
