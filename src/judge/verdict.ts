import type { Release } from '../model/release-model.ts';

export type VerdictKind = 'pass' | 'fail' | 'inconclusive' | 'not-applicable' | 'not-supported' | 'error';
/** GS keyword behind a rule: `shall` makes a fail, `should` a warning, `info` is reported only. */
export type Keyword = 'shall' | 'should' | 'info';
export type Role = 'producer' | 'consumer';

/** One deviation at one place of the rules; the same deviation seen in many exchanges is one finding with many exchanges. */
export interface Finding {
  /** Id of the check that found it. */
  readonly check: string;
  /**
   * Root cause: what a product team would fix once. Equal across cases and operations where the cause is the same,
   * e.g. `schema:VnfLcmOpOcc.startTime:format`, `405-without-allow`. Reports count distinct deviations.
   */
  readonly deviation: string;
  /** e.g. `SOL013 5.2.2`, `SOL003 5.5.2.2`. */
  readonly clause: string;
  readonly keyword: Keyword;
  /** One sentence in our words, for a person. */
  readonly message: string;
  readonly expected: string;
  readonly observed: string;
  /** JSON pointer into the payload, or `header:Location`, `status`. */
  readonly pointer: string;
  /** Ids of the exchanges that show it, first ones first, at most 20. */
  readonly exchanges: readonly string[];
  /** Number of places seen, also those beyond the list. */
  readonly places: number;
}

export interface Verdict {
  readonly case: string;
  readonly release: Release;
  readonly api: string;
  readonly major: string;
  readonly role: Role;
  readonly verdict: VerdictKind;
  /** Why, where the verdict is inconclusive, not-applicable, not-supported or error. */
  readonly reason?: string;
  /** Numbers of the official TST010 cases that this case answers: `2.6.1:7.3.1.1.1`. */
  readonly tst010: readonly string[];
  readonly findings: readonly Finding[];
  /** Exchanges judged. */
  readonly judged: number;
}
