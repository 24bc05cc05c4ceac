/** How far this suite itself has been tried: seeded faults, other correct behaviour and record mutants, by which version of it and when. */
export interface Qualification {
  readonly harness: string;
  /** RFC 3339. */
  readonly at: string;
  readonly faults: { readonly seeded: number; readonly found: number };
  /** Cases that passed and failed where the orchestrator was correct in other ways than usual. */
  readonly manners?: { readonly driven: number; readonly passed: number; readonly failed: number };
  readonly mutants?: { readonly made: number; readonly killed: number; readonly equivalent: number };
}
