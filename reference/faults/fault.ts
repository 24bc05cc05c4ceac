import type { Release } from '../../src/model/release-model.ts';

/** A way to go wrong that can be switched on, and who has to notice. */
export interface Fault {
  /** What is wrong, in a sentence. */
  readonly what: string;
  readonly clause: string;
  /** Ids of test cases, `*` for any text: one of these at least has to fail. */
  readonly seen: readonly string[];
  /** Not one at least, but each of the cases that `seen` names and that the release has. */
  readonly every?: true;
  /** Further cases that may fail, because the fault touches what they look at too. */
  readonly also?: readonly string[];
  /** The rule is a `should`: a warning is what there has to be, of a deviation like this (`*` for any text). */
  readonly warning?: string;
  /** Procedures to drive where the cases are about every exchange. */
  readonly procedures?: readonly string[];
  /** Release to be served; default 3.7.1. */
  readonly release?: Release;
  /** How the orchestrator has to be set up for the fault to have a place. */
  readonly with?: { readonly pageSize?: number; readonly auth?: true; readonly vim?: true };
}
