import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { embeddedTarget, freePort, USUAL, type EmbeddedTarget } from '../../src/engine/embedded.ts';
import { rejudge } from '../../src/engine/rejudge.ts';
import type { RunInfo } from '../../src/judge/run-info.ts';
import type { Verdict } from '../../src/judge/verdict.ts';
import { drive, type Drive } from '../../src/qualify/drive.ts';

/** A SUT that goes away in mid-run, and what a run makes of it. */

export const dir = mkdtempSync(join(tmpdir(), 'restart-'));

export const RELEASE = '3.3.1';
export const TIMEOUTS = { request: 5000, operation: 10_000, notification: 1500 };

export interface Ended {
  readonly verdicts: readonly Verdict[];
  readonly info: RunInfo;
}

/** Drives and judges, and judges the record again, which says the same. */
export async function driven(name: string, more: Pick<Drive, 'target' | 'procedures'>): Promise<Ended> {
  const out = join(dir, name);
  const { verdicts } = await drive({ release: RELEASE, out, timeouts: TIMEOUTS, ...more });
  const info = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as RunInfo;
  const again = new Map(
    (await rejudge(out, { out: null, releases: [RELEASE] })).verdicts.map((one) => [one.case, one]),
  );
  expect(verdicts.map((one) => again.get(one.case))).toEqual(verdicts);
  expect(info.complete).toBe(true);
  return { verdicts, info };
}

/** Cases that came to a verdict of the kinds, each with what was said about it. */
export const told = (verdicts: readonly Verdict[], ...kinds: readonly string[]): readonly unknown[] =>
  verdicts
    .filter((one) => kinds.includes(one.verdict))
    .map((one) => [one.case, one.verdict, one.reason, ...one.findings.map(({ deviation }) => deviation)]);

/** The embedded orchestrator at the end of a way, whose address it takes for its own. */
export async function behind<T extends Way>(
  open: (port: number) => Promise<T>,
): Promise<{ sut: EmbeddedTarget; way: T }> {
  const port = await freePort();
  const way = await open(port);
  const sut = await embeddedTarget(RELEASE, dir, { ...USUAL, port, apiRoot: `http://127.0.0.1:${way.port}` });
  const stop = async (): Promise<void> => {
    await way.close();
    await sut.stop();
  };
  return { way, sut: { ...sut, stop } };
}

interface Way {
  readonly port: number;
  close(): Promise<void>;
}
