import { afterAll, expect, type RunnerTask } from 'vitest';
import { misshapen } from './clause-form.ts';
import type { Check } from './sites.ts';

interface Expected {
  readonly findings: readonly string[];
  readonly checks: readonly Check[];
}

type Way = 'passes' | 'does-not-apply';
type Callable = (...given: readonly unknown[]) => unknown;

/** What the checks of one file have said since the test file began. */
class Notes {
  readonly #found = new Set<number>();
  readonly #ways = new Map<string, Set<Way>>();
  readonly #misshapen = new Set<string>();
  readonly #expected: Expected;

  constructor(expected: Expected) {
    this.#expected = expected;
  }

  finding<T>(site: number, said: T): T {
    if (Array.isArray(said) ? said.length > 0 : said !== undefined) this.#found.add(site);
    for (const clause of misshapen(said)) this.#misshapen.add(clause);
    return said;
  }

  /** The check as it is, noting whether it passes; so do checks that it makes. */
  check(name: string, check: Callable): Callable {
    const noting: Callable = (...given) => {
      const said = check(...given);
      if (typeof said === 'function') return this.check(name, said as Callable);
      const way = wayOf(said);
      if (way !== undefined) this.#ways.set(name, (this.#ways.get(name) ?? new Set()).add(way));
      return said;
    };
    watched.add(noting);
    return noting;
  }

  /** Cited clauses that cannot exist. */
  misshapenClauses(): readonly string[] {
    return [...this.#misshapen];
  }

  /** What no test provoked. */
  missing(): readonly string[] {
    const { findings, checks } = this.#expected;
    const went = (name: string, way: Way): boolean => this.#ways.get(name)?.has(way) === true;
    return [
      ...findings.filter((_, i) => !this.#found.has(i)).map((label) => `no record that fails at ${label}`),
      ...checks.filter(({ name }) => !went(name, 'passes')).map(({ name }) => `no record that passes ${name}`),
      ...checks
        .filter(({ name, mayNotApply }) => mayNotApply && !went(name, 'does-not-apply'))
        .map(({ name }) => `no record that ${name} does not apply to`),
    ];
  }
}

function wayOf(said: unknown): Way | undefined {
  if (said === undefined) return 'does-not-apply';
  if (Array.isArray(said)) return said.length === 0 ? 'passes' : undefined;
  if (typeof said !== 'object' || said === null || !('observations' in said) || !('judged' in said)) return undefined;
  const isSilent = Array.isArray(said.observations) && said.observations.length === 0;
  return isSilent && said.judged !== 0 && !('inconclusive' in said) ? 'passes' : undefined;
}

const files = new Map<string, Notes>();
const watched = new WeakSet<object>();

export function notesOf(path: string, expected: Expected): Notes {
  const notes = new Notes(expected);
  files.set(path, notes);
  return notes;
}

/** Whether a check is one of `suites/checks`, or made by one. */
export function isWatched(check: object): boolean {
  return watched.has(check);
}

/**
 * After the tests of `x.test.ts`: every cited clause has the form of a clause, and each finding of `x.ts` was provoked. The
 * latter is not checked if tests were skipped or failed.
 */
afterAll(({}, { file }) => {
  const strange = [...files].flatMap(([path, notes]) => notes.misshapenClauses().map((clause) => `${path}: ${clause}`));
  expect(strange, 'clauses that do not exist').toEqual([]);
  const beside = [...files].find(([path]) => file.filepath.endsWith(path.replace(/ts$/, 'test.ts')));
  if (beside === undefined || !file.tasks.every(isPassed)) return;
  expect(beside[1].missing(), `what ${beside[0]} can say and no test beside it provokes`).toEqual([]);
});

function isPassed(task: RunnerTask): boolean {
  return task.type === 'suite' ? task.tasks.every(isPassed) : task.result?.state === 'pass';
}
