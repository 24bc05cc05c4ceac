import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { privateKey, publicKey } from './certificate-key.ts';

const folder = mkdtempSync(join(tmpdir(), 'keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function pemOf(key: KeyObject, passphrase?: string): string {
  if (key.type === 'public') return key.export({ type: 'spki', format: 'pem' }).toString();
  const sealed = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase };
  return key.export({ type: 'pkcs8', format: 'pem', ...sealed }).toString();
}

const ed25519 = generateKeyPairSync('ed25519');
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });

describe('the key to sign with', () => {
  it('is read in the forms that tools write', () => {
    expect(privateKey(file('ed', pemOf(ed25519.privateKey)), {}).asymmetricKeyType).toBe('ed25519');
    const sec1 = p256.privateKey.export({ type: 'sec1', format: 'pem' }).toString();
    expect(privateKey(file('sec1', sec1), {}).asymmetricKeyType).toBe('ec');
  });

  it('is decrypted with the passphrase of the environment', () => {
    const sealed = file('sealed', pemOf(ed25519.privateKey, 'canary'));
    expect(privateKey(sealed, { NFV_TST_KEY_PASSPHRASE: 'canary' }).type).toBe('private');
    for (const env of [{}, { NFV_TST_KEY_PASSPHRASE: '' }])
      expect(() => privateKey(sealed, env)).toThrow(
        expect.objectContaining({ code: 'E_KEY', wayOut: 'Set NFV_TST_KEY_PASSPHRASE to its passphrase.' }),
      );
    expect(() => privateKey(sealed, { NFV_TST_KEY_PASSPHRASE: 'wrong' })).toThrow(/cannot be decrypted/);
    const sec1 = p256.privateKey
      .export({ type: 'sec1', format: 'pem', cipher: 'aes-128-cbc', passphrase: 'canary' })
      .toString();
    expect(privateKey(file('old', sec1), { NFV_TST_KEY_PASSPHRASE: 'canary' }).type).toBe('private');
    expect(() => privateKey(file('old', sec1), {})).toThrow(/is encrypted/);
  });

  it('is one of the kinds that are taken', () => {
    const kinds = {
      'curve secp384r1': generateKeyPairSync('ec', { namedCurve: 'P-384' }),
      'RSA of 1024 bits': generateKeyPairSync('rsa', { modulusLength: 1024 }),
      x25519: generateKeyPairSync('x25519'),
    };
    for (const [kind, pair] of Object.entries(kinds)) {
      expect(() => privateKey(file('k', pemOf(pair.privateKey)), {})).toThrow(new RegExp(`${kind}; Ed25519`));
      expect(() => publicKey(file('k', pemOf(pair.publicKey)))).toThrow(new RegExp(`${kind}; Ed25519`));
    }
  });

  it('is told from what is none', () => {
    expect(() => privateKey(join(folder, 'none'), {})).toThrow(
      expect.objectContaining({
        code: 'E_KEY',
        exitCode: 2,
        message: expect.stringMatching(/does not exist/) as string,
      }),
    );
    expect(() => privateKey(folder, {})).toThrow(/cannot be read/);
    expect(() => privateKey(file('text', 'hello'), {})).toThrow(/contains no private key in PEM form$/);
    expect(() => privateKey(file('pub', pemOf(ed25519.publicKey)), {})).toThrow(/but a public key$/);
    const broken = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n';
    expect(() => privateKey(file('broken', broken), {})).toThrow(/contains no key that can be read/);
  });
});

describe('the key that a certificate has to be signed with', () => {
  it('is public', () => {
    expect(publicKey(file('pub', pemOf(p256.publicKey))).type).toBe('public');
    expect(() => publicKey(file('priv', pemOf(p256.privateKey)))).toThrow(/contains a private key, and a public one/);
    expect(() => publicKey(file('text', 'hello'))).toThrow(/contains no key that can be read/);
  });
});
