import type { KeyObject } from 'node:crypto';
import type { Certificate, Digests, Statement } from '../src/judge/certificate.ts';
import { EVIDENCE_FILES } from '../src/judge/certificate.ts';
import { obstaclesTo, obstacleText, statementOf } from './certificate.ts';
import type { Run } from './load-run.ts';
import { checkedSignature, thumbprintOf } from './signature.ts';

/** A certificate with the text that it was read from. */
export interface Read {
  readonly text: string;
  readonly certificate: Certificate;
}

/** `wrong`: why it is not verified; empty: it is. */
export interface Verified {
  readonly wrong: readonly string[];
  /** Of the key that the signature is right for. */
  readonly thumbprint?: string;
  readonly algorithm?: string;
}

/**
 * Checks a certificate by itself, or against the key that it must be signed with. What the statement says is not looked into:
 * the schema of the format has seen to it that it states conformance.
 */
export async function verified({ text, certificate }: Read, expected: KeyObject | undefined): Promise<Verified> {
  const { statement, signature } = certificate;
  const wrong: string[] = [];
  // A member that is there twice is one thing for people, who see the first, and another for JSON, where the last counts.
  if (withoutBlanks(text) !== JSON.stringify(certificate))
    wrong.push('the file is not written as it was made: a member is there twice, or a character is written otherwise');
  if (Buffer.from(signature.payload, 'base64url').toString() !== JSON.stringify(statement))
    wrong.push('the statement that is shown is not the one that was signed');
  const checked = await checkedSignature(signature);
  if (!checked.right) return { wrong: [...wrong, checked.why] };
  const { algorithm, thumbprint } = checked;
  if (expected !== undefined) {
    const must = await thumbprintOf(expected);
    if (must !== thumbprint) wrong.push(`it is signed with another key: ${thumbprint}, and not ${must}`);
  }
  return { wrong, algorithm, thumbprint };
}

/** JSON without what stands between its tokens; reformatting a file changes nothing that it says. */
function withoutBlanks(json: string): string {
  return json.replace(/("(?:[^"\\]+|\\.)*")|[ \t\r\n]+/g, '$1');
}

/** Files of a run that are not those that were certified, in words; empty: all are. */
export function otherFiles(statement: Statement, sha256: Digests): readonly string[] {
  return EVIDENCE_FILES.filter((name) => sha256[name] !== statement.run.sha256[name]).map(
    (name) =>
      `${name} is not the one that was certified: its SHA-256 differs${name === 'exchanges.ndjson' ? '' : ' (`nfv-tst judge` writes it again)'}`,
  );
}

/**
 * Why a run does not bear out what was signed about it; empty: it does. Whoever signs could sign anything: the digests only
 * tell about which run.
 */
export function contradictions(statement: Statement, run: Run): readonly string[] {
  const obstacles = obstaclesTo(statement.release, run);
  if (obstacles.length > 0) return obstacles.map((one) => `the run does not show conformance: ${obstacleText(one)}`);
  const shown = statementOf(statement.release, run, statement.run.sha256, statement.qualification);
  return JSON.stringify(shown) === JSON.stringify(statement)
    ? []
    : ['the run does not say what the statement says: other figures, another target or other claims'];
}
