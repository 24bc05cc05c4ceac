import { createPublicKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, FlattenedSign, flattenedVerify, importJWK, type JWK } from 'jose';
import { messageOf } from '../src/errors.ts';
import type { Certificate, Signature, Statement } from '../src/judge/certificate.ts';

/** What a signature is about: one that the same key made for something else is none of a certificate. */
const TYPE = 'nfv-tst-certificate';

/** Bits of the shortest RSA key. */
const SHORTEST = 2048;

/** The signature algorithm of a key (RFC 7518, RFC 8037); `undefined` for a key that is not taken. */
export function algorithmOf(key: KeyObject): 'EdDSA' | 'ES256' | 'PS256' | undefined {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === 'ed25519') return 'EdDSA';
  if (type === 'ec' && details?.namedCurve === 'prime256v1') return 'ES256';
  if (type === 'rsa' && (details?.modulusLength ?? 0) >= SHORTEST) return 'PS256';
  return undefined;
}

/** RFC 7638, SHA-256: what a vendor publishes for others to compare. */
export function thumbprintOf(publicKey: KeyObject): Promise<string> {
  return calculateJwkThumbprint(publicKey.export({ format: 'jwk' }));
}

/** The public key goes into the protected header, so that nothing else is needed to check the signature. */
export async function signed(statement: Statement, privateKey: KeyObject): Promise<Certificate> {
  const alg = algorithmOf(privateKey);
  if (alg === undefined) throw new Error('the key cannot sign a certificate');
  const publicKey = createPublicKey(privateKey);
  const {
    payload,
    protected: head,
    signature,
  } = await new FlattenedSign(Buffer.from(JSON.stringify(statement)))
    .setProtectedHeader({
      alg,
      typ: TYPE,
      kid: await thumbprintOf(publicKey),
      jwk: publicKey.export({ format: 'jwk' }),
    })
    .sign(privateKey);
  if (head === undefined) throw new Error('the signature came without its header');
  return { statement, signature: { payload, protected: head, signature } };
}

/** `right`: by the key with this thumbprint, which the certificate itself names. */
export type Checked =
  | { readonly right: true; readonly algorithm: string; readonly thumbprint: string }
  | { readonly right: false; readonly why: string };

/** Whether a signature is right for the key in its header. */
export async function checkedSignature(signature: Signature): Promise<Checked> {
  const header = headerOf(signature);
  if (header === undefined) return wrong('the header of the signature cannot be read');
  const { alg, typ, kid, jwk } = header;
  if (typ !== TYPE) return wrong('the signature is not one of a certificate');
  const key = publicKeyOf(jwk);
  if (key === undefined) return wrong('the signature does not come with a public key that can be used');
  const algorithm = algorithmOf(key);
  if (algorithm === undefined) return wrong('the key of the signature is of a kind that is not accepted');
  if (alg !== algorithm)
    return wrong(`the algorithm is said to be ${String(alg)}, and the key is one for ${algorithm}`);
  const thumbprint = await thumbprintOf(key);
  if (kid !== thumbprint) return wrong('the key of the signature is not the one that its header names');
  if (!isCanonical(signature.signature)) return wrong('the signature is not written as it was made');
  try {
    await flattenedVerify(signature, await importJWK(key.export({ format: 'jwk' }), algorithm), {
      algorithms: [algorithm],
    });
  } catch (error) {
    return wrong(`the signature does not fit what was signed (${messageOf(error)})`);
  }
  return { right: true, algorithm, thumbprint };
}

function wrong(why: string): Checked {
  return { right: false, why };
}

function headerOf(signature: Signature): Readonly<Record<string, unknown>> | undefined {
  try {
    const header = JSON.parse(Buffer.from(signature.protected, 'base64url').toString()) as unknown;
    return typeof header === 'object' && header !== null ? (header as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** A header with a private key in it is refused: whoever reads it could sign. */
function publicKeyOf(jwk: unknown): KeyObject | undefined {
  if (typeof jwk !== 'object' || jwk === null || 'd' in jwk) return undefined;
  try {
    return createPublicKey({ key: jwk as JWK, format: 'jwk' });
  } catch {
    return undefined;
  }
}

/** The last character of base64url has bits that mean nothing: other characters would be read as the same bytes. */
function isCanonical(text: string): boolean {
  return Buffer.from(text, 'base64url').toString('base64url') === text;
}
