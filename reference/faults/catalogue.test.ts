import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../suites/cases/index.ts';
import { inForce } from '../../src/judge/judge.ts';
import { FAULTS } from './catalogue.ts';
import type { Fault } from './fault.ts';
import { faulty, isFaulty, seededWith } from './seeded.ts';

const all: readonly (readonly [string, Fault])[] = Object.entries(FAULTS);

describe('the catalogue of faults', () => {
  it('has enough of them', () => {
    expect(all.length).toBeGreaterThanOrEqual(80);
  });

  it.each(all)('%s is asked for somewhere in the orchestrator', (name) => {
    const generic = /^(accepts|filter-ignores|filter-inverts)-/.exec(name)?.[1];
    const isGeneric = generic === undefined ? /^[A-Z_]+-answered/.test(name) : sources.includes(`\`${generic}-\${`);
    expect(isGeneric || sources.includes(`'${name}'`)).toBe(true);
  });

  it.each(all)('%s names cases that are in force, one glob each', (_name, fault) => {
    const cases = catalogue().filter((one) => inForce(one, fault.release ?? '3.7.1'));
    for (const glob of fault.seen) {
      const fits = new RegExp(`^${glob.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
      expect(cases.filter((one) => fits.test(one.id))).not.toEqual([]);
    }
  });
});

describe('a seeded fault', () => {
  it('is seen by the work that it is seeded into, and by no other', async () => {
    const later = async (): Promise<boolean> => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      return faulty('etag-constant');
    };
    const [seeded, other, right] = await Promise.all([
      seededWith('etag-constant', later),
      seededWith('if-match-ignored', later),
      seededWith(undefined, later),
    ]);
    expect([seeded, other, right]).toEqual([true, false, false]);
    expect(isFaulty()).toBe(false);
  });
});

/** All of the orchestrator's code but the catalogue. */
const sources = readdirSync('reference', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .filter((file) => !file.startsWith('faults') || file.endsWith('arrows.ts'))
  .map((file) => readFileSync(`reference/${file}`, 'utf8'))
  .join('\n');
