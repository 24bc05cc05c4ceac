import { writeRunInfo } from '../judge/run-directory.ts';
import type { RunInfo } from '../judge/run-info.ts';
import { rootsOf, type Engine } from './engine.ts';
import { harnessVersion } from './harness-version.ts';

/** Writes `run.json`: at the start, so that a killed run can be judged, and again at the end, `complete` where all was driven. */
export function describeRun(
  engine: Engine,
  out: string,
  selection: RunInfo['selection'],
  moment: 'start' | 'end',
): void {
  const ended = moment === 'end' ? new Date() : undefined;
  const info: RunInfo = {
    format: 1,
    id: engine.id,
    startedAt: engine.startedAt.toISOString(),
    ...(ended === undefined
      ? {}
      : { endedAt: ended.toISOString(), duration: ended.getTime() - engine.startedAt.getTime() }),
    ...(engine.resumed.length === 0 ? {} : { resumed: engine.resumed }),
    harness: { version: harnessVersion() },
    target: { name: engine.profile.name, claims: [...engine.profile.claims], roots: rootsOf(engine.profile) },
    ics: engine.profile.ics,
    ...(selection === undefined ? {} : { selection }),
    complete: ended !== undefined && engine.whole,
    exchanges: engine.exchanges,
    procedures: [...engine.summaries].sort((a, b) => a.run.localeCompare(b.run)),
    ...(engine.outages.length === 0 ? {} : { outages: engine.outages }),
    ...(engine.left === undefined ? {} : { left: engine.left }),
    environment: { node: process.version, platform: process.platform },
  };
  writeRunInfo(out, info);
}
