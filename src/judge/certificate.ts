import type { Release } from '../model/release-model.ts';
import type { CellState, Column } from './matrix.ts';
import type { Qualification } from './qualification.ts';
import type { VerdictKind } from './verdict.ts';

/** Files of a run that a certificate stands on: the record, what was judged of it, and who was asked. */
export const EVIDENCE_FILES = ['run.json', 'exchanges.ndjson', 'verdicts.ndjson'] as const;

/** Name of the file. */
export function certificateFile(release: Release): string {
  return `certificate-${release}.json`;
}

/** Hexadecimal SHA-256 of each. */
export type Digests = Readonly<Record<(typeof EVIDENCE_FILES)[number], string>>;

/** One square of the matrix in the row of the release. */
export interface Judged extends Column {
  readonly state: CellState;
  /** Cases by verdict. */
  readonly cases: Readonly<Record<VerdictKind, number>>;
}

/** That a deployment conforms to a release, and what that was found by. */
export interface Statement {
  readonly format: 1;
  readonly release: Release;
  readonly outcome: 'conformant';
  readonly target: {
    readonly name: string;
    /** URI by `{apiName}/{major}`. */
    readonly roots: Readonly<Record<string, string>>;
  };
  readonly judged: readonly Judged[];
  /** Items of the ICS by their answer. */
  readonly ics: { readonly claimed: readonly string[]; readonly denied: readonly string[] };
  /** Deviations from a `should`, distinct; no obstacle to conformance. */
  readonly warnings: readonly string[];
  readonly run: {
    readonly id: string;
    /** RFC 3339 UTC, as `endedAt`. */
    readonly startedAt: string;
    readonly endedAt: string;
    readonly exchanges: number;
    readonly sha256: Digests;
  };
  readonly harness: { readonly version: string; readonly commit?: string };
  /** Of the suite; absent where none is stored. */
  readonly qualification?: Qualification;
}

/** JWS in the flattened JSON serialization (RFC 7515, 7.2.2) without an unprotected header. */
export interface Signature {
  readonly payload: string;
  readonly protected: string;
  readonly signature: string;
}

/** `certificate-<release>.json`: the statement for people, and signed. */
export interface Certificate {
  readonly statement: Statement;
  readonly signature: Signature;
}
