import { RELEASES, type Release } from '../src/model/release-model.ts';
import type { Cell, CellState, Column, Matrix, Outcome, Row } from '../src/judge/matrix.ts';
import type { RunInfo } from '../src/judge/run-info.ts';
import type { Keyword, Verdict, VerdictKind } from '../src/judge/verdict.ts';
import { causeOf, groupDeviations } from './deviations.ts';

export const VERDICTS: readonly VerdictKind[] = [
  'fail',
  'error',
  'inconclusive',
  'pass',
  'not-supported',
  'not-applicable',
];

/** What the count needs to know of the run. */
export type Counted = Pick<RunInfo, 'target' | 'selection' | 'complete'>;

/** The one place where verdicts become numbers: every report shows what this returns and counts nothing itself. */
export function count(verdicts: readonly Verdict[], run: Counted): Matrix {
  const columns = columnsOf(verdicts);
  const claims = claimsJudged(run);
  const seen = new Set(verdicts.map((verdict) => verdict.release));
  const shown = [...claims, ...RELEASES.filter((release) => seen.has(release) && !claims.includes(release))];
  const rows = shown.map((release): Row => {
    const mine = verdicts.filter((verdict) => verdict.release === release);
    return {
      release,
      claimed: claims.includes(release),
      cells: columns.map((column) => countCell(mine.filter((v) => v.api === column.api && v.role === column.role))),
      // A claimed release of which nothing was judged is an open question, not a rule that does not apply.
      total: mine.length === 0 ? { ...countCell([]), state: 'inconclusive' } : countCell(mine),
    };
  });
  const claimed = countCell(verdicts.filter((verdict) => claims.includes(verdict.release)));
  return {
    columns,
    rows,
    summary: { claimed, all: countCell(verdicts), ...conclude(claimed, rows, run) },
    deviations: groupDeviations(verdicts, claims),
  };
}

/** Claimed releases that the run was asked to judge. */
function claimsJudged(run: Counted): readonly Release[] {
  const selected = run.selection?.releases ?? RELEASES;
  return RELEASES.filter((release) => run.target.claims.includes(release) && selected.includes(release));
}

function columnsOf(verdicts: readonly Verdict[]): readonly Column[] {
  const columns = new Map<string, Column>();
  for (const { api, role } of verdicts) columns.set(`${role} ${api}`, { api, role });
  // Cases come grouped as the catalogue has them; only the roles are put apart: what the SUT serves, then what it calls.
  const list = [...columns.values()];
  return [...list.filter((c) => c.role === 'producer'), ...list.filter((c) => c.role === 'consumer')];
}

/** Counts what verdicts amount to, whatever they have in common. */
export function countCell(verdicts: readonly Verdict[]): Cell {
  const cases: Record<VerdictKind, number> = {
    pass: 0,
    fail: 0,
    inconclusive: 0,
    'not-applicable': 0,
    'not-supported': 0,
    error: 0,
  };
  const distinct: Record<Keyword, Set<string>> = { shall: new Set(), should: new Set(), info: new Set() };
  for (const verdict of verdicts) {
    cases[verdict.verdict] += 1;
    for (const finding of verdict.findings) distinct[finding.keyword].add(causeOf(verdict, finding));
  }
  return {
    state: stateOf(cases, distinct.shall.size),
    deviations: distinct.shall.size,
    warnings: distinct.should.size,
    infos: distinct.info.size,
    cases,
  };
}

/** Conformance has to be shown: a case left open, ours or theirs, takes it away although nothing failed. */
function stateOf(cases: Readonly<Record<VerdictKind, number>>, deviations: number): CellState {
  if (cases.fail > 0 || deviations > 0) return 'non-conformant';
  if (cases.inconclusive > 0 || cases.error > 0) return 'inconclusive';
  if (cases.pass > 0) return 'conformant';
  return cases['not-supported'] > 0 ? 'not-claimed' : 'not-applicable';
}

function conclude(
  claimed: Cell,
  rows: readonly Row[],
  run: Counted,
): { outcome: Outcome; exitCode: 0 | 1 | 3; reason: string } {
  const claimedRows = rows.filter((row) => row.claimed);
  const open = claimedRows.filter((row) => row.total.state !== 'conformant').map((row) => row.release);
  if (claimed.state === 'non-conformant') {
    return {
      outcome: 'non-conformant',
      exitCode: 1,
      reason: `${plural(claimed.deviations, 'distinct deviation')} in claimed releases`,
    };
  }
  if (!run.complete) {
    return { outcome: 'error', exitCode: 3, reason: 'the record is not complete: the run was interrupted' };
  }
  if (claimed.cases.error > 0) {
    return {
      outcome: 'error',
      exitCode: 3,
      reason: `the harness could not do its work in ${plural(claimed.cases.error, 'case')}`,
    };
  }
  if (claimedRows.length === 0) {
    return { outcome: 'inconclusive', exitCode: 1, reason: 'no claimed release was judged' };
  }
  if (open.length > 0) {
    return {
      outcome: 'inconclusive',
      exitCode: 1,
      reason: `not shown to conform to ${open.join(', ')}: ${plural(claimed.cases.inconclusive, 'case')} inconclusive`,
    };
  }
  return {
    outcome: 'conformant',
    exitCode: 0,
    reason: `conforms to ${claimedRows.map((row) => row.release).join(', ')}`,
  };
}

export function plural(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}
