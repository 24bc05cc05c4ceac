import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { algorithmOf } from '../../reporters/signature.ts';
import { isMissingFile, messageOf, UserError } from '../errors.ts';

/** Never an option: the command line of a process can be read by others, and stays in the history of a shell. */
const PASSPHRASE = 'NFV_TST_KEY_PASSPHRASE';

const MAKE_ONE =
  '`openssl genpkey -algorithm ed25519 -out key.pem` makes a private key, `openssl pkey -in key.pem -pubout -out public.pem` its public key.';

/**
 * The key to sign with. It is in memory only, and no message says anything of it.
 * @throws UserError E_KEY
 */
export function privateKey(file: string, env: Readonly<Record<string, string | undefined>>): KeyObject {
  const pem = textOf(file);
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem)) {
    const is = /-----BEGIN ([A-Z ]+)-----/.exec(pem)?.[1]?.toLowerCase();
    throw keyError(`${file} contains no private key in PEM form${is === undefined ? '' : ` but a ${is}`}`, MAKE_ONE);
  }
  const passphrase = env[PASSPHRASE] ?? '';
  const isEncrypted = /BEGIN ENCRYPTED PRIVATE KEY|^Proc-Type: 4,ENCRYPTED/m.test(pem);
  if (isEncrypted && passphrase === '')
    throw keyError(`the private key in ${file} is encrypted`, `Set ${PASSPHRASE} to its passphrase.`);
  return taken(file, () => {
    try {
      return createPrivateKey(isEncrypted ? { key: pem, passphrase } : pem);
    } catch (cause) {
      if (!isEncrypted) throw cause;
      throw keyError(`the private key in ${file} cannot be decrypted`, `Is ${PASSPHRASE} its passphrase?`);
    }
  });
}

/**
 * The key that a certificate has to be signed with: a public key, or an X.509 certificate that contains one.
 * @throws UserError E_KEY
 */
export function publicKey(file: string): KeyObject {
  const pem = textOf(file);
  if (pem.includes('PRIVATE KEY-----'))
    throw keyError(
      `${file} contains a private key, and a public one is needed`,
      `Keep it to yourself. \`openssl pkey -in ${file} -pubout\` prints its public key.`,
    );
  return taken(file, () => createPublicKey(pem));
}

function taken(file: string, read: () => KeyObject): KeyObject {
  let key: KeyObject;
  try {
    key = read();
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw keyError(`${file} contains no key that can be read`, MAKE_ONE);
  }
  if (algorithmOf(key) !== undefined) return key;
  throw keyError(
    `the key in ${file} is ${kindOf(key)}; Ed25519, EC P-256, and RSA of 2048 bits or more are taken`,
    MAKE_ONE,
  );
}

function kindOf({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): string {
  if (details?.namedCurve !== undefined) return `one of curve ${details.namedCurve}`;
  return type === 'rsa' ? `RSA of ${details?.modulusLength ?? 0} bits` : (type ?? 'of no known kind');
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const isMissing = isMissingFile(cause);
    throw keyError(
      isMissing ? `the key file ${file} does not exist` : `the key file ${file} cannot be read: ${messageOf(cause)}`,
      isMissing ? MAKE_ONE : 'Give yourself the right to read it.',
    );
  }
}

function keyError(message: string, wayOut: string): UserError {
  return new UserError(message, { code: 'E_KEY', wayOut });
}
