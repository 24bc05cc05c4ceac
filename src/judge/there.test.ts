import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { here } from '../../tests/here.ts';
import { sampleRun } from '../../tests/sample/sample-run.ts';
import { unreadable } from './run-directory.ts';
import { isThere } from './there.ts';

const dir = mkdtempSync(join(tmpdir(), 'there-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** What nobody can read, not even root, whom no rights keep off. */
function circle(name: string): string {
  const path = join(dir, name);
  symlinkSync(path, path);
  return path;
}

test('what is not there is told from what cannot be read', () => {
  writeFileSync(join(dir, 'file'), '');
  expect([dir, join(dir, 'file'), join(dir, 'none'), join(dir, 'file/none')].map(isThere)).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(() => isThere(circle('loop'))).toThrow(/loop cannot be read: its links lead in a circle/);
});

test('missing rights are named as such, with what can be done', () => {
  const denied = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES', syscall: 'open' });
  expect(unreadable('run.json', denied)).toMatchObject({
    exitCode: 2,
    message: 'run.json cannot be read: you may not',
    wayOut: 'Give yourself the right to read it and the directories above it.',
  });
});

describe.each(['judge', 'matrix', 'clean'])('%s', (command) => {
  const away = circle(`${command}-away`);
  const run = join(dir, command);
  mkdirSync(run);
  writeFileSync(join(run, 'run.json'), JSON.stringify(sampleRun().info));
  for (const name of ['exchanges.ndjson', 'verdicts.ndjson', 'started-with.json', 'journal.ndjson'])
    symlinkSync(away, join(run, name));

  test.each([
    ['a directory', join(away, 'run')],
    ['a file', run],
  ])('says that it cannot read %s, and calls nothing missing', async (_what, path) => {
    const { code, err } = await here(command, path);
    expect(err).toMatch(/cannot be read: its links lead in a circle/);
    expect(err).not.toMatch(/missing|does not|contains no/);
    expect(code).toBe(2);
  });
});
