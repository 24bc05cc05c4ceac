import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../../suites/cases/index.ts';
import { procedures } from '../../suites/procedures/index.ts';
import { removeOwn } from '../../suites/procedures/remove.ts';
import { embeddedTarget, USUAL, type EmbeddedSettings } from '../engine/embedded.ts';
import { Engine } from '../engine/engine.ts';
import { globToExpression } from '../engine/glob.ts';
import { describeRun } from '../engine/run-info.ts';
import type { TestCase } from '../judge/case.ts';
import { inForce } from '../judge/judge.ts';
import type { Verdict } from '../judge/verdict.ts';
import { loadModel } from '../model/load.ts';
import type { Release } from '../model/release-model.ts';
import { loadProfile } from '../target/load-profile.ts';

/** One drive of the embedded orchestrator, judged in this process for the release that it serves. */
export interface Drive {
  readonly release: Release;
  /** Directory of the run; replaced if it exists. */
  readonly out: string;
  /** Procedures to drive; absent: all. */
  readonly procedures?: readonly string[];
  readonly settings?: EmbeddedSettings;
  /** Items of the ICS that are not claimed, of what the orchestrator otherwise claims. */
  readonly denies?: readonly string[];
  /** Something else in place of the embedded orchestrator. */
  readonly target?: { readonly profileFile: string; readonly stop: () => Promise<void> };
  /** Waits that are given up sooner, in milliseconds. */
  readonly timeouts?: typeof TIMEOUTS;
}

export interface Driven {
  /** Of the cases over every exchange, and of those whose procedure was driven. */
  readonly verdicts: readonly Verdict[];
  readonly exchanges: number;
  readonly ms: number;
}

/** Waits of a run in which nothing is far away, in milliseconds. */
const TIMEOUTS = { request: 20_000, operation: 6000, notification: 2000 };

/** @throws HarnessError, UserError where the run cannot be started at all */
export async function drive({ release, out, procedures: wanted, settings = {}, ...rest }: Drive): Promise<Driven> {
  const started = performance.now();
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const embedded = rest.target ?? (await embeddedTarget(release, out, { ...USUAL, ...settings }));
  try {
    const said = loadProfile(embedded.profileFile);
    const denied = Object.fromEntries((rest.denies ?? []).map((item) => [item, false]));
    const profile = { ...said, ics: { ...said.ics, ...denied }, timeouts: rest.timeouts ?? TIMEOUTS };
    const driven = procedures().filter((one) => wanted === undefined || wanted.includes(one.name));
    const cases = casesOf(
      driven.map((one) => one.name),
      release,
    );
    const model = loadModel().release(release);
    const engine = await Engine.start({ profile, out, cases, procedures: driven, models: [model], remove: removeOwn });
    describeRun(engine, out, undefined, 'start');
    try {
      void engine.plan(cases.map((testCase) => ({ case: testCase, release })));
      for (const testCase of cases) await engine.verdict(testCase, release);
    } finally {
      await engine.close();
    }
    describeRun(engine, out, undefined, 'end');
    return {
      verdicts: [...engine.verdicts()],
      exchanges: engine.exchanges,
      ms: Math.round(performance.now() - started),
    };
  } finally {
    await embedded.stop();
  }
}

/** Cases that the procedures can show something of, as far as the release has the rule. */
function casesOf(driven: readonly string[], release: Release): readonly TestCase[] {
  return catalogue().filter(
    (testCase) =>
      inForce(testCase, release) && (testCase.kind === 'every-exchange' || driven.includes(testCase.procedure)),
  );
}

/** Procedures that the cases named by the globs are judged by. */
export function proceduresOf(globs: readonly string[], release: Release): readonly string[] {
  const expressions = globs.map(globToExpression);
  const found = catalogue().filter(
    (testCase) => inForce(testCase, release) && expressions.some((one) => one.test(testCase.id)),
  );
  return [...new Set(found.flatMap((testCase) => (testCase.kind === 'trace' ? [testCase.procedure] : [])))];
}

export function runDirectory(out: string, name: string): string {
  return join(out, name.replaceAll(/[^\w.-]+/g, '_'));
}
