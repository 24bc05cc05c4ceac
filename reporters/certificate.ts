import { Redactor } from '../src/exchange/redact.ts';
import type { Digests, Judged, Statement } from '../src/judge/certificate.ts';
import type { Cell, Deviation, Row } from '../src/judge/matrix.ts';
import type { Qualification } from '../src/judge/qualification.ts';
import type { Release } from '../src/model/release-model.ts';
import { plural } from './count.ts';
import type { Run } from './load-run.ts';
import { frequentReasons, type Reason } from './reasons.ts';

/** What stands between a run and a certificate. */
export type Obstacle =
  | { readonly kind: 'incomplete'; readonly why: string }
  | { readonly kind: 'restricted'; readonly to: string }
  | { readonly kind: 'deviation'; readonly deviation: Deviation }
  | { readonly kind: 'open'; readonly reason: Reason }
  | { readonly kind: 'error'; readonly cases: number }
  | { readonly kind: 'nothing judged' };

/** Everything that keeps a run from showing conformance to a release; empty: it conforms. */
export function obstaclesTo(release: Release, run: Run): readonly Obstacle[] {
  const { info, matrix, verdicts } = run;
  const all: Obstacle[] = [];
  if (!info.complete) all.push({ kind: 'incomplete', why: info.incomplete ?? 'the run was interrupted' });
  const to = restriction(run, release);
  if (to !== undefined) all.push({ kind: 'restricted', to });
  const broken = matrix.deviations.filter((one) => one.keyword === 'shall' && one.releases.includes(release));
  all.push(...broken.map((deviation) => ({ kind: 'deviation', deviation }) as const));
  all.push(...frequentReasons(verdicts, [release]).map((reason) => ({ kind: 'open', reason }) as const));
  const total = rowOf(release, run)?.total;
  if (total !== undefined && total.cases.error > 0) all.push({ kind: 'error', cases: total.cases.error });
  // Whatever else it may be: only what the matrix calls conformant is certified.
  if (all.length === 0 && total?.state !== 'conformant') all.push({ kind: 'nothing judged' });
  return all;
}

/** A certificate stands on all cases of its release: what was left out could have been left out because it fails. */
function restriction({ info: { selection } }: Run, release: Release): string | undefined {
  const { releases = [release], apis = [], cases = [] } = selection ?? {};
  const parts = [
    ...(releases.includes(release) ? [] : releases),
    ...apis.map((api) => `API ${api}`),
    ...cases.map((glob) => `cases ${glob}`),
  ];
  return parts.length === 0 ? undefined : parts.join(', ');
}

function rowOf(release: Release, { matrix }: Run): Row | undefined {
  return matrix.rows.find((row) => row.release === release && row.claimed);
}

/** 3: the harness could not do its work; 1: conformance is not shown. As in `matrix.json`, a deviation comes first. */
export function exitCodeFor(obstacles: readonly Obstacle[]): 0 | 1 | 3 {
  if (obstacles.length === 0) return 0;
  const has = (kind: Obstacle['kind']): boolean => obstacles.some((one) => one.kind === kind);
  return !has('deviation') && (has('incomplete') || has('error')) ? 3 : 1;
}

/**
 * What is certified of a run without obstacles.
 * @throws Error where there are some: nothing may be signed then
 */
export function statementOf(release: Release, run: Run, sha256: Digests, tried: Qualification | undefined): Statement {
  const { info, matrix } = run;
  const row = rowOf(release, run);
  const { endedAt } = info;
  if (row === undefined || endedAt === undefined || obstaclesTo(release, run).length > 0)
    throw new Error(`${run.dir} does not show conformance to ${release}`);
  const warned = matrix.deviations.filter((one) => one.keyword === 'should' && one.releases.includes(release));
  const { id, startedAt, exchanges } = info;
  const redactor = new Redactor();
  const roots = Object.entries(info.target.roots).map(([api, uri]) => [api, redactor.text(uri)]);
  return {
    format: 1,
    release,
    outcome: 'conformant',
    target: { name: info.target.name, roots: Object.fromEntries(roots) as Readonly<Record<string, string>> },
    judged: matrix.columns.flatMap((column, index) => judged(column, row.cells[index])),
    ics: { claimed: icsItems(run, true), denied: icsItems(run, false) },
    warnings: [...new Set(warned.map((one) => one.deviation))],
    run: { id, startedAt, endedAt, exchanges, sha256 },
    harness: info.harness,
    ...(tried === undefined ? {} : { qualification: figures(tried) }),
  };
}

/** Columns come of all releases of a run; of this one there may be nothing in it. */
function judged({ api, role }: Pick<Judged, 'api' | 'role'>, cell: Cell | undefined): readonly Judged[] {
  if (cell === undefined || Object.values(cell.cases).every((cases) => cases === 0)) return [];
  return [{ api, role, state: cell.state, cases: cell.cases }];
}

function icsItems({ info }: Run, claimed: boolean): readonly string[] {
  return Object.keys(info.ics)
    .filter((item) => info.ics[item] === claimed)
    .sort();
}

/** What is stored has more to it than figures that a reader of a certificate looks for. */
function figures({ harness, at, faults, manners, mutants }: Qualification): Qualification {
  return {
    harness,
    at,
    faults: { seeded: faults.seeded, found: faults.found },
    ...(manners === undefined
      ? {}
      : { manners: { driven: manners.driven, passed: manners.passed, failed: manners.failed } }),
    ...(mutants === undefined
      ? {}
      : { mutants: { made: mutants.made, killed: mutants.killed, equivalent: mutants.equivalent } }),
  };
}

/** One line that may be cut at its end; of the SUT's own words, nothing is escaped yet. */
export function obstacleText(obstacle: Obstacle): string {
  switch (obstacle.kind) {
    case 'incomplete':
      return `the record is not complete: ${obstacle.why}`;
    case 'restricted':
      return `the run was restricted to ${obstacle.to}: a certificate needs a whole run`;
    case 'deviation': {
      const { deviation, clauses, message, places } = obstacle.deviation;
      return `${clauses.join(', ')} · ${deviation} · ${plural(places, 'place')}: ${message}`;
    }
    case 'open':
      return `${plural(obstacle.reason.verdicts, 'case')} inconclusive: ${obstacle.reason.reason}`;
    case 'error':
      return `the harness could not do its work in ${plural(obstacle.cases, 'case')}`;
    case 'nothing judged':
      return 'no case was judged: the ICS claims nothing of it, or the run left it out';
  }
}
