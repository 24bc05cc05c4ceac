import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { nfvTst } from '../../tests/command.ts';
import { sampleRun, writeSample, type SampleOptions } from '../../tests/sample/sample-run.ts';
import type { Certificate } from '../judge/certificate.ts';
import { explain, validators } from '../judge/formats/formats.ts';
import { certify } from './certify.ts';
import { verify } from './verify-certificate.ts';

const folder = mkdtempSync(join(tmpdir(), 'certificates-'));
const key = join(folder, 'key.pem');
const vendor = join(folder, 'vendor.pem');
const stranger = join(folder, 'stranger.pem');
const good = join(folder, 'good');
const issued = join(folder, 'issued');

function sample(dir: string, options: SampleOptions = {}): Promise<string> {
  return writeSample(dir, sampleRun({ failEvery: 0, openEvery: 0, cases: 6, ...options }));
}

function writeKeys(): void {
  const own = generateKeyPairSync('ed25519').privateKey;
  writeFileSync(key, own.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(vendor, createPublicKey(own).export({ type: 'spki', format: 'pem' }));
  writeFileSync(stranger, generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }));
}

beforeAll(async () => {
  writeKeys();
  await sample(good);
  await said(() => certify(good, { key, out: issued }));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a command returns, and all that it says. */
async function said(work: () => Promise<number>): Promise<readonly [code: number, out: string]> {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    const code = await work();
    return [code, log.mock.calls.map(([line]) => String(line)).join('\n')];
  } finally {
    log.mockRestore();
  }
}

describe('nfv-tst certificate', () => {
  it('writes one for each release that is claimed and shown, or that was asked for', async () => {
    expect(readdirSync(issued).sort()).toEqual(['certificate-2.6.1.json', 'certificate-3.3.1.json']);
    const one = join(folder, 'one');
    const [code, out] = await said(() => certify(good, { key, out: one, release: ['3.3.1'] }));
    expect(code).toBe(0);
    expect(out).toContain('SOL003 3.3.1: certified in');
    expect(readdirSync(one)).toEqual(['certificate-3.3.1.json']);
    const written = JSON.parse(readFileSync(join(one, 'certificate-3.3.1.json'), 'utf8')) as Certificate;
    expect(validators.certificate(written), explain(validators.certificate.errors)).toBe(true);
    expect(written.statement.qualification?.faults.found).toBeGreaterThan(0);
  });

  it('lists what stands in the way, and certifies the rest of several targets', async () => {
    const both = join(folder, 'both');
    await sample(join(both, 'a'), { name: 'A', claims: ['3.3.1'] });
    await sample(join(both, 'b'), { name: 'B', claims: ['2.6.1'], failEvery: 3 });
    const [code, out] = await said(() => certify(both, { key }));
    expect(code).toBe(1);
    expect(out).toContain('A, SOL003 3.3.1: certified in');
    expect(out).toMatch(/B, SOL003 2\.6\.1: no certificate\n {2}✗ SOL/);
    expect(out).toContain('matrix.html, with all that stands in the way');
    expect(existsSync(join(both, 'a', 'certificate-3.3.1.json'))).toBe(true);
    expect(readdirSync(join(both, 'b')).filter((name) => name.startsWith('certificate'))).toEqual([]);
  });

  it('ends with 3 where the record is not complete, also if only its end is missing', async () => {
    const cut = await sample(join(folder, 'cut'));
    const record = join(cut, 'exchanges.ndjson');
    writeFileSync(record, readFileSync(record, 'utf8').split('\n').slice(0, -2).join('\n') + '\n');
    const [code, out] = await said(() => certify(cut, { key }));
    expect(code).toBe(3);
    expect(out).toContain('the record is not complete');
    expect(readdirSync(cut).filter((name) => name.startsWith('certificate'))).toEqual([]);
  });

  it('tells wrong usage with a way out', async () => {
    await expect(certify(good, {})).rejects.toMatchObject({
      code: 'E_USAGE',
      message: expect.stringMatching(/no key was named/) as string,
    });
    await expect(certify(good, { key: vendor })).rejects.toMatchObject({ code: 'E_KEY' });
    await expect(certify(folder + '/none', { key })).rejects.toMatchObject({ code: 'E_RECORD' });
    await expect(certify(good, { key, release: ['3.7.1'] })).rejects.toMatchObject({
      code: 'E_USAGE',
      wayOut: expect.stringMatching(/^It claims 2\.6\.1, 3\.3\.1\./) as string,
    });
    const none = await sample(join(folder, 'claims-none'), { claims: [] });
    await expect(certify(none, { key })).rejects.toMatchObject({
      code: 'E_USAGE',
      message: expect.stringMatching(/claims no release/) as string,
    });
    await expect(certify(good, { key, out: key })).rejects.toMatchObject({ code: 'E_USAGE' });
  });
});

describe('nfv-tst certificate verify', () => {
  const file = join(issued, 'certificate-2.6.1.json');

  it('says whose key it is, or that anybody could have made it', async () => {
    const [code, out] = await said(() => verify(file, {}));
    expect(code).toBe(0);
    expect(out).toContain('right for the key in the certificate, which anybody could have made');
    const [byVendor, told] = await said(() => verify(file, { key: vendor }));
    expect([byVendor, told]).toEqual([0, expect.stringContaining(`is by the key in ${vendor}`)]);
    const [byStranger, why] = await said(() => verify(file, { key: stranger }));
    expect([byStranger, why]).toEqual([1, expect.stringContaining('signed with another key')]);
  });

  it('tells the record that was certified from others', async () => {
    expect(await said(() => verify(file, { record: good }))).toEqual([
      0,
      expect.stringContaining('bears the statement out'),
    ]);
    const other = await sample(join(folder, 'other'));
    appendFileSync(join(other, 'verdicts.ndjson'), '\n');
    const [code, out] = await said(() => verify(file, { record: other }));
    expect(code).toBe(1);
    expect(out).toContain('verdicts.ndjson is not the one that was certified');
    const several = join(folder, 'several');
    await sample(join(several, 'a'), { name: 'A' });
    await sample(join(several, 'b'));
    expect((await said(() => verify(file, { record: several })))[0]).toBe(0);
    rmSync(join(several, 'b'), { recursive: true });
    await sample(join(several, 'c'), { name: 'C' });
    expect(await said(() => verify(file, { record: several }))).toEqual([
      1,
      expect.stringContaining('none of the runs'),
    ]);
  });

  it('lets nothing of a hostile file act on the terminal', async () => {
    const forged = join(folder, 'hostile.json');
    const text = readFileSync(file, 'utf8');
    const { signature } = JSON.parse(text) as Certificate;
    const was = JSON.parse(Buffer.from(signature.protected, 'base64url').toString()) as object;
    const head = Buffer.from(JSON.stringify({ ...was, alg: '\u001b[2J' })).toString('base64url');
    writeFileSync(forged, text.replace(signature.protected, head));
    const [code, out] = await said(() => verify(forged, {}));
    expect(code).toBe(1);
    expect(out).not.toContain('\u001b');
    writeFileSync(forged, text.replace('"outcome"', '"\\u001b[2J": 1, "outcome"'));
    await expect(verify(forged, {})).rejects.toMatchObject({
      message: expect.not.stringContaining('\u001b') as string,
    });
  });

  it.each([
    ['{', 'E_CERTIFICATE', /x\.json: not JSON$/],
    ['[]', 'E_CERTIFICATE', /x\.json: it must be object/],
    ['{"statement":{"format":1},"signature":{}}', 'E_CERTIFICATE', /required property/],
    ['{"statement":{"format":2}}', 'E_RECORD', /x\.json has format 2; this nfv-tst reads format 1/],
    [' '.repeat(4_000_001), 'E_CERTIFICATE', /too large/],
  ])('refuses a file that is no certificate (%#)', async (text, code, message) => {
    const broken = join(folder, 'x.json');
    writeFileSync(broken, text);
    await expect(verify(broken, {})).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
  });
});

describe('as a process', () => {
  it('certifies and verifies; options of the one are not taken for those of the other', async () => {
    const out = join(folder, 'process');
    const made = await nfvTst('certificate', good, '--key', key, '--release', '2.6.1', '--out', out);
    expect(made, made.err).toMatchObject({ code: 0, err: '' });
    const file = join(out, 'certificate-2.6.1.json');
    const [checked, other, missing] = await Promise.all([
      nfvTst('certificate', 'verify', file, '--key', vendor, '--record', good),
      nfvTst('certificate', 'verify', file, '--key', stranger),
      nfvTst('certificate', good),
    ]);
    expect(checked, checked.err).toMatchObject({ code: 0, err: '' });
    expect(checked.out).toContain('Sample VNFM conforms to SOL003 2.6.1');
    expect(checked.out).toContain(`is by the key in ${vendor}`);
    expect(other).toMatchObject({ code: 1, out: expect.stringContaining('another key') as string });
    expect(missing).toMatchObject({ code: 2, out: '' });
    expect(missing.err).toContain('Name a private key with --key');
  });
});
