import Table from 'cli-table3';
import type { Cell, Column, Deviation, Matrix, Row } from '../src/judge/matrix.ts';
import { plural } from './count.ts';
import type { Run } from './load-run.ts';
import { leftText } from './left.ts';
import { outageText } from './outages.ts';
import { frequentReasons } from './reasons.ts';
import { clip, visible } from './visible.ts';

export interface TerminalOptions {
  /** Default: the stream is a terminal and NO_COLOR is not set (no-color.org). */
  readonly color?: boolean;
  /** Columns; default 100. */
  readonly width?: number;
  /** Deviations listed for each target; default 100. */
  readonly limit?: number;
}

type Paint = (text: string, color: keyof typeof CODES) => string;
const CODES = { red: '31', green: '32', yellow: '33', dim: '2', bold: '1' } as const;

/** Whether a stream wants colour: a terminal that did not say NO_COLOR. */
export function wantsColor(
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return stream.isTTY === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}

/** The matrix of each run and its distinct deviations, ready to print. Nothing that came from the SUT can act on the terminal. */
export function terminalReport(runs: readonly Run[], options: TerminalOptions = {}): string {
  const color = options.color ?? wantsColor(process.stdout, process.env);
  const paint: Paint = (text, name) => (color ? `\u001b[${CODES[name]}m${text}\u001b[0m` : text);
  const width = options.width ?? 100;
  return runs.map((run) => section(run, paint, width, options.limit ?? 100)).join('\n');
}

function section(run: Run, paint: Paint, width: number, limit: number): string {
  const { info, matrix } = run;
  const claims = info.target.claims.length === 0 ? 'claims no release' : `claims ${info.target.claims.join(', ')}`;
  const lines = [
    `${paint(visible(info.target.name), 'bold')}  ${paint(`${claims} · ${info.startedAt} · ${plural(info.exchanges, 'exchange')}`, 'dim')}`,
    table(matrix, paint),
    verdictLine(matrix, paint),
  ];
  if (!info.complete && matrix.summary.outcome !== 'error')
    lines.push(paint(`The record is not complete: ${visible(info.incomplete ?? 'the run was interrupted')}.`, 'red'));
  if (info.outages !== undefined) lines.push(paint(visible(outageText(info.outages)), 'yellow'));
  lines.push(...reasonLines(run, paint, width));
  lines.push(...deviationLines(matrix, paint, width, limit));
  if (info.left !== undefined) {
    const color = info.left.resources.length + info.left.unread.length === 0 ? 'dim' : 'yellow';
    lines.push('', paint(`Left on the target: ${visible(leftText(info.left, run.dir))}`, color));
  }
  lines.push('');
  return lines.join('\n');
}

function table(matrix: Matrix, paint: Paint): string {
  const out = new Table({
    head: ['SOL003', ...matrix.columns.map(columnTitle), 'all'],
    style: { head: [], border: [] },
  });
  const claimed = matrix.rows.filter((row) => row.claimed);
  const apart = matrix.rows.filter((row) => !row.claimed);
  for (const row of claimed) out.push(rowOf(row, paint, claimedText));
  if (apart.length > 0) {
    const title = claimed.length === 0 ? 'no release claimed' : 'not claimed, for information only';
    out.push([{ content: paint(title, 'dim'), colSpan: matrix.columns.length + 2 }]);
    for (const row of apart) out.push(rowOf(row, paint, apartText));
  }
  return out.toString();
}

function columnTitle(column: Column): string {
  return column.role === 'consumer' ? `${visible(column.api)}\n(consumer)` : visible(column.api);
}

function rowOf(row: Row, paint: Paint, words: (cell: Cell) => string): string[] {
  return [row.release, ...[...row.cells, row.total].map((cell) => paint(words(cell), COLORS[cell.state]))];
}

const COLORS = {
  conformant: 'green',
  passed: 'green',
  'non-conformant': 'red',
  inconclusive: 'yellow',
  'not-claimed': 'dim',
  'not-applicable': 'dim',
} as const;

/** `non-conformant 3`; the number is of distinct deviations. */
export function claimedText(cell: Cell): string {
  if (cell.state === 'non-conformant') return `non-conformant ${cell.deviations}`;
  return STATE_WORDS[cell.state];
}

/** For a release that is not claimed: nothing is held against the SUT. */
export function apartText(cell: Cell): string {
  if (cell.state === 'conformant') return 'would conform';
  if (cell.state === 'passed') return 'selected would pass';
  if (cell.state === 'non-conformant') return `would fail in ${cell.deviations}`;
  return STATE_WORDS[cell.state];
}

const STATE_WORDS = {
  conformant: 'conformant',
  passed: 'selected pass',
  'non-conformant': 'non-conformant',
  inconclusive: 'inconclusive',
  'not-claimed': 'not claimed',
  'not-applicable': 'not applicable',
} as const;

const OUTCOME_COLORS = {
  conformant: 'green',
  passed: 'green',
  inconclusive: 'yellow',
  'non-conformant': 'red',
  error: 'red',
} as const;

function verdictLine(matrix: Matrix, paint: Paint): string {
  const { claimed, outcome, reason } = matrix.summary;
  const { cases } = claimed;
  const counts = [
    `${cases.pass} pass`,
    `${cases.fail} fail`,
    `${cases.inconclusive} inconclusive`,
    ...(cases.error > 0 ? [`${cases.error} error`] : []),
    ...(cases['not-supported'] > 0 ? [`${cases['not-supported']} not supported`] : []),
    plural(claimed.warnings, 'warning'),
  ];
  return `${paint(outcome, OUTCOME_COLORS[outcome])}: ${visible(reason)}\nClaimed releases: ${counts.join(', ')}.`;
}

/** Reasons shown; the page has all. */
const REASONS = 5;

function reasonLines({ matrix, verdicts }: Run, paint: Paint, width: number): string[] {
  const claimed = matrix.rows.filter((row) => row.claimed).map((row) => row.release);
  const reasons = frequentReasons(verdicts, claimed);
  if (reasons.length === 0) return [];
  const shown = reasons
    .slice(0, REASONS)
    .map((one) => `  ${paint('?', 'yellow')} ${one.verdicts}× ${clip(visible(one.reason), Math.max(40, width - 10))}`);
  const more = reasons.length > REASONS ? [paint('  … the report lists the others', 'dim')] : [];
  return ['', paint('Why cases are inconclusive (claimed releases)', 'bold'), ...shown, ...more];
}

function deviationLines(matrix: Matrix, paint: Paint, width: number, limit: number): string[] {
  const listed = matrix.deviations.filter((deviation) => deviation.keyword !== 'info');
  const lines = ['claimed', 'apart'].flatMap((where) =>
    (['shall', 'should'] as const).flatMap((keyword) => {
      const mine = listed.filter((d) => d.keyword === keyword && d.claimed === (where === 'claimed'));
      if (mine.length === 0) return [];
      const title = `${keyword === 'shall' ? 'Deviations' : 'Warnings'} (${where === 'claimed' ? 'claimed releases' : 'only in releases that are not claimed'})`;
      const shown = mine.slice(0, limit).map((deviation) => deviationText(deviation, paint, width));
      const more = mine.length > limit ? [paint(`  … the report lists the others`, 'dim')] : [];
      return ['', paint(title, 'bold'), ...shown, ...more];
    }),
  );
  return lines;
}

function deviationText(deviation: Deviation, paint: Paint, width: number): string {
  const where = [
    visible(deviation.clauses.join(', ')),
    plural(deviation.places, 'place'),
    deviation.releases.join(' '),
    visible(deviation.deviation),
    ...deviation.exchanges.slice(0, 1),
  ].join(' · ');
  const room = Math.max(40, width - 4);
  const text = clip(visible(deviation.message), room);
  const mark = deviation.keyword === 'shall' ? paint('✗', 'red') : paint('!', 'yellow');
  return `  ${mark} ${text}\n    ${paint(clip(where, room), 'dim')}`;
}
