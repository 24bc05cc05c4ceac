import type { Fault } from '../../reference/faults/fault.ts';
import type { Release } from '../model/release-model.ts';
import type { Verdict } from '../judge/verdict.ts';
import { globToExpression } from '../engine/glob.ts';

/** What a run of the orchestrator with one seeded fault came to. */
export interface FaultResult {
  readonly fault: string;
  readonly what: string;
  readonly clause: string;
  readonly release: Release;
  /** Failed cases among those that have to see the fault. */
  readonly seenBy: readonly string[];
  /** Of cases each of which has to see the fault, those that did not fail. */
  readonly unseenBy?: readonly string[];
  /** Failed cases that the fault accounts for. */
  readonly also: readonly string[];
  /** Failed cases that have nothing to do with it, with what they said. */
  readonly collateral: readonly { readonly case: string; readonly deviation: string; readonly exchange: string }[];
  /** Failed cases, whatever they have to do with the fault. */
  readonly failed: number;
  /** Cases that were judged, and could have failed. */
  readonly judged: number;
  readonly ms: number;
  /** The harness could not do its work. */
  readonly error?: string;
}

/** Whether a verdict holds a warning of the kind. */
function warned(deviations: string): (verdict: Verdict) => boolean {
  const glob = globToExpression(deviations);
  return ({ findings }) => findings.some((one) => one.keyword === 'should' && glob.test(one.deviation));
}

/** Cases that would have had to see the fault, those of which nothing was shown included. */
function unseenBy(
  seen: readonly RegExp[],
  verdicts: readonly Verdict[],
  expected: readonly Verdict[],
): readonly string[] {
  return verdicts
    .filter((one) => seen.some((glob) => glob.test(one.case)) && !expected.includes(one))
    .map((one) => one.case);
}

/** Whether all saw it who had to. */
export function isFound({ seenBy, unseenBy: unseen = [] }: FaultResult): boolean {
  return seenBy.length > 0 && unseen.length === 0;
}

export function resultOf(
  name: string,
  fault: Fault,
  release: Release,
  { verdicts, ms }: { readonly verdicts: readonly Verdict[]; readonly ms: number },
): FaultResult {
  const seen = fault.seen.map(globToExpression);
  const also = (fault.also ?? []).map(globToExpression);
  const failed = verdicts.filter((one) => one.verdict === 'fail');
  const expected = (fault.warning === undefined ? failed : verdicts.filter(warned(fault.warning))).filter((one) =>
    seen.some((glob) => glob.test(one.case)),
  );
  const unseen = fault.every === undefined ? [] : unseenBy(seen, verdicts, expected);
  const explained = failed.filter((one) => !expected.includes(one) && also.some((glob) => glob.test(one.case)));
  const rest = failed.filter((one) => !expected.includes(one) && !explained.includes(one));
  const broken = verdicts.find((one) => one.verdict === 'error');
  return {
    fault: name,
    what: fault.what,
    clause: fault.clause,
    release,
    seenBy: expected.map((one) => one.case),
    ...(unseen.length === 0 ? {} : { unseenBy: unseen }),
    also: explained.map((one) => one.case),
    collateral: rest.map((one) => {
      const finding = one.findings.find((found) => found.keyword === 'shall');
      return { case: one.case, deviation: finding?.deviation ?? '', exchange: finding?.exchanges[0] ?? '' };
    }),
    failed: failed.length,
    judged: verdicts.filter((one) => one.verdict === 'pass' || one.verdict === 'fail').length,
    ms,
    ...(broken === undefined ? {} : { error: `${broken.case}: ${broken.reason ?? ''}` }),
  };
}
