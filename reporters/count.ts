import { RELEASES, type Release } from '../src/model/release-model.ts';
import type { Cell, CellState, Column, Matrix, Outcome, Row } from '../src/judge/matrix.ts';
import type { RunInfo } from '../src/judge/run-info.ts';
import type { Keyword, Verdict, VerdictKind } from '../src/judge/verdict.ts';
import { causeOf, groupDeviations } from './deviations.ts';

/** What the count needs to know of the run. */
export type Counted = Pick<RunInfo, 'target' | 'selection' | 'complete' | 'incomplete'>;

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
      cells: columns.map((column) =>
        countCell(
          mine.filter((v) => v.api === column.api && v.role === column.role),
          run,
        ),
      ),
      // A claimed release of which nothing was judged is an open question, not a rule that does not apply.
      total: mine.length === 0 ? { ...countCell([], run), state: 'inconclusive' } : countCell(mine, run),
    };
  });
  const weighed = verdicts.filter((verdict) => claims.includes(verdict.release));
  const claimed = countCell(weighed, run);
  return {
    columns,
    rows,
    summary: { claimed, all: countCell(verdicts, run), ...conclude(claimed, rows, weighed, run) },
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

/** Counts what verdicts of a run amount to, whatever they have in common. */
export function countCell(verdicts: readonly Verdict[], run: Counted): Cell {
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
    state: stateOf(cases, distinct.shall.size, run),
    deviations: distinct.shall.size,
    warnings: distinct.should.size,
    infos: distinct.info.size,
    cases,
  };
}

/** Conformance has to be shown: a case left open, ours or theirs, takes it away although nothing failed. */
function stateOf(cases: Readonly<Record<VerdictKind, number>>, deviations: number, run: Counted): CellState {
  if (cases.fail > 0 || deviations > 0) return 'non-conformant';
  if (cases.inconclusive > 0 || cases.error > 0) return 'inconclusive';
  if (cases.pass > 0) return !run.complete ? 'inconclusive' : isRestricted(run) ? 'passed' : 'conformant';
  return cases['not-supported'] > 0 ? 'not-claimed' : 'not-applicable';
}

/** To some cases: what the others would show is unknown. A run that only leaves out releases is complete for the others. */
function isRestricted({ selection }: Counted): boolean {
  return selection?.apis !== undefined || selection?.cases !== undefined;
}

function conclude(
  claimed: Cell,
  rows: readonly Row[],
  verdicts: readonly Verdict[],
  run: Counted,
): { outcome: Outcome; exitCode: 0 | 1 | 3; reason: string } {
  const claimedRows = rows.filter((row) => row.claimed);
  const open = claimedRows.filter(({ total }) => !['conformant', 'passed'].includes(total.state));
  if (claimed.state === 'non-conformant') {
    return {
      outcome: 'non-conformant',
      exitCode: 1,
      reason: `${plural(claimed.deviations, 'distinct deviation')} in claimed releases`,
    };
  }
  if (!run.complete) {
    const why = run.incomplete ?? 'the run was interrupted';
    return { outcome: 'error', exitCode: 3, reason: `the record is not complete: ${why}` };
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
      reason: `not shown to conform to ${releasesOf(open)}: ${claimed.cases.inconclusive === 0 ? 'no case was judged' : `${plural(claimed.cases.inconclusive, 'case')} inconclusive`}`,
    };
  }
  if (isRestricted(run)) {
    const passed = new Set(verdicts.filter(({ verdict }) => verdict === 'pass').map((verdict) => verdict.case));
    const cases = passed.size === 1 ? 'the selected case passes' : `the ${passed.size} selected cases pass`;
    return {
      outcome: 'passed',
      exitCode: 0,
      reason: `${cases} for ${releasesOf(claimedRows)}; this is not a statement of conformance`,
    };
  }
  return { outcome: 'conformant', exitCode: 0, reason: `conforms to ${releasesOf(claimedRows)}` };
}

function releasesOf(rows: readonly Row[]): string {
  return rows.map(({ release }) => release).join(', ');
}

export function plural(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}
