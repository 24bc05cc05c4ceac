import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { TestCase } from '../../src/judge/case.ts';
import { isObject } from '../../src/model/json.ts';
import { METHODS, RELEASES, type Method, type Release } from '../../src/model/release-model.ts';

/** An official case of TST010 and what becomes of it here. */
export interface OfficialCase {
  /** `2.6.1:7.3.1.9.3`, as it stands in verdicts; `#2` follows where the suite uses a number for a second case. */
  readonly number: string;
  readonly release: Release;
  /** What the official case sends and the status it expects; absent for notifications, which it waits for. */
  readonly official?: OfficialExchange;
  /** Ids of the cases that answer it; none where it is exempt. */
  readonly cases: readonly string[];
  /** Where the official expectation is wrong: what is right, and the clause. */
  readonly ours?: string;
  /** Why no case answers it. */
  readonly exempt?: string;
}

export interface OfficialExchange {
  readonly method: Method;
  /** Below the API's root, with the names of path variables, and a query where the case sends one. */
  readonly path: string;
  readonly status: number;
}

/** Files of rows, one an official interface. */
export const SHEETS = ['vnflcm', 'grant'] as const;
export type Sheet = (typeof SHEETS)[number];

const MEMBERS = ['official', 'case', 'ours', 'exempt'];
const read = new Map<Sheet, readonly OfficialCase[]>();

/**
 * Rows of a sheet, read once a process.
 * @throws Error with the number of a row that has not the form
 */
export function officialCases(sheet: Sheet): readonly OfficialCase[] {
  const known = read.get(sheet);
  if (known !== undefined) return known;
  const rows = rowsOf(readFileSync(new URL(`tst010/${sheet}.yaml`, import.meta.url), 'utf8'));
  read.set(sheet, rows);
  return rows;
}

/** Takes rows that another process read. */
export function takeOfficialCases(rows: ReadonlyMap<Sheet, readonly OfficialCase[]>): void {
  for (const [sheet, cases] of rows) read.set(sheet, cases);
}

/** Rows of a text in YAML; a number that stands twice is an error of the parser. */
export function rowsOf(text: string): readonly OfficialCase[] {
  const rows: unknown = parse(text);
  if (!isObject(rows)) throw new Error('TST010 rows are a map of numbers');
  return Object.entries(rows).map(([number, row]) => rowOf(number, row));
}

function rowOf(number: string, row: unknown): OfficialCase {
  const wrong = (what: string): Error => new Error(`TST010 row ${number}: ${what}`);
  const release = RELEASES.find((one) => one === number.split(':')[0]);
  if (release === undefined || !/^[\d.]+:\d+(\.\d+)+(#[2-9])?$/.test(number)) throw wrong('no such number');
  if (!isObject(row)) throw wrong('no members');
  const foreign = Object.keys(row).find((name) => !MEMBERS.includes(name));
  if (foreign !== undefined) throw wrong(`unknown member ${foreign}`);
  const text = (name: string): Record<string, string> => {
    const value = row[name];
    if (value === undefined) return {};
    if (typeof value !== 'string' || value.trim() === '') throw wrong(`${name} is no text`);
    return { [name]: value };
  };
  const cases = row['case'] === undefined ? [] : [row['case']].flat();
  if (!cases.every((id) => typeof id === 'string')) throw wrong('case is no id and no list of ids');
  if (cases.length > 0 === (row['exempt'] !== undefined)) throw wrong('either case or exempt');
  return { number, release, cases, ...text('ours'), ...text('exempt'), ...official(row['official'], wrong) };
}

function official(text: unknown, wrong: (what: string) => Error): { official?: OfficialExchange } {
  if (text === undefined) return {};
  const [name, path, status, ...more] = typeof text === 'string' ? text.split(' ') : [];
  const method = METHODS.find((one) => one === name);
  if (method === undefined || path === undefined || !/^\d{3}$/.test(status ?? '') || more.length > 0)
    throw wrong('official is METHOD path status');
  return { official: { method, path, status: Number(status) } };
}

/** The cases, each with the official numbers that it answers. */
export function withNumbers(cases: readonly TestCase[]): readonly TestCase[] {
  const numbers = new Map<string, string[]>();
  for (const row of SHEETS.flatMap(officialCases))
    for (const id of row.cases) numbers.set(id, [...(numbers.get(id) ?? []), row.number]);
  return cases.map((one) => {
    const tst010 = numbers.get(one.id);
    return tst010 === undefined ? one : { ...one, tst010: [...(one.tst010 ?? []), ...tst010] };
  });
}
