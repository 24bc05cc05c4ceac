import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogue } from '../suites/cases/index.ts';
import { embeddedTarget, type EmbeddedTarget } from '../src/engine/embedded.ts';
import { rejudge } from '../src/engine/rejudge.ts';
import { brokenOff } from '../src/engine/resume.ts';
import { Session } from '../src/engine/session.ts';
import type { RunSettings } from '../src/engine/settings.ts';
import type { StoreLine } from '../src/exchange/exchange.ts';
import type { RunInfo } from '../src/judge/run-info.ts';
import { verdictsIn } from './command.ts';

const PROCEDURES = ['vnflcm.versions', 'vnflcm.setbacks', 'vnflcm.consumer'];
const cases = catalogue().filter((one) => one.kind === 'trace' && PROCEDURES.includes(one.procedure));

/** Seen before the interruption. */
const OUTAGES = [{ from: '2026-01-01T12:00:00.000Z', until: '2026-01-01T12:00:02.000Z' }];

const dir = mkdtempSync(join(tmpdir(), 'resume-'));
const whole = join(dir, 'whole');
const broken = join(dir, 'broken');
let sut: EmbeddedTarget;
let leftover = '';

/** Drives, in this process, and writes what a run writes. */
async function drive(settings: RunSettings): Promise<void> {
  const session = await Session.start(settings);
  const wanted = cases.map((one) => ({ target: 'ixit', release: '3.3.1', case: one.id }));
  session.plan(wanted);
  for (const one of wanted) await session.verdicts(one.target, one.case, one.release);
  await session.finish();
}

function linesIn(out: string): StoreLine[] {
  const text = readFileSync(join(out, 'exchanges.ndjson'), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as StoreLine);
}

function infoIn(out: string): RunInfo {
  return JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as RunInfo;
}

/** As a kill leaves it: one run has ended, others have begun, the last line is not whole, and something is on the SUT. */
async function breakOff(): Promise<void> {
  cpSync(whole, broken, { recursive: true });
  const lines = linesIn(whole);
  const kept = lines.slice(0, lines.findLastIndex((line) => line.type === 'end') - 5);
  expect(kept.filter((line) => line.type === 'end').length).toBeGreaterThan(0);
  const text = kept.map((line) => JSON.stringify(line)).join('\n');
  writeFileSync(join(broken, 'exchanges.ndjson'), text.slice(0, -20));
  const info = { ...infoIn(whole), complete: false, endedAt: undefined, duration: undefined, outages: OUTAGES };
  writeFileSync(join(broken, 'run.json'), JSON.stringify(info));
  const made = await fetch(`${sut.url}/vnf_snapshots`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Version: '2.0.0' },
    body: '{}',
  });
  leftover = made.headers.get('location') ?? '';
  const entry = { kind: 'made', resource: 'vnf_snapshots', url: leftover, run: 'r', api: 'vnflcm', major: 'v2' };
  writeFileSync(join(broken, 'journal.ndjson'), `${JSON.stringify(entry)}\n`);
}

/** What a verdict says, whatever the numbers of its exchanges. */
function said(out: string): readonly string[] {
  return verdictsIn(out).map((verdict) =>
    JSON.stringify({
      ...verdict,
      judged: undefined,
      findings: verdict.findings.map(({ keyword, deviation, clause, message }) => [
        keyword,
        deviation,
        clause,
        message,
      ]),
    }),
  );
}

beforeAll(async () => {
  sut = await embeddedTarget('3.3.1', dir, { fault: 'grant-asked-for-twice' });
  const file = join(dir, 'ixit.yaml');
  await drive({ targets: [{ kind: 'profile', file }], out: whole, releases: ['3.3.1'], apis: [], allure: false });
  await breakOff();
});
afterAll(async () => {
  await sut.stop();
  rmSync(dir, { recursive: true });
});

describe('an interrupted run', () => {
  test('is resumed to the verdicts of an uninterrupted one, and leaves nothing', async () => {
    const settled = linesIn(whole).filter((line) => line.type === 'end')[0]?.run ?? '';
    await drive(brokenOff(broken));
    expect(said(broken)).toEqual(said(whole));
    expect(new Set(verdictsIn(broken).map(({ verdict }) => verdict))).toContain('fail');
    expect(infoIn(broken)).toMatchObject({ complete: true, startedAt: infoIn(whole).startedAt });
    expect(infoIn(broken).resumed).toHaveLength(1);
    expect(infoIn(broken).outages).toEqual(OUTAGES);
    const lines = linesIn(broken);
    const begun = lines.flatMap((line) => (line.type === 'begin' ? [line.run] : []));
    expect(begun.filter((run) => run === settled)).toHaveLength(1);
    expect(begun.length).toBeGreaterThan(PROCEDURES.length);
    const ids = lines.flatMap((line) => (line.type === 'exchange' ? [line.id] : []));
    expect(ids).toEqual(ids.map((_, nth) => `x${nth + 1}`));
    expect(lines.at(-1)).toMatchObject({ type: 'footer', exchanges: ids.length, resumed: 1 });
    expect((await fetch(leftover, { headers: { Version: '2.0.0' } })).status).toBe(404);
  });

  test('is judged again with the same verdicts', async () => {
    const { end, verdicts } = await rejudge(broken, { out: null });
    expect(end).toEqual({ complete: true, exchanges: infoIn(broken).exchanges });
    const again = verdicts.filter((one) => cases.some(({ id }) => id === one.case));
    expect(again.filter((one) => one.verdict !== 'not-applicable')).toEqual(
      verdictsIn(broken).filter((one) => one.verdict !== 'not-applicable'),
    );
  });
});

describe('nothing is resumed', () => {
  test('where there was no run', () => {
    expect(() => brokenOff(dir)).toThrow(/contains no run that could be resumed/);
  });

  test('where the run is complete', () => {
    expect(() => brokenOff(whole)).toThrow(/is complete: there is nothing to resume/);
  });

  test('where it is still running', () => {
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 20_000)'], { stdio: 'ignore' });
    writeFileSync(join(whole, 'running.json'), JSON.stringify([{ pid: other.pid }]));
    expect(() => brokenOff(whole)).toThrow(/is still going on/);
    other.kill();
    rmSync(join(whole, 'running.json'));
  });

  test('where the profile is another one by now', async () => {
    const info = { ...infoIn(whole), complete: false };
    const claims = { ...info, target: { ...info.target, claims: ['3.7.1'] } };
    writeFileSync(join(whole, 'run.json'), JSON.stringify(claims));
    await expect(Session.start(brokenOff(whole))).rejects.toThrow(
      /the releases that it claims changed from \["3.7.1"\] to/,
    );
    const roots = { ...info, target: { ...info.target, roots: { 'vnflcm/v2': 'http://127.0.0.1:1/vnflcm/v2' } } };
    writeFileSync(join(whole, 'run.json'), JSON.stringify(roots));
    await expect(Session.start(brokenOff(whole))).rejects.toThrow(/the URIs of its APIs changed from/);
    writeFileSync(join(whole, 'run.json'), JSON.stringify({ ...info, ics: { 'vnflcm.*': false } }));
    await expect(Session.start(brokenOff(whole))).rejects.toThrow(/the ICS changed from/);
  });
});
