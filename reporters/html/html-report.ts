import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { Eta } from 'eta';
import type { Cell, CellState, Row } from '../../src/judge/matrix.ts';
import type { Qualification } from '../../src/judge/qualification.ts';
import { plural } from '../count.ts';
import { leftText } from '../left.ts';
import { outageText } from '../outages.ts';
import { readable } from '../times.ts';
import type { Run } from '../load-run.ts';
import { qualificationText } from '../qualification-text.ts';
import { apartText, claimedText } from '../terminal.ts';
import { visible } from '../visible.ts';
import { embedExchanges, pageTarget, type Catalogue, type EmbedLimits } from './embed.ts';
import { exchangeElementId, type PageData } from './page-data.ts';

export interface HtmlOptions {
  readonly title?: string;
  readonly catalogue?: Catalogue;
  readonly qualification?: Qualification;
  readonly limits?: Partial<EmbedLimits>;
}

const LIMITS: EmbedLimits = { exchanges: 2_000, size: 16_000_000 };

/** matrix.html: one file, nothing from outside, nothing of the SUT that could act. */
export async function htmlReport(runs: readonly Run[], options: HtmlOptions = {}): Promise<string> {
  const limits = { ...LIMITS, ...options.limits };
  const embedded = await embedExchanges(runs, limits);
  const data: PageData = { targets: runs.map((run) => pageTarget(run, options.catalogue)) };
  const [script, style, template] = await Promise.all([
    bundle(),
    readFile(here('page.css'), 'utf8'),
    readFile(here('page.eta'), 'utf8'),
  ]);
  const eta = new Eta({ autoEscape: true, autoTrim: false });
  return eta.renderString(template, {
    title: options.title ?? 'ETSI NFV conformance matrix',
    policy: contentPolicy(script, style),
    script,
    style,
    data: scriptSafe(data),
    blocks: embedded.flatMap(({ exchanges }, target) =>
      exchanges.map((view) => ({ id: exchangeElementId(target, view.id), json: scriptSafe(view) })),
    ),
    notes: embedded.map(({ exchanges, named }) =>
      exchanges.length === named
        ? ''
        : `This page contains ${exchanges.length} of the ${plural(named, 'exchange')} that findings name; all are in exchanges.ndjson.`,
    ),
    qualification: qualificationText(options.qualification),
    targets: runs.map(targetView),
    plural,
  });
}

/** JSON that stays JSON inside a script element: no end tag, no comment, no line separator can arise. */
export function scriptSafe(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Only this script and this style, by their hash; no connection, no image, no frame, no form. */
function contentPolicy(script: string, style: string): string {
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

let bundled: Promise<string> | undefined;

function bundle(): Promise<string> {
  bundled ??= build({
    entryPoints: [here('client/main.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'ascii',
    legalComments: 'none',
    tsconfigRaw: '{}',
  }).then(({ outputFiles: [file] }) => {
    if (file === undefined) throw new Error('the script of the matrix page came out empty');
    // The hash is over the text between the tags, line ends as the HTML parser sees them.
    return file.text.replaceAll('\r\n', '\n').replaceAll('</', '<\\/');
  });
  return bundled;
}

function here(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

/** What the template shows of a run; the template escapes it. */
function targetView({ dir, info, matrix }: Run): object {
  const selection = [
    ...(info.selection?.releases ?? []),
    ...(info.selection?.apis ?? []),
    ...(info.selection?.cases ?? []),
  ];
  const cell = (row: Row, one: Cell, column: number): object => ({
    state: one.state,
    symbol: SYMBOLS[one.state],
    text: row.claimed ? claimedText(one) : apartText(one),
    detail: cellDetail(one),
    segments: segments(one),
    release: row.release,
    column,
  });
  const rows = matrix.rows.map((row) => ({
    release: row.release,
    claimed: row.claimed,
    cells: [...row.cells.map((one, i) => cell(row, one, i)), cell(row, row.total, -1)],
  }));
  return {
    name: visible(info.target.name),
    outcome: matrix.summary.outcome,
    reason: visible(matrix.summary.reason),
    claims: info.target.claims.join(', '),
    startedAt: readable(info.startedAt),
    duration: info.duration === undefined ? '' : `${(info.duration / 1000).toFixed(0)} s`,
    exchanges: plural(info.exchanges, 'exchange'),
    harness: [info.harness.version, info.harness.commit].filter(Boolean).join(' '),
    incomplete: info.complete ? '' : visible(info.incomplete ?? 'the run was interrupted'),
    outages: info.outages === undefined ? '' : visible(outageText(info.outages)),
    left: info.left === undefined ? '' : visible(leftText(info.left, dir)),
    selection: selection.map(visible).join(', '),
    roots: Object.entries(info.target.roots).map(([name, uri]) => [visible(name), visible(uri)]),
    columns: matrix.columns.map((column) => ({ api: visible(column.api), role: column.role })),
    claimed: rows.filter((row) => row.claimed),
    apart: rows.filter((row) => !row.claimed),
  };
}

const SYMBOLS: Readonly<Record<CellState, string>> = {
  conformant: '✓',
  passed: '✓',
  'non-conformant': '✗',
  inconclusive: '?',
  'not-claimed': '–',
  'not-applicable': '·',
};

function cellDetail({ cases, warnings }: Cell): readonly string[] {
  return [
    ...(cases.fail > 0 ? [`${cases.fail} fail`] : []),
    ...(cases.error > 0 ? [`${cases.error} error`] : []),
    ...(cases.inconclusive > 0 ? [`${cases.inconclusive} inconclusive`] : []),
    ...(cases.pass > 0 ? [`${cases.pass} pass`] : []),
    ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
  ];
}

/** Rectangles of the bar under a cell, in cases. */
function segments({ cases }: Cell): readonly object[] {
  let x = 0;
  return (['fail', 'error', 'inconclusive', 'pass'] as const).flatMap((kind) => {
    const width = cases[kind];
    if (width === 0) return [];
    x += width;
    return [{ kind, x: x - width, width }];
  });
}
