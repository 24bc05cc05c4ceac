import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildPackage, packageFacts, packagesOf } from './package.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'nfv-tst-'));
  mkdirSync(join(dir, 'vnf', 'Definitions'), { recursive: true });
  writeFileSync(join(dir, 'vnf', 'Definitions', 'top.yaml'), 'tosca_definitions_version: x\n');
  writeFileSync(join(dir, 'vnf', 'image.bin'), 'image');
});
afterEach(() => rmSync(dir, { recursive: true }));

test('a folder of the user is served as it is, its definitions as VNFD', () => {
  const made = buildPackage(packageFacts('mine', { package: join(dir, 'vnf') }));
  expect(Object.keys(unzipSync(made.csar)).sort()).toEqual(['Definitions/top.yaml', 'image.bin']);
  expect(Object.keys(unzipSync(made.vnfd))).toEqual(['Definitions/top.yaml']);
});

test('a CSAR of the user is served to the byte', () => {
  const csar = buildPackage(packageFacts('mine', { package: join(dir, 'vnf') })).csar;
  writeFileSync(join(dir, 'mine.csar'), csar);
  const made = buildPackage(packageFacts('mine', { package: join(dir, 'mine.csar') }));
  expect(Buffer.from(made.csar).equals(Buffer.from(csar))).toBe(true);
  expect(strFromU8(made.files.get('image.bin') ?? new Uint8Array())).toBe('image');
});

test('the second package stays the harness’s own', () => {
  const [own, other] = packagesOf({ vnfdId: 'mine', otherVnfdId: 'other', package: join(dir, 'vnf') });
  expect([own?.source, other?.source]).toEqual([join(dir, 'vnf'), undefined]);
});
