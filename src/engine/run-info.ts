import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunInfo } from '../judge/run-info.ts';
import { rootsOf, type Engine } from './engine.ts';

/** Writes `run.json`: at the start, so that a killed run can be judged, and again at the end, `complete` where all was driven. */
export function writeRunInfo(
  engine: Engine,
  out: string,
  selection: RunInfo['selection'],
  moment: 'start' | 'end',
): void {
  const ended = moment === 'end' ? new Date() : undefined;
  const info: RunInfo = {
    format: 1,
    id: `${engine.profile.name}-${engine.startedAt.toISOString()}`,
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
    environment: { node: process.version, platform: process.platform },
  };
  // Whole at any time: a kill leaves this one or the one before.
  const file = join(out, 'run.json');
  writeFileSync(`${file}.new`, `${JSON.stringify(info, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

export function harnessVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === 'object' && parsed !== null && 'version' in parsed ? String(parsed.version) : 'unknown';
}
