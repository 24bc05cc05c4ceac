import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCopy } from './run-copy.ts';
import { emptied, judgedDirs, mustAgree } from './run-dirs.ts';
import { targetOf } from '../engine/started-with.ts';

const folder = mkdtempSync(join(tmpdir(), 'runs-'));
afterAll(() => rmSync(folder, { recursive: true }));

function run(name: string, info: object): string {
  const dir = join(folder, name);
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'run.json'), JSON.stringify(info));
  writeFileSync(join(dir, 'verdicts.ndjson'), '');
  writeFileSync(join(dir, 'exchanges.ndjson'), '');
  return dir;
}

describe('directories of a run', () => {
  it('count only when the run came to its end', () => {
    const whole = run('whole', { endedAt: '2026-01-01T00:00:00Z' });
    const cut = run('cut', {});
    expect(judgedDirs({ playwrightExit: 1, dirs: [whole], output: '' }, 'out')).toEqual([whole]);
    expect(() => judgedDirs({ playwrightExit: 1, dirs: [whole, cut], output: 'said' }, 'out')).toThrow(
      /ended early \(exit code 1\)\nsaid/,
    );
    expect(() => judgedDirs({ playwrightExit: 130, dirs: [whole], output: '' }, 'out')).toThrow(/interrupted/);
  });

  it('hand on why the engines could not start', () => {
    const failure = { user: true, message: 'port 1 is taken', wayOut: 'free it' };
    expect(() => judgedDirs({ playwrightExit: 1, dirs: [], output: '', failure }, 'out')).toThrow(
      expect.objectContaining({ exitCode: 2, message: 'port 1 is taken', wayOut: 'free it' }),
    );
  });

  it('are never taken for those of an earlier run, and remember their target', () => {
    const dir = run('again', { endedAt: '2026-01-01T00:00:00Z' });
    emptied(dir, [{ kind: 'profile', file: join(folder, 'p.yaml') }]);
    expect(existsSync(join(dir, 'run.json'))).toBe(false);
    expect(targetOf(dir)).toBe(join(folder, 'p.yaml'));
  });

  it('do not hide a failure of Playwright behind verdicts that are fine', () => {
    expect(() => mustAgree({ playwrightExit: 1, dirs: [], output: 'x' }, 0)).toThrow(/that is in no verdict\nx/);
    expect(() => mustAgree({ playwrightExit: 1, dirs: [], output: 'x' }, 1)).not.toThrow();
  });

  it('are copied for another judging, restricted to its releases, the run itself untouched', () => {
    const dir = run('source', { endedAt: 'x', selection: { cases: ['a*'] } });
    const copy = join(folder, 'copy');
    runCopy(dir, copy, ['3.7.1']);
    expect(existsSync(join(copy, 'exchanges.ndjson'))).toBe(true);
    expect(() => runCopy(dir, dir, ['3.7.1'])).toThrow(/restrict the run itself/);
  });
});
