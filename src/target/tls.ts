import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AgentOptions } from 'node:https';
import { messageOf, UserError } from '../errors.ts';
import type { Profile, ServerTls } from './profile.ts';

/** The files that `ServerTls` names, as PEM texts. */
export interface ServerPem {
  readonly cert: string;
  readonly key: string;
  readonly clientCa?: string;
}

/** Trust and client certificate for connections to the SUT and its identity server. @throws UserError E_TLS */
export function tlsOptions(profile: Pick<Profile, 'tls'>): AgentOptions {
  const { ca, cert, key, verify } = profile.tls;
  return {
    rejectUnauthorized: verify,
    ...(ca === undefined ? {} : { ca: pem(ca, 'tls.ca') }),
    ...(cert === undefined || key === undefined ? {} : pair(cert, key, 'tls')),
  };
}

/** Certificate of something that the harness plays, and whom it accepts. `what`: its block in the profile. @throws UserError E_TLS */
export function serverPem({ cert, key, clientCa }: ServerTls, what: string): ServerPem {
  return {
    ...pair(cert, key, what),
    ...(clientCa === undefined ? {} : { clientCa: pem(clientCa, `${what}.clientCa`) }),
  };
}

/** @throws UserError E_TLS when the file cannot be read or holds no PEM */
export function pem(file: string, what: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`${what}: ${messageOf(error)}`, { code: 'E_TLS', cause: error });
  }
  if (text.includes('-----BEGIN ')) return text;
  throw new UserError(`${what}: ${file} is not a PEM file`, {
    code: 'E_TLS',
    wayOut: 'Convert it to PEM with openssl.',
  });
}

/** A certificate that is valid today, with its key: any other would be rejected without a visible reason. */
function pair(certFile: string, keyFile: string, what: string): { readonly cert: string; readonly key: string } {
  const [cert, key] = [pem(certFile, `${what}.cert`), pem(keyFile, `${what}.key`)];
  const leaf = parsed(() => new X509Certificate(cert), `${what}.cert: ${certFile} contains no certificate`);
  const own = parsed(
    () => createPrivateKey(key),
    `${what}.key: ${keyFile} contains no private key without a passphrase`,
  );
  if (!leaf.checkPrivateKey(own)) throw wrong(`${what}.key: ${keyFile} is not the key of ${certFile}`);
  const [from, to] = [Date.parse(leaf.validFrom), Date.parse(leaf.validTo)];
  if (Date.now() > to) throw wrong(`${what}.cert: ${certFile} expired on ${day(to)}`, RENEW);
  if (Date.now() < from) throw wrong(`${what}.cert: ${certFile} is valid only from ${day(from)} on`, RENEW);
  return { cert, key };
}

const RENEW = 'Renew the certificate, or check the clock of this machine.';

function parsed<T>(parse: () => T, message: string): T {
  try {
    return parse();
  } catch {
    // What the library says may quote what is in the file.
    throw wrong(message);
  }
}

function wrong(message: string, wayOut = 'Check the files that the profile names.'): UserError {
  return new UserError(message, { code: 'E_TLS', wayOut });
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
