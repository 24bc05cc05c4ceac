import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { HarnessError } from '../errors.ts';
import { qualification } from './qualification.ts';

const dir = mkdtempSync(join(tmpdir(), 'qualification-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

it('the stored qualification found every fault, and tells of a run and not of wishes', () => {
  const stored = qualification();
  if (stored?.mutants === undefined) throw new Error('none is stored');
  const { at, faults, mutants } = stored;
  expect(faults.found).toBe(faults.seeded);
  expect(faults.seeded).toBeGreaterThanOrEqual(80);
  expect(mutants.killed / (mutants.made - mutants.equivalent)).toBeGreaterThanOrEqual(0.99);
  expect(Number.isNaN(Date.parse(at))).toBe(false);
});

it('without one nothing is claimed; one that is none is an error', () => {
  expect(qualification(pathToFileURL(join(dir, 'none.json')))).toBeUndefined();
  const broken = join(dir, 'broken.json');
  writeFileSync(broken, JSON.stringify({ format: 2, faults: { seeded: 1, found: 1 } }));
  expect(() => qualification(pathToFileURL(broken))).toThrow(HarnessError);
});
