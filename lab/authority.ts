import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A certificate authority of the lab's, or of a test's, own. */
export interface Authority {
  /** Its certificate, PEM. */
  readonly ca: string;
  /** A certificate for `names` (as in subjectAltName), good from `from` to `to` (YYYYMMDD). */
  issue(names: string, from: string, to: string, commonName?: string): { readonly cert: string; readonly key: string };
}

const SETTINGS = `[ca]
default_ca = own
[own]
database = index.txt
new_certs_dir = .
rand_serial = yes
unique_subject = no
default_md = sha256
policy = any
copy_extensions = copy
[any]
commonName = supplied
`;
const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** @param dir an empty directory, used up by this authority. Calls the openssl of the machine. */
export function authority(dir: string): Authority {
  const openssl = (...args: readonly string[]): void => void execFileSync('openssl', args, { cwd: dir, stdio: 'pipe' });
  const read = (name: string): string => readFileSync(join(dir, name), 'utf8');
  writeFileSync(join(dir, 'settings'), SETTINGS);
  writeFileSync(join(dir, 'index.txt'), '');
  openssl('req', '-x509', ...NEW_KEY, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=test', '-days', '2');
  return {
    ca: read('ca.pem'),
    issue: (names, from, to, commonName = 'sut') => {
      const alternative = ['-addext', `subjectAltName=${names}`];
      openssl('req', ...NEW_KEY, '-keyout', 'key', '-out', 'request', '-subj', `/CN=${commonName}`, ...alternative);
      const signed = ['-cert', 'ca.pem', '-keyfile', 'ca.key', '-in', 'request', '-out', 'cert'];
      const life = ['-startdate', `${from}000000Z`, '-enddate', `${to}000000Z`];
      openssl('ca', '-batch', '-notext', '-config', 'settings', ...signed, ...life);
      return { cert: read('cert'), key: read('key') };
    },
  };
}
