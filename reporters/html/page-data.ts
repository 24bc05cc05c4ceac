import type { Cell, Column, Deviation } from '../../src/judge/matrix.ts';
import type { Release } from '../../src/model/release-model.ts';
import type { Finding, Role, VerdictKind } from '../../src/judge/verdict.ts';

/** What the matrix page carries. Every string that came from a SUT has been made visible before it gets here. */
export interface PageData {
  readonly targets: readonly PageTarget[];
}

export interface PageTarget {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly releases: readonly { readonly release: Release; readonly claimed: boolean }[];
  /** Counts for each choice of the filters: key from `scopeKey`. */
  readonly counts: Readonly<Record<string, Cell>>;
  /** Findings, each once; verdicts point at them. */
  readonly findings: readonly Finding[];
  readonly reasons: readonly string[];
  readonly verdicts: readonly PageVerdict[];
  readonly cases: Readonly<Record<string, PageCase>>;
  readonly deviations: readonly Deviation[];
}

/** [case, release, api, role, verdict, reason (index, -1: none), judged, findings (indices)] */
export type PageVerdict = readonly [
  case_: string,
  release: Release,
  api: string,
  role: Role,
  verdict: VerdictKind,
  reason: number,
  judged: number,
  findings: readonly number[],
];

/** What is known of a case beyond its id. */
export interface PageCase {
  readonly title?: string;
  readonly purpose?: string;
  readonly clause?: string;
  readonly tst010: readonly string[];
}

export type ReleaseScope = Release | 'claimed' | 'all';

/** `column`: index, -1 for all. */
export function scopeKey(release: ReleaseScope, column: number): string {
  return `${release} ${column}`;
}

/** An exchange as the page shows it; one script element each, parsed when it is opened. */
export interface PageExchange {
  readonly id: string;
  readonly at: string;
  readonly ms: number;
  readonly direction: 'outbound' | 'inbound';
  readonly api: string;
  readonly run: string;
  readonly stimulus: string;
  readonly request: PageMessage;
  readonly response?: PageMessage;
  readonly failure?: string;
  /** Absent where the SUT was the client. */
  readonly curl?: string;
}

export interface PageMessage {
  /** `POST http://...` or `406`. */
  readonly line: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
  /** What the body shown is not: whole, text. */
  readonly note?: string;
}

export function exchangeElementId(target: number, exchange: string): string {
  return `t${target}-${exchange}`;
}
