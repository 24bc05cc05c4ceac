import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { FlattenedSign } from 'jose';
import { describe, expect, test } from 'vitest';
import { sampleRun } from '../tests/sample/sample-run.ts';
import type { Certificate, Signature } from '../src/judge/certificate.ts';
import { statementOf } from './certificate.ts';
import { count } from './count.ts';
import type { Run } from './load-run.ts';
import { algorithmOf, signed, thumbprintOf } from './signature.ts';
import { contradictions, otherFiles, verified } from './verify-certificate.ts';

const KEYS = {
  EdDSA: generateKeyPairSync('ed25519').privateKey,
  ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  PS256: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
};
const key = KEYS.EdDSA;
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const digest = 'a'.repeat(64);
const sha256 = { 'run.json': digest, 'exchanges.ndjson': digest, 'verdicts.ndjson': digest };

function runOf(failEvery: number): Run {
  const { info, verdicts } = sampleRun({ failEvery, openEvery: 0, cases: 6 });
  return { dir: 'out', info, verdicts, matrix: count(verdicts, info) };
}

const statement = statementOf('2.6.1', runOf(0), sha256, undefined);
const certificate = await signed(statement, key);

function textOf(value: Certificate): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

async function wrongWith(value: Certificate, expected?: KeyObject): Promise<string> {
  return (await verified({ text: textOf(value), certificate: value }, expected)).wrong.join('; ');
}

/** Signed with whatever header, by whatever means. */
async function signedWith(head: object, by: KeyObject = key): Promise<Certificate> {
  const publicKey = createPublicKey(by);
  const jwk = publicKey.export({ format: 'jwk' });
  const header = { alg: 'EdDSA', typ: 'nfv-tst-certificate', kid: await thumbprintOf(publicKey), jwk, ...head };
  const made = await new FlattenedSign(Buffer.from(JSON.stringify(statement))).setProtectedHeader(header).sign(by);
  return { statement, signature: made as Signature };
}

function otherHeader(change: object): Certificate {
  const was = JSON.parse(Buffer.from(certificate.signature.protected, 'base64url').toString()) as object;
  const head = Buffer.from(JSON.stringify({ ...was, ...change })).toString('base64url');
  return { statement, signature: { ...certificate.signature, protected: head } };
}

describe('a certificate', () => {
  test.each(Object.entries(KEYS))('signed with %s is verified, with and without the key', async (algorithm, own) => {
    const made = await signed(statement, own);
    const publicKey = createPublicKey(own);
    const thumbprint = await thumbprintOf(publicKey);
    for (const expected of [undefined, publicKey])
      await expect(verified({ text: textOf(made), certificate: made }, expected)).resolves.toEqual({
        wrong: [],
        algorithm,
        thumbprint,
      });
  });

  test('holds nothing of the private key', async () => {
    for (const own of Object.values(KEYS)) {
      const { signature } = await signed(statement, own);
      const head = JSON.parse(Buffer.from(signature.protected, 'base64url').toString()) as { jwk: object };
      expect(Object.keys(head.jwk).filter((name) => !['kty', 'crv', 'x', 'y', 'n', 'e'].includes(name))).toEqual([]);
    }
  });

  test('may be formatted anew', async () => {
    const text = JSON.stringify(certificate, undefined, '\t').replaceAll('\n', '\r\n');
    expect((await verified({ text, certificate }, undefined)).wrong).toEqual([]);
  });

  test('is not signed with a key of another kind', async () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
    expect(algorithmOf(other)).toBeUndefined();
    await expect(signed(statement, other)).rejects.toThrow(/cannot sign/);
  });
});

describe('not verified is', () => {
  test('another statement beside the signature', async () => {
    expect(await wrongWith({ ...certificate, statement: { ...statement, release: '3.3.1' } })).toMatch(
      /shown is not the one that was signed/,
    );
  });

  test('another statement in the signature', async () => {
    const other = { ...statement, release: '3.3.1' } as const;
    const payload = Buffer.from(JSON.stringify(other)).toString('base64url');
    const forged = { statement: other, signature: { ...certificate.signature, payload } };
    expect(await wrongWith(forged)).toMatch(/signature does not fit/);
  });

  test('a member that is there twice, of which people see the first', async () => {
    const text = textOf(certificate).replace('"release": "2.6.1"', '"release": "3.7.1", "release": "2.6.1"');
    expect((await verified({ text, certificate }, undefined)).wrong).toEqual([
      expect.stringMatching(/a member is there twice/),
    ]);
  });

  test.each(['payload', 'protected', 'signature'] as const)('any changed character of the %s', async (member) => {
    const was = certificate.signature[member];
    const next = BASE64URL[BASE64URL.indexOf(was.at(-1) ?? '') ^ 1] ?? '';
    for (const at of [0, 1, Math.floor(was.length / 2), was.length - 1]) {
      // The last bit of the last one is passed over by decoders.
      for (const char of ['A', 'h', '_', next].filter((one) => one !== was[at])) {
        const changed = was.slice(0, at) + char + was.slice(at + 1);
        const forged = { ...certificate, signature: { ...certificate.signature, [member]: changed } };
        expect(await wrongWith(forged), `${member} ${at} ${char}`).not.toBe('');
      }
    }
  });

  test('no algorithm, or one that is not that of the key', async () => {
    expect(await wrongWith(otherHeader({ alg: 'none' }))).toMatch(/said to be none/);
    expect(await wrongWith(otherHeader({ alg: 'HS256' }))).toMatch(/said to be HS256/);
    expect(await wrongWith(await signedWith({ alg: 'RS256' }, KEYS.PS256))).toMatch(/said to be RS256/);
    expect(await wrongWith(await signedWith({ alg: 'PS256' }, KEYS.PS256))).toBe('');
  });

  test('a header that names another key, none, a private or a weak one', async () => {
    const other = createPublicKey(KEYS.ES256);
    const jwk = other.export({ format: 'jwk' });
    expect(await wrongWith(otherHeader({ jwk, kid: await thumbprintOf(other), alg: 'ES256' }))).toMatch(/does not fit/);
    expect(await wrongWith(otherHeader({ jwk: undefined }))).toMatch(/does not come with a public key/);
    expect(await wrongWith(otherHeader({ jwk: key.export({ format: 'jwk' }) }))).toMatch(/does not come with/);
    expect(await wrongWith(await signedWith({ kid: await thumbprintOf(other) }))).toMatch(
      /not the one that its header/,
    );
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
    expect(await wrongWith(otherHeader({ jwk: weak, alg: 'PS256' }))).toMatch(/of a kind that is not accepted/);
  });

  test('a signature that the same key made for something else', async () => {
    expect(await wrongWith(await signedWith({ typ: 'JWT' }))).toMatch(/not one of a certificate/);
    const bad = { ...certificate.signature, protected: 'bm9uZQ' };
    expect(await wrongWith({ ...certificate, signature: bad })).toMatch(/header of the signature cannot be read/);
  });

  test('one that is right, and not by the key that was asked for', async () => {
    expect(await wrongWith(certificate, createPublicKey(KEYS.ES256))).toMatch(/signed with another key/);
  });
});

describe('the run that a certificate is about', () => {
  test('has the same files', () => {
    expect(otherFiles(statement, sha256)).toEqual([]);
    expect(otherFiles(statement, { ...sha256, 'exchanges.ndjson': 'b'.repeat(64) })).toEqual([
      expect.stringMatching(/^exchanges\.ndjson is not the one/),
    ]);
  });

  test('bears the statement out, whatever was signed', () => {
    expect(contradictions(statement, runOf(0))).toEqual([]);
    expect(contradictions({ ...statement, warnings: [] }, runOf(0))).toEqual([
      expect.stringMatching(/does not say what the statement says/),
    ]);
    expect(contradictions(statement, runOf(3))[0]).toMatch(/does not show conformance: SOL/);
  });
});
