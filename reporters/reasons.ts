import type { Release } from '../src/model/release-model.ts';
import type { Verdict } from '../src/judge/verdict.ts';

export interface Reason {
  readonly reason: string;
  /** Verdicts that are inconclusive for it. */
  readonly verdicts: number;
}

/** Why verdicts of these releases are inconclusive, most frequent first: what blocked a procedure counts for all its cases. */
export function frequentReasons(verdicts: readonly Verdict[], releases: readonly Release[]): readonly Reason[] {
  const counted = new Map<string, number>();
  for (const { verdict, reason, release } of verdicts) {
    if (verdict !== 'inconclusive' || reason === undefined || !releases.includes(release)) continue;
    const cause = causeIn(reason);
    counted.set(cause, (counted.get(cause) ?? 0) + 1);
  }
  return [...counted].map(([reason, count]) => ({ reason, verdicts: count })).sort((a, b) => b.verdicts - a.verdicts);
}

/** `step x was not reached: no instance (exchange x2)` -> `no instance`. */
function causeIn(reason: string): string {
  return reason.replace(/^.* was not reached: /, '').replace(/ \(exchange \S+\)$/, '');
}
