import type { Release } from '../src/model/release-model.ts';
import type { Deviation } from '../src/judge/matrix.ts';
import type { Finding, Keyword, Verdict } from '../src/judge/verdict.ts';

/** Exchanges listed with a deviation. */
const LISTED = 50;
const WEIGHT: Readonly<Record<Keyword, number>> = { shall: 0, should: 1, info: 2 };

/**
 * One entry for each root cause. The same cause under `shall` in one release and `should` in another is two entries, and so
 * is the same slip in two major versions of an API: they are two implementations, and each has to be fixed.
 */
export function groupDeviations(verdicts: readonly Verdict[], claims: readonly Release[]): readonly Deviation[] {
  const groups = new Map<string, Group>();
  for (const verdict of verdicts) {
    for (const finding of verdict.findings) {
      const key = `${finding.keyword} ${causeOf(verdict, finding)}`;
      const group = groups.get(key) ?? newGroup(finding, verdict.major);
      groups.set(key, group);
      addTo(group, verdict, finding);
    }
  }
  return [...groups.values()].map((group) => finish(group, claims)).sort(order);
}

/** What counts as one deviation. */
export function causeOf(verdict: Verdict, finding: Finding): string {
  return `${verdict.major} ${finding.deviation}`;
}

interface Group {
  readonly first: Finding;
  readonly major: string;
  readonly clauses: Set<string>;
  readonly checks: Set<string>;
  readonly apis: Set<string>;
  readonly releases: Set<Release>;
  readonly cases: Set<string>;
  readonly exchanges: Set<string>;
  /** Places beyond the listed exchanges, by API version and case: releases of one API version share a record. */
  readonly beyond: Map<string, number>;
}

function newGroup(first: Finding, major: string): Group {
  return {
    first,
    major,
    clauses: new Set(),
    checks: new Set(),
    apis: new Set(),
    releases: new Set(),
    cases: new Set(),
    exchanges: new Set(),
    beyond: new Map(),
  };
}

function addTo(group: Group, verdict: Verdict, finding: Finding): void {
  group.clauses.add(finding.clause);
  group.checks.add(finding.check);
  group.apis.add(verdict.api);
  group.releases.add(verdict.release);
  group.cases.add(verdict.case);
  for (const id of finding.exchanges) group.exchanges.add(id);
  const shared = `${verdict.major} ${verdict.case}`;
  const beyond = Math.max(0, finding.places - finding.exchanges.length);
  group.beyond.set(shared, Math.max(beyond, group.beyond.get(shared) ?? 0));
}

function finish(group: Group, claims: readonly Release[]): Deviation {
  const { deviation, keyword, message, expected, observed, pointer } = group.first;
  let places = group.exchanges.size;
  for (const beyond of group.beyond.values()) places += beyond;
  return {
    deviation,
    major: group.major,
    keyword,
    claimed: [...group.releases].some((release) => claims.includes(release)),
    message,
    expected,
    observed,
    pointer,
    clauses: [...group.clauses],
    checks: [...group.checks],
    apis: [...group.apis],
    releases: [...group.releases],
    cases: [...group.cases],
    exchanges: [...group.exchanges].sort(byNumber).slice(0, LISTED),
    places,
  };
}

function order(a: Deviation, b: Deviation): number {
  return (
    WEIGHT[a.keyword] - WEIGHT[b.keyword] ||
    Number(b.claimed) - Number(a.claimed) ||
    b.places - a.places ||
    (a.deviation < b.deviation ? -1 : 1)
  );
}

/** `x9` before `x10`. */
function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
