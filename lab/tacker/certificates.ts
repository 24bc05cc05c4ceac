import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../src/errors.ts';
import { authority } from '../authority.ts';

/** PEM files of a lab in which both sides show certificates. */
export interface LabTls {
  readonly ca: string;
  /** The harness, as a client and as what it plays. */
  readonly harness: { readonly cert: string; readonly key: string };
  readonly tacker: { readonly cert: string; readonly key: string };
  /** Certificate and key of Tacker as a client, in one file as it wants them. */
  readonly tackerClient: string;
}

/** Where they lie below the state folder. */
export function certificatesIn(folder: string): LabTls {
  const at = (name: string): string => join(folder, 'tls', name);
  return {
    ca: at('ca.pem'),
    harness: { cert: at('harness.pem'), key: at('harness.key') },
    tacker: { cert: at('tacker.pem'), key: at('tacker.key') },
    tackerClient: at('tacker-client.pem'),
  };
}

const DAY = 86_400_000;

/** A CA and what it issues, valid until tomorrow night (UTC): a lab is set up again rather than kept. */
export async function makeCertificates(folder: string, host: string): Promise<LabTls> {
  const files = certificatesIn(folder);
  const own = join(folder, 'tls', 'authority');
  await mkdir(own, { recursive: true, mode: 0o700 });
  const ca = withOpenssl(() => authority(own));
  const day = (ahead: number): string =>
    new Date(Date.now() + ahead * DAY).toISOString().slice(0, 10).replaceAll('-', '');
  const issue = (commonName: string) => ca.issue(`IP:${host}`, day(0), day(2), commonName);
  const write = (file: string, text: string): Promise<void> => writeFile(file, text, { mode: 0o600 });
  const [harness, tacker, client] = [issue('harness'), issue('tacker'), issue('tacker-client')];
  await write(files.ca, ca.ca);
  for (const [to, pem] of [
    [files.harness, harness],
    [files.tacker, tacker],
  ] as const) {
    await write(to.cert, pem.cert);
    await write(to.key, pem.key);
  }
  await write(files.tackerClient, client.cert + client.key);
  return files;
}

function withOpenssl<T>(make: () => T): T {
  try {
    return make();
  } catch (cause) {
    throw new UserError('cannot create certificates: openssl is missing or too old', {
      code: 'E_PREREQUISITE',
      wayOut: 'Install it; on Debian and Ubuntu: apt-get install openssl',
      cause,
    });
  }
}

/** Sections of tacker.conf: as a server it asks for a certificate, as a client it shows one where it can. */
export function tlsSections(
  tls: LabTls,
  external: boolean,
): Readonly<Record<string, Readonly<Record<string, string | boolean>>>> {
  return {
    DEFAULT: { use_ssl: true, ssl_cert_file: tls.tacker.cert, ssl_key_file: tls.tacker.key, ssl_ca_file: tls.ca },
    v2_vnfm: {
      notification_verify_cert: true,
      notification_ca_cert_file: tls.ca,
      notification_mtls_ca_cert_file: tls.ca,
      notification_mtls_client_cert_file: tls.tackerClient,
    },
    ...(external
      ? {
          v2_nfvo: {
            // Else it shows a secret and no certificate.
            use_client_secret_basic: false,
            mtls_ca_cert_file: tls.ca,
            mtls_client_cert_file: tls.tackerClient,
          },
        }
      : {}),
  };
}
