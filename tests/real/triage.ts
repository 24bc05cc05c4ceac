import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Deviation } from '../../src/judge/matrix.ts';

/** A deviation of Tacker that a person looked at and found to be one (docs/targets/tacker-16.md). */
export interface Triaged {
  readonly deviation: string;
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
  /** Listed and not seen any more: Tacker was mended, or the suite has gone blind. */
  readonly gone: readonly string[];
}

/** @throws Error where the list is missing, empty or of another form: nothing can be compared with nothing */
export function loadTriaged(file: string): readonly Triaged[] {
  const parsed: unknown = parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(parsed) || parsed.length === 0) throw new Error(`${file} lists no deviations`);
  const entries = parsed.map((entry: unknown, index) => triaged(entry, `${file}, entry ${index + 1}`));
  const names = entries.map(({ deviation }) => deviation);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`${file} lists ${twice} twice`);
  return entries;
}

function triaged(entry: unknown, where: string): Triaged {
  if (typeof entry !== 'object' || entry === null) throw new Error(`${where} is no mapping`);
  const { deviation, layouts, varies, ...other } = entry as Record<string, unknown>;
  const foreign = Object.keys(other)[0];
  if (foreign !== undefined) throw new Error(`${where}: "${foreign}" is not known; deviation, layouts, varies are`);
  if (typeof deviation !== 'string') throw new Error(`${where} names no deviation`);
  if (!Array.isArray(layouts) || layouts.length === 0) throw new Error(`${where} names no layouts`);
  if (varies !== undefined && typeof varies !== 'string') throw new Error(`${where}: varies is no reason`);
  return { deviation, layouts: layouts.map(String), ...(varies === undefined ? {} : { varies }) };
}

/** What a claimed release forbids with a `shall`, against the list for the layout. */
export function compare(list: readonly Triaged[], layout: string, found: readonly Deviation[]): Comparison {
  const listed = list.filter(({ layouts }) => layouts.includes(layout));
  const names = new Set(listed.map(({ deviation }) => deviation));
  const relevant = found.filter(({ keyword, claimed }) => keyword === 'shall' && claimed);
  const seen = new Set(relevant.map(({ deviation }) => deviation));
  const missing = listed.filter(({ deviation }) => !seen.has(deviation));
  return {
    known: [...names].filter((name) => seen.has(name)),
    absent: missing.filter(({ varies }) => varies !== undefined).map(({ deviation }) => deviation),
    unknown: relevant.filter(({ deviation }) => !names.has(deviation)),
    gone: missing.filter(({ varies }) => varies === undefined).map(({ deviation }) => deviation),
  };
}
