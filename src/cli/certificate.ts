import type { Command } from 'commander';
import type { Release } from '../model/release-model.ts';
import { examples, releases } from './options.ts';

export interface CertifyOptions {
  readonly key?: string;
  readonly release?: readonly Release[];
  readonly out?: string;
}

export interface VerifyOptions {
  readonly key?: string;
  readonly record?: string;
}

export function certificateCommand(program: Command): void {
  const certificate = program
    .command('certificate')
    .description('sign a statement for each release that a run shows conformance to, or list what stands in the way')
    .argument('<dir>', 'directory of the judged run, or of the runs of several targets')
    .option('--key <file>', 'private key (PEM) to sign with: Ed25519, EC P-256, or RSA of 2048 bits or more')
    .option('--release <release>', 'this claimed release only; may be repeated', releases)
    .option('--out <dir>', 'directory for certificate-<release>.json (default: that of the run)')
    .addHelpText(
      'after',
      `${examples(
        ['nfv-tst certificate out/latest --key key.pem', 'each release that the target claims'],
        ['nfv-tst certificate out/latest --key key.pem --release 3.7.1', 'one of them'],
        ['nfv-tst certificate verify certificate-3.7.1.json', 'check one, offline'],
      )}
The passphrase of an encrypted key comes from the environment variable NFV_TST_KEY_PASSPHRASE.
\`openssl genpkey -algorithm ed25519 -out key.pem\` makes a key.`,
    )
    .action(async (dir: string, options: CertifyOptions) => {
      const { certify } = await import('./certify.ts');
      process.exitCode = await certify(dir, options);
    });
  certificate
    .command('verify')
    .description('check a certificate offline: its signature, and on request its key and the record that it is about')
    .argument('<file>', 'certificate-<release>.json')
    .option('--key <file>', 'public key (PEM) of the vendor, with which it must be signed')
    .option('--record <dir>', 'directory of the run: is it the one that was certified, and does it bear that out?')
    .addHelpText(
      'after',
      `${examples(
        ['nfv-tst certificate verify certificate-3.7.1.json', 'prints the thumbprint of the key, to compare'],
        ['nfv-tst certificate verify certificate-3.7.1.json --key vendor.pem', "is it the vendor's key?"],
        ['nfv-tst certificate verify certificate-3.7.1.json --record out/latest', 'is this the record?'],
      )}
Without --key, a right signature only says that nobody changed the certificate since it was signed, not who signed it.
\`nfv-tst judge DIR\` recomputes the verdicts of the record.`,
    )
    .action(async (file: string, options: VerifyOptions) => {
      const { verify } = await import('./verify-certificate.ts');
      process.exitCode = await verify(file, options);
    });
}
