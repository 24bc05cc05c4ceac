import type { Deviation } from '../../src/judge/matrix.ts';
import type { Finding } from '../../src/judge/verdict.ts';
import { countCell } from '../count.ts';
import { pickExchanges, type Run } from '../load-run.ts';
import { clip, visible, visibleLines } from '../visible.ts';
import { exchangeView } from './exchange-view.ts';
import {
  scopeKey,
  type PageCase,
  type PageExchange,
  type PageTarget,
  type PageVerdict,
  type ReleaseScope,
} from './page-data.ts';

/** What the catalogue of cases knows, by case id; the verdicts do not repeat it. */
export type Catalogue = ReadonlyMap<
  string,
  { readonly title: string; readonly purpose: string; readonly clause: string }
>;

const TEXT_SHOWN = 4_096;

/** Everything about a run that the page needs, exchanges apart. */
export function pageTarget(run: Run, catalogue: Catalogue | undefined): PageTarget {
  const { matrix, verdicts } = run;
  const findings = new Interned<Finding>();
  const reasons = new Interned<string>();
  const cases: Record<string, PageCase> = {};
  const list = verdicts.map((verdict): PageVerdict => {
    const id = visible(verdict.case);
    cases[id] = { ...catalogue?.get(verdict.case), tst010: verdict.tst010.map(visible) };
    return [
      id,
      verdict.release,
      visible(verdict.api),
      verdict.role,
      verdict.verdict,
      verdict.reason === undefined ? -1 : reasons.add(visible(clip(verdict.reason, TEXT_SHOWN))),
      verdict.judged,
      verdict.findings.map((finding) => findings.add(findingView(finding))),
    ];
  });
  return {
    name: visible(run.info.target.name),
    columns: matrix.columns.map((column) => ({ ...column, api: visible(column.api) })),
    releases: matrix.rows.map(({ release, claimed }) => ({ release, claimed })),
    counts: scopes(run),
    findings: findings.list,
    reasons: reasons.list,
    verdicts: list,
    cases,
    deviations: matrix.deviations.map(deviationView),
  };
}

function scopes(run: Run): PageTarget['counts'] {
  const { rows, columns } = run.matrix;
  const counts: Record<string, ReturnType<typeof countCell>> = {};
  const claimed = new Set(rows.filter((row) => row.claimed).map((row) => row.release));
  const releases: ReleaseScope[] = [...rows.map((row) => row.release), 'claimed', 'all'];
  for (const release of releases) {
    const mine = run.verdicts.filter(
      (v) => release === 'all' || v.release === release || (release === 'claimed' && claimed.has(v.release)),
    );
    counts[scopeKey(release, -1)] = countCell(mine, run.info);
    for (const [i, column] of columns.entries()) {
      counts[scopeKey(release, i)] = countCell(
        mine.filter((v) => v.api === column.api && v.role === column.role),
        run.info,
      );
    }
  }
  return counts;
}

function findingView(finding: Finding): Finding {
  return {
    check: visible(finding.check),
    deviation: visible(finding.deviation),
    clause: visible(finding.clause),
    keyword: finding.keyword,
    message: visible(clip(finding.message, TEXT_SHOWN)),
    expected: visibleLines(clip(finding.expected, TEXT_SHOWN)),
    observed: visibleLines(clip(finding.observed, TEXT_SHOWN)),
    pointer: visible(clip(finding.pointer, TEXT_SHOWN)),
    exchanges: finding.exchanges.map(visible),
    places: finding.places,
  };
}

function deviationView(deviation: Deviation): Deviation {
  return {
    ...deviation,
    deviation: visible(deviation.deviation),
    message: visible(clip(deviation.message, TEXT_SHOWN)),
    expected: visibleLines(clip(deviation.expected, TEXT_SHOWN)),
    observed: visibleLines(clip(deviation.observed, TEXT_SHOWN)),
    pointer: visible(clip(deviation.pointer, TEXT_SHOWN)),
    clauses: deviation.clauses.map(visible),
    checks: deviation.checks.map(visible),
    apis: deviation.apis.map(visible),
    cases: deviation.cases.map(visible),
    exchanges: deviation.exchanges.map(visible),
  };
}

/** Equal values once. */
class Interned<T> {
  readonly list: T[] = [];
  readonly #index = new Map<string, number>();

  add(value: T): number {
    const key = JSON.stringify(value);
    const known = this.#index.get(key);
    if (known !== undefined) return known;
    this.#index.set(key, this.list.length);
    return this.list.push(value) - 1;
  }
}

export interface EmbedLimits {
  /** Exchanges on the whole page. */
  readonly exchanges: number;
  /** UTF-16 units of their JSON on the whole page. */
  readonly size: number;
}

export interface Embedded {
  readonly exchanges: readonly PageExchange[];
  /** Exchanges that findings and reasons name. */
  readonly named: number;
}

/**
 * Reads the exchanges that findings name, the most telling ones first, until the limits are reached; what one run does not need
 * of its share, the others get. In the order of the runs.
 */
export async function embedExchanges(runs: readonly Run[], limits: EmbedLimits): Promise<readonly Embedded[]> {
  const wanted = runs.map((run, i) => ({ run, i, ids: inOrderOfUse(run) }));
  const embedded: Embedded[] = [];
  let left = limits;
  for (const [done, { run, i, ids }] of wanted.sort((a, b) => a.ids.length - b.ids.length).entries()) {
    const runsLeft = runs.length - done;
    const share = { exchanges: Math.ceil(left.exchanges / runsLeft), size: Math.ceil(left.size / runsLeft) };
    const { exchanges, size } = await read(run, ids, share);
    embedded[i] = { exchanges, named: ids.length };
    left = { exchanges: left.exchanges - exchanges.length, size: left.size - size };
  }
  return embedded;
}

async function read(
  run: Run,
  wanted: readonly string[],
  limits: EmbedLimits,
): Promise<{ readonly exchanges: readonly PageExchange[]; readonly size: number }> {
  const some = wanted.slice(0, limits.exchanges);
  const views = new Map<string, PageExchange>();
  await pickExchanges(run.dir, new Set(some), (exchange) => views.set(exchange.id, exchangeView(exchange)));
  const exchanges: PageExchange[] = [];
  let size = 0;
  for (const id of some) {
    const view = views.get(id);
    if (view === undefined) continue;
    const more = JSON.stringify(view).length;
    if (size + more > limits.size) break;
    size += more;
    exchanges.push(view);
  }
  return { exchanges, size };
}

/** The first exchange of each deviation, then those that reasons name, then the second ones, and so on. */
function inOrderOfUse(run: Run): readonly string[] {
  const rows = run.matrix.deviations.map((deviation) => deviation.exchanges);
  // Each case has its own first exchange too: who opens a case wants to see one of it.
  const firsts = run.verdicts.flatMap((v) => v.findings.flatMap((f) => f.exchanges.slice(0, 1)));
  const order = new Set<string>([...rows.flatMap((row) => row.slice(0, 1)), ...namedInReasons(run), ...firsts]);
  const longest = rows.reduce((most, row) => Math.max(most, row.length), 0);
  for (let i = 1; i < longest; i += 1) {
    for (const row of rows) {
      const id = row[i];
      if (id !== undefined) order.add(id);
    }
  }
  for (const verdict of run.verdicts)
    for (const finding of verdict.findings) for (const id of finding.exchanges) order.add(id);
  return [...order];
}

function namedInReasons(run: Run): readonly string[] {
  return run.verdicts.flatMap((verdict) => verdict.reason?.match(/\bx\d+\b/g) ?? []);
}
