import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const CHECK = fileURLToPath(new URL('../.ci/engines.mjs', import.meta.url));
let dir = '';
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'engines-'))));
afterEach(() => rmSync(dir, { recursive: true }));

/** What the check says of a project with these packages, by the Node.js that they ask for. */
function checked(promised: string | undefined, asked: Readonly<Record<string, string | undefined>>): Promise<string> {
  const packages: Record<string, object> = { '': {} };
  for (const [name, node] of Object.entries(asked))
    packages[`node_modules/${name}`] = { version: '1.2.3', ...(node === undefined ? {} : { engines: { node } }) };
  writeFileSync(join(dir, 'package.json'), JSON.stringify({ engines: { node: promised } }));
  writeFileSync(join(dir, 'package-lock.json'), JSON.stringify({ packages }));
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [CHECK, dir], (_error, stdout, stderr) =>
      resolve(`${child.exitCode ?? ''}: ${stderr}${stdout}`),
    );
  });
}

test('packages that run on the oldest Node.js promised pass', async () => {
  const asked = { a: '>=18', b: '^20.9 || >=22', c: undefined };
  expect(await checked('>=20.19', asked)).toBe('0: 3 of 3 packages allow Node.js 20.19.0\n');
});

test('one that asks for a newer one fails, whatever Node.js runs here', async () => {
  expect(await checked('>=20.19', { a: '>=18', b: '>=22' })).toBe(
    '1: node_modules/b 1.2.3 asks for Node.js >=22; package.json promises >=20.19\n1 of 2 packages allow Node.js 20.19.0\n',
  );
});

test('nothing to compare is no pass', async () => {
  expect(await checked('>=20.19', {})).toMatch(/^3: /);
  expect(await checked(undefined, { a: '>=18' })).toMatch(/^3: /);
});
