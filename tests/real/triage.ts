import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Deviation } from '../../src/judge/matrix.ts';

/** A deviation of Tacker that a person looked at and found to be one (docs/targets/tacker-16.md). */
export interface Triaged {
  readonly deviation: string;
  /** Major version of the API that has it; the same slip in the other one is an entry of its own. */
  readonly major: string;
  readonly layouts: readonly string[];
  /** Why it does not show in every run; without it, an entry that is not seen is an error. */
  readonly varies?: string;
}

export interface Comparison {
  /** Listed and seen. */
  readonly known: readonly string[];
  /** Listed as varying, and not seen this time. */
  readonly absent: readonly string[];
  /** Seen and not listed: Tacker is to blame, or the suite; somebody has to look. */
  readonly unknown: readonly Deviation[];
  /** Listed and not seen any more: Tacker was fixed, or the suite has gone blind. */
  readonly gone: readonly string[];
}

/** @throws Error where the list is missing, empty or of another form: nothing can be compared with nothing */
export function loadTriaged(file: string): readonly Triaged[] {
  const parsed: unknown = parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(parsed) || parsed.length === 0) throw new Error(`${file} lists no deviations`);
  const entries = parsed.map((entry: unknown, index) => triaged(entry, `${file}, entry ${index + 1}`));
  const names = entries.map(keyOf);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`${file} lists ${twice} twice`);
  return entries;
}

function triaged(entry: unknown, where: string): Triaged {
  if (typeof entry !== 'object' || entry === null) throw new Error(`${where} is no mapping`);
  const { deviation, major, layouts, varies, ...other } = entry as Record<string, unknown>;
  const foreign = Object.keys(other)[0];
  if (foreign !== undefined)
    throw new Error(`${where}: "${foreign}" is not known; deviation, major, layouts, varies are`);
  if (typeof deviation !== 'string') throw new Error(`${where} names no deviation`);
  if (major !== 'v1' && major !== 'v2') throw new Error(`${where} names no major (v1 or v2)`);
  if (!Array.isArray(layouts) || layouts.length === 0) throw new Error(`${where} names no layouts`);
  if (varies !== undefined && typeof varies !== 'string') throw new Error(`${where}: varies is no reason`);
  return { deviation, major, layouts: layouts.map(String), ...(varies === undefined ? {} : { varies }) };
}

/** `v2 paging:lost`. */
export function keyOf({ major, deviation }: Pick<Triaged, 'major' | 'deviation'>): string {
  return `${major} ${deviation}`;
}

/** What a claimed release forbids with a `shall`, against the list for the layout. */
export function compare(list: readonly Triaged[], layout: string, found: readonly Deviation[]): Comparison {
  const listed = list.filter(({ layouts }) => layouts.includes(layout));
  const names = new Set(listed.map(keyOf));
  const relevant = found.filter(({ keyword, claimed }) => keyword === 'shall' && claimed);
  const seen = new Set(relevant.map(keyOf));
  const missing = listed.filter((entry) => !seen.has(keyOf(entry)));
  return {
    known: [...names].filter((name) => seen.has(name)),
    absent: missing.filter(({ varies }) => varies !== undefined).map(keyOf),
    unknown: relevant.filter((one) => !names.has(keyOf(one))),
    gone: missing.filter(({ varies }) => varies === undefined).map(keyOf),
  };
}

/** New deviations that a run may bring: which of its races a target loses depends on the machine. */
const NEW_AT_MOST = 3;

/**
 * What of a comparison fails it. If `strict`, each difference does. Else new deviations do if they are too many to be races that
 * nobody has seen before, and those that are gone do not: not every run shows everything.
 */
export function failing({ unknown, gone }: Comparison, strict: boolean): readonly string[] {
  if (strict) return [...unknown.map(keyOf), ...gone];
  return unknown.length > NEW_AT_MOST ? unknown.map(keyOf) : [];
}
