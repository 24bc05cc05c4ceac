import { readFileSync, statSync } from 'node:fs';
import { statementText } from '../../reporters/certificate-text.ts';
import { digestsOf } from '../../reporters/digests.ts';
import { loadRun } from '../../reporters/load-run.ts';
import { contradictions, otherFiles, verified, type Read } from '../../reporters/verify-certificate.ts';
import { visible } from '../../reporters/visible.ts';
import { isMissingFile, messageOf, newerFormat, UserError } from '../errors.ts';
import type { Statement } from '../judge/certificate.ts';
import { explain, validators } from '../judge/formats/formats.ts';
import type { VerifyOptions } from './certificate.ts';
import { publicKey } from './certificate-key.ts';
import { runsIn } from './runs-in.ts';

/** Bytes of the largest file that is taken for a certificate; a usual one has some thousands. */
const LARGEST = 4_000_000;

/**
 * Checks a certificate and says what was found.
 * @returns 0 where it is verified in all that was asked for
 * @throws UserError E_CERTIFICATE, E_KEY, E_RECORD
 */
export async function verify(file: string, options: VerifyOptions): Promise<0 | 1> {
  const read = readCertificate(file);
  const { statement } = read.certificate;
  const expected = options.key === undefined ? undefined : publicKey(options.key);
  const { wrong, thumbprint = '', algorithm = '' } = await verified(read, expected);
  const { record } = options;
  const all = [...wrong, ...(record === undefined ? [] : await wrongWithRecord(statement, record))];
  if (all.length > 0) {
    console.log(`not verified: ${file}`);
    for (const why of all) console.log(`  ✗ ${visible(why)}`);
    return 1;
  }
  console.log(`verified: ${file}\n\n${statementText(statement)}\n`);
  console.log(
    options.key === undefined
      ? `The signature (${algorithm}) is right for the key in the certificate, which anybody could have made. Compare its thumbprint
with the one that the vendor publishes, or name the vendor's public key with --key:
  ${thumbprint}`
      : `The signature (${algorithm}) is by the key in ${options.key}: ${thumbprint}`,
  );
  console.log(
    record === undefined
      ? 'The record was not compared: --record names the directory of the run.'
      : `${record} is the run that was certified, and bears the statement out.`,
  );
  return 0;
}

/** @throws UserError E_CERTIFICATE where the file is none, E_RECORD where a later version wrote it */
export function readCertificate(file: string): Read {
  const text = textOf(file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw noCertificate(`${file}: not JSON`, cause);
  }
  const newer = newerFormat(file, formatOf(value), '`statement`');
  if (newer !== undefined) throw newer;
  if (!validators.certificate(value))
    throw noCertificate(`${file}: ${visible(explain(validators.certificate.errors))}`);
  return { text, certificate: value };
}

function formatOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('statement' in value)) return undefined;
  const { statement } = value;
  return typeof statement === 'object' && statement !== null && 'format' in statement ? statement.format : undefined;
}

function textOf(file: string): string {
  try {
    if (statSync(file).size > LARGEST) throw noCertificate(`${file} is too large for a certificate`);
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const isMissing = isMissingFile(cause);
    throw noCertificate(isMissing ? `${file} does not exist` : `${file} cannot be read: ${messageOf(cause)}`, cause);
  }
}

function noCertificate(message: string, cause?: unknown): UserError {
  return new UserError(message, {
    code: 'E_CERTIFICATE',
    wayOut: 'Name a file certificate-<release>.json that `nfv-tst certificate DIR --key KEY` wrote.',
    cause,
  });
}

/** @throws UserError E_RECORD where the directory holds no judged run */
async function wrongWithRecord(statement: Statement, dir: string): Promise<readonly string[]> {
  const dirs = runsIn(dir);
  for (const each of dirs) {
    const sha256 = await digestsOf(each);
    const others = otherFiles(statement, sha256);
    if (others.length === 0) return contradictions(statement, await loadRun(each));
    if (dirs.length === 1) return others.map((why) => `${each}: ${why}`);
  }
  return [`none of the runs in ${dir} is the one that was certified`];
}
