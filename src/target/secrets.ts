import { readFileSync } from 'node:fs';
import type { Auth, Profile } from './profile.ts';

/** Names of members and header fields whose value is a credential, whatever else they are called. */
const SECRET_NAME =
  /pass(word|wd|phrase)?$|secret|token|credential|api[-_]?key|private[-_]?key|ssl[-_]?key|client[-_]?key|^cookie$|authorization|adminpass/i;
/** Names that look like the above and hold no secret. */
const OPEN_NAME = /endpoint|url|uri|type|_id$|Id$/i;

/**
 * Every credential that the profile holds, so that none reaches a file or a screen:
 * authentication, private key, secret headers, counterparts' secrets, and what vimConnectionInfo and bodies carry.
 */
export function secretsOf(profile: Profile): string[] {
  const found = new Set<string>(authSecrets(profile.auth));
  for (const [name, value] of Object.entries(profile.headers)) {
    if (SECRET_NAME.test(name)) for (const secret of headerSecrets(value)) found.add(secret);
  }
  const { nfvo, vim } = profile.counterparts;
  for (const tls of [profile.tls, profile.callback.tls, nfvo?.tls, vim?.tls])
    if (tls?.key !== undefined) for (const secret of keySecrets(tls.key)) found.add(secret);
  if (nfvo?.clientSecret !== undefined)
    for (const secret of clientSecrets(nfvo.clientId, nfvo.clientSecret)) found.add(secret);
  if (vim !== undefined) found.add(vim.token);
  collect(profile.vim, false, found);
  collect(profile.operations, false, found);
  found.delete('');
  return [...found];
}

function authSecrets(auth: Auth): readonly string[] {
  switch (auth.kind) {
    case 'header':
      return headerSecrets(auth.value);
    case 'oauth2':
      return clientSecrets(auth.clientId, auth.clientSecret);
    case 'none':
    case 'keystone':
      return [];
  }
}

/** The value whole; of `Bearer x` the token; of `Basic x` the password within too. */
export function headerSecrets(value: string): string[] {
  const match = /^(Basic|Bearer|Token)\s+(\S+)$/i.exec(value);
  const credential = match?.[2];
  if (credential === undefined) return [value];
  if (match?.[1]?.toLowerCase() !== 'basic') return [value, credential];
  const pair = Buffer.from(credential, 'base64').toString('utf8');
  return [value, credential, pair.slice(pair.indexOf(':') + 1)];
}

/** A client secret as it is, and as HTTP Basic carries it (RFC 6749 2.3.1). */
export function clientSecrets(clientId: string, clientSecret: string): string[] {
  return [clientSecret, basicCredential(clientId, clientSecret)];
}

/** Credential of HTTP Basic for an OAuth 2.0 client: both parts form-encoded first (RFC 6749 2.3.1). */
export function basicCredential(clientId: string, clientSecret: string): string {
  const form = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1);
  return Buffer.from(`${form(clientId)}:${form(clientSecret)}`).toString('base64');
}

/** The private key whole and line by line, in case a part of it is echoed. */
function keySecrets(file: string): string[] {
  const pem = readFileSync(file, 'utf8');
  return [pem.trim(), ...pem.split(/\r?\n/).filter((line) => line.length >= 32 && !line.startsWith('-----'))];
}

function collect(value: unknown, secret: boolean, found: Set<string>): void {
  if (typeof value === 'string') {
    if (secret) found.add(value);
    for (const match of value.matchAll(/\b[a-z][a-z0-9+.-]*:\/\/[^/@\s:]*:([^/@\s]+)@/gi)) found.add(match[1] ?? '');
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value as Record<string, unknown>)) {
    const inList = Array.isArray(value);
    collect(member, inList ? secret : secret || (SECRET_NAME.test(name) && !OPEN_NAME.test(name)), found);
  }
}
