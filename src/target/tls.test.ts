import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { authority } from '../../lab/authority.ts';
import { serverPem, tlsOptions } from './tls.ts';

const folder = mkdtempSync(join(tmpdir(), 'pem-'));
afterAll(() => rmSync(folder, { recursive: true }));
const ca = authority(mkdtempSync(join(folder, 'ca-')));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Files of a certificate good from `from` to `to` (YYYYMMDD). */
function issued(name: string, from = '20200101', to = '20990101'): { readonly cert: string; readonly key: string } {
  const { cert, key } = ca.issue('IP:127.0.0.1', from, to);
  return { cert: file(`${name}.pem`, cert), key: file(`${name}.key`, key) };
}

const good = issued('good');

describe('files of a profile', () => {
  it('are read: trust and certificate of a client, certificate and clients of a server', () => {
    const trust = file('ca.pem', ca.ca);
    const client = tlsOptions({ tls: { ...good, ca: trust, verify: false } });
    expect(client).toMatchObject({ ca: ca.ca, rejectUnauthorized: false });
    expect(client.key).toContain('PRIVATE KEY');
    const server = serverPem({ ...good, clientCa: trust }, 'callback.tls');
    expect([server.clientCa, server.cert, server.key]).toEqual([ca.ca, client.cert, client.key]);
  });

  it.each<[string, () => { readonly cert: string; readonly key: string }, string]>([
    ['a file that is not there', () => ({ ...good, key: join(folder, 'none') }), 'callback.tls.key: ENOENT'],
    ['no PEM', () => ({ ...good, cert: file('der', 'binary') }), 'callback.tls.cert: .*der is not a PEM file'],
    ['a key for a certificate', () => ({ ...good, cert: good.key }), 'callback.tls.cert: .* contains no certificate'],
    ['a certificate for a key', () => ({ ...good, key: good.cert }), 'callback.tls.key: .* contains no private key'],
    ['the key of another', () => ({ ...good, key: issued('other').key }), 'other.key is not the key of .*good.pem'],
    ['a certificate of the past', () => issued('old', '20200101', '20200201'), 'old.pem expired on 2020-02-01'],
    ['one of the future', () => issued('new', '20900101', '20990101'), 'new.pem is valid only from 2090-01-01 on'],
  ])('%s is reported', (_what, files, message) => {
    const failure = () => serverPem(files(), 'callback.tls');
    expect(failure).toThrow(new RegExp(message));
    expect(failure).toThrow(expect.objectContaining({ code: 'E_TLS' }));
  });

  it('are not quoted when they cannot be read', () => {
    const broken = file('broken', `-----BEGIN PRIVATE KEY-----\ncanary-${'A'.repeat(40)}\n-----END PRIVATE KEY-----\n`);
    expect(() => serverPem({ ...good, key: broken }, 'x')).toThrow(/^((?!canary)[\s\S])*$/);
  });
});
