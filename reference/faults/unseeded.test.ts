import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { globToExpression } from '../../src/engine/glob.ts';
import { inForce } from '../../src/judge/judge.ts';
import { catalogue } from '../../suites/cases/index.ts';
import { FAULTS, isFaultName } from './catalogue.ts';
import type { Fault } from './fault.ts';
import { UNSEEDED } from './unseeded.ts';

/** What the last measurement stored: cases on behaviour, each with a fault that it was seen to fail under. */
const seenBy = JSON.parse(readFileSync('docs/seen-by.json', 'utf8')) as Readonly<Record<string, string>>;
const traceCases = catalogue().filter(({ kind }) => kind === 'trace');
const cases = traceCases.map(({ id }) => id);
/** Cases that a fault names in full, or each of which has to see it: the next measurement shows whether they do. */
const named = new Set(Object.values(FAULTS).flatMap(namedBy));

function namedBy({ seen, every, release = '3.7.1' }: Fault): readonly string[] {
  if (every === undefined) return seen;
  const globs = seen.map(globToExpression);
  return traceCases.flatMap((one) =>
    inForce(one, release) && globs.some((glob) => glob.test(one.id)) ? [one.id] : [],
  );
}

function isExempt(id: string): boolean {
  return UNSEEDED.some((one) => globToExpression(one.cases).test(id));
}

it('each case on behaviour was seen to fail under a fault, or is named by one, or says why there is none', () => {
  const isShown = (id: string): boolean => isFaultName(seenBy[id] ?? '') || named.has(id);
  expect(cases.filter((id) => !isShown(id) && !isExempt(id))).toEqual([]);
});

it('no exemption outlives its reason', () => {
  const stale = UNSEEDED.filter((one) => {
    const glob = globToExpression(one.cases);
    const meant = cases.filter((id) => glob.test(id));
    return meant.length === 0 || meant.some((id) => seenBy[id] !== undefined);
  });
  expect(stale).toEqual([]);
});
