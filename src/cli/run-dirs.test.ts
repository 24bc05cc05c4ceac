import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sampleRun } from '../../tests/sample/sample-run.ts';
import type { RunInfo } from '../judge/run-info.ts';
import { copyRecord } from './copy-record.ts';
import { emptied, judgedDirs, mustAgree } from './run-dirs.ts';
import { keepSettings, targetOf } from '../engine/started-with.ts';

const folder = mkdtempSync(join(tmpdir(), 'runs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const { info: whole } = sampleRun();

function run(name: string, info: RunInfo): string {
  const dir = join(folder, name);
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'run.json'), JSON.stringify(info));
  writeFileSync(join(dir, 'verdicts.ndjson'), '');
  writeFileSync(join(dir, 'exchanges.ndjson'), '');
  return dir;
}

describe('directories of a run', () => {
  it('count only when the run came to its end', () => {
    const ended = run('ended', whole);
    const cut = run('cut', sampleRun({ complete: false }).info);
    expect(judgedDirs({ playwrightExit: 1, dirs: [ended], output: '' }, 'out')).toEqual([ended]);
    expect(() => judgedDirs({ playwrightExit: 1, dirs: [ended, cut], output: 'said' }, 'out')).toThrow(
      /ended early \(exit code 1\)\nsaid/,
    );
    expect(() => judgedDirs({ playwrightExit: 130, dirs: [ended], output: '' }, 'out')).toThrow(/interrupted/);
  });

  it('hand on why the engines could not start', () => {
    const failure = { kind: 'user', code: 'E_PORT', message: 'port 1 is taken', wayOut: 'free it' } as const;
    expect(() => judgedDirs({ playwrightExit: 1, dirs: [], output: '', failure }, 'out')).toThrow(
      expect.objectContaining({ exitCode: 2, code: 'E_PORT', message: 'port 1 is taken', wayOut: 'free it' }),
    );
  });

  it('are never taken for those of an earlier run, and remember their target', () => {
    const dir = run('again', whole);
    emptied(dir, [{ kind: 'profile', file: join(folder, 'p.yaml') }]);
    expect(existsSync(join(dir, 'run.json'))).toBe(false);
    expect(targetOf(dir)).toBe(join(folder, 'p.yaml'));
  });

  it('hold no report of an earlier run, also of one against other targets', () => {
    const REPORTS = [
      'matrix.json',
      'matrix.html',
      'junit.xml',
      'ctrf.json',
      'certificate-2.6.1.json',
      'playwright-report',
      'allure-results',
    ];
    const out = join(folder, 'reported');
    const dirs = [run('reported/embedded-3.3.1', whole), run('reported/embedded-3.7.1', whole), out];
    const other = run('reported/of-somebody', whole);
    for (const dir of [...dirs, other]) for (const name of REPORTS) mkdirSync(join(dir, name), { recursive: true });
    writeFileSync(join(out, 'notes.txt'), '');
    keepSettings({
      out,
      targets: [
        { kind: 'embedded', release: '3.3.1' },
        { kind: 'embedded', release: '3.7.1' },
      ],
      releases: [],
      apis: [],
      allure: true,
    });
    emptied(out, [{ kind: 'profile', file: join(folder, 'p.yaml') }]);
    for (const dir of dirs) {
      const left = readdirSync(dir).filter((name) => [...REPORTS, 'run.json', 'verdicts.ndjson'].includes(name));
      expect([dir, left]).toEqual([dir, []]);
    }
    expect(existsSync(join(out, 'notes.txt'))).toBe(true);
    expect(readdirSync(other)).toEqual(expect.arrayContaining([...REPORTS, 'run.json']));
  });

  it('are made ready also where it cannot be read what the earlier run was started with', () => {
    const dir = run('unreadable', whole);
    writeFileSync(join(dir, 'started-with.json'), '{"sett');
    emptied(dir, [{ kind: 'profile', file: join(folder, 'p.yaml') }]);
    expect(existsSync(join(dir, 'run.json'))).toBe(false);
  });

  it('do not hide a failure of Playwright behind verdicts that are fine', () => {
    expect(() => mustAgree({ playwrightExit: 1, dirs: [], output: 'x' }, 0)).toThrow(/that is in no verdict\nx/);
    expect(() => mustAgree({ playwrightExit: 1, dirs: [], output: 'x' }, 1)).not.toThrow();
  });

  it('are copied for another judging, the run itself untouched', () => {
    const dir = run('source', whole);
    const copy = join(folder, 'copy');
    copyRecord(dir, copy, ['3.7.1']);
    expect(existsSync(join(copy, 'exchanges.ndjson'))).toBe(true);
    expect(() => copyRecord(dir, dir, ['3.7.1'])).toThrow(/restrict the run itself/);
  });
});
