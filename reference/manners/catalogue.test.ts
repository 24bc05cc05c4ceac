import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { icsItems } from '../../src/target/ics.ts';
import { isMannerName, MANNERS, type Manner } from './catalogue.ts';
import { inManner, takes } from './taken.ts';

const SOURCES = readdirSync('reference', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('manners/catalogue'))
  .map((file) => readFileSync(`reference/${file}`, 'utf8'))
  .join('\n');

test.each(Object.entries(MANNERS))(
  '%s is asked for somewhere, and denies what an ICS may deny',
  (name, manner: Manner) => {
    expect(isMannerName(name)).toBe(true);
    expect(SOURCES).toContain(`'${name}'`);
    expect(manner.denies?.filter((item) => !icsItems().has(item)) ?? []).toEqual([]);
  },
);

test('an orchestrator has its own manner, whoever else runs in the process', async () => {
  const later = (): Promise<boolean> => new Promise((resolve) => setTimeout(() => resolve(takes('json-escaped')), 5));
  expect(await Promise.all([inManner('json-escaped', later), inManner('slow-answers', later), later()])).toEqual([
    true,
    false,
    false,
  ]);
});
