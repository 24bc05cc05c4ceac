import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Sheet } from '../tst010.ts';

/** All official numbers of a sheet: `2.6.1:7.3.1.1.1`, in the order of the file. */
export function officialNumbers(sheet: Sheet): readonly string[] {
  const all = parse(readFileSync(new URL('numbers.yaml', import.meta.url), 'utf8')) as Readonly<
    Record<string, Readonly<Record<string, readonly string[]>>>
  >;
  return Object.entries(all[sheet] ?? {}).flatMap(([release, ranges]) =>
    ranges.flatMap((range) => expanded(range).map((number) => `${release}:${number}`)),
  );
}

/** `7.3.1.16.4-7#2` -> four numbers. */
function expanded(range: string): readonly string[] {
  const parts = /^([\d.]+\.)(\d+)(?:-(\d+))?(#\d)?$/.exec(range);
  if (parts === null) throw new Error(`no range of numbers: ${range}`);
  const [, before = '', first = '', last = first, suffix = ''] = parts;
  const count = Number(last) - Number(first) + 1;
  return Array.from({ length: count }, (_, i) => `${before}${Number(first) + i}${suffix}`);
}
