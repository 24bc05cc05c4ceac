import type { Release } from '../model/release-model.ts';
import type { LeftOvers, Outage } from './run-info.ts';
import type { Keyword, Role, VerdictKind } from './verdict.ts';

/**
 * `not-claimed`: the ICS claims nothing of the API; `not-applicable`: the release has no rule for it;
 * `inconclusive`: nothing failed, and something that had to be shown was not; `passed`: as `conformant`, but the run was
 * restricted to some cases, and what the others would show is unknown.
 */
export type CellState = 'conformant' | 'passed' | 'non-conformant' | 'inconclusive' | 'not-claimed' | 'not-applicable';

/** What the verdicts of one square of the matrix (or of a row, or of all claimed rows) amount to. */
export interface Cell {
  readonly state: CellState;
  /** Distinct deviations from a `shall`. */
  readonly deviations: number;
  /** Distinct deviations from a `should`. */
  readonly warnings: number;
  readonly infos: number;
  /** Cases by verdict. */
  readonly cases: Readonly<Record<VerdictKind, number>>;
}

export interface Column {
  readonly api: string;
  readonly role: Role;
}

export interface Row {
  readonly release: Release;
  /** Claimed by the target; rows of other releases stand apart and never touch the exit code. */
  readonly claimed: boolean;
  /** One for each column, in its order. */
  readonly cells: readonly Cell[];
  /** The whole row counted together: a deviation seen in two columns counts once. */
  readonly total: Cell;
}

/** One root cause and everywhere it shows. */
export interface Deviation {
  readonly deviation: string;
  /** Major version of the API that shows it. */
  readonly major: string;
  readonly keyword: Keyword;
  /** Shows in a claimed release. */
  readonly claimed: boolean;
  /** As the first finding says them. */
  readonly message: string;
  readonly expected: string;
  readonly observed: string;
  readonly pointer: string;
  /** Distinct, in order of appearance. */
  readonly clauses: readonly string[];
  readonly checks: readonly string[];
  readonly apis: readonly string[];
  readonly releases: readonly Release[];
  readonly cases: readonly string[];
  /** Ids, in order of the record, at most 50. */
  readonly exchanges: readonly string[];
  /** Places seen: exchanges listed with the findings, and those beyond their lists. The same exchange under two releases or cases is one place. */
  readonly places: number;
}

/** `passed`: the cases to which the run was restricted pass; that is not a statement of conformance. */
export type Outcome = 'conformant' | 'passed' | 'non-conformant' | 'inconclusive' | 'error';

export interface Matrix {
  readonly columns: readonly Column[];
  /** Claimed releases first, older before newer. */
  readonly rows: readonly Row[];
  readonly summary: {
    /** All claimed rows counted together. */
    readonly claimed: Cell;
    /** All rows counted together. */
    readonly all: Cell;
    readonly outcome: Outcome;
    /** 0 conformant or passed, 1 non-conformant or not shown to be conformant, 3 the harness could not do its work. */
    readonly exitCode: 0 | 1 | 3;
    /** Why, in one sentence. */
    readonly reason: string;
  };
  /** Shall first, then should, then info; claimed before others; most places first. */
  readonly deviations: readonly Deviation[];
}

/** `matrix.json`: one entry for each run directory. */
export interface MatrixFile {
  readonly format: 1;
  readonly exitCode: 0 | 1 | 3;
  readonly targets: readonly (Matrix & {
    readonly run: string;
    readonly target: string;
    readonly claims: readonly Release[];
    readonly startedAt: string;
    readonly complete: boolean;
    readonly outages?: readonly Outage[];
    readonly left?: LeftOvers;
  })[];
}
