import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { errorOf, exitCodeOf, failureOf, HarnessError, UserError } from './errors.ts';

test.each([
  new UserError('port 1 is taken', { code: 'E_PORT', wayOut: 'free it' }),
  new UserError('no such case', { code: 'E_USAGE' }),
  new HarnessError('Playwright ended early', { code: 'E_PLAYWRIGHT', wayOut: 'try again' }),
])('%o is the same error in another process', (error) => {
  const over = errorOf(JSON.parse(JSON.stringify(failureOf(error))) as ReturnType<typeof failureOf>);
  const { name, message, code, exitCode, wayOut } = error;
  expect(over).toMatchObject({ name, message, code, exitCode, ...(wayOut === undefined ? {} : { wayOut }) });
});

test.each([new TypeError('x is not a function'), 'thrown'])(
  '%o is a fault of the harness, with where it was',
  (thrown) => {
    const error = errorOf(failureOf(thrown));
    expect(error).toMatchObject({ code: 'E_HARNESS', exitCode: 3 });
    expect(error.wayOut).toContain('Please report it');
    expect(error.message).toContain(thrown instanceof Error ? 'errors.test.ts' : 'thrown');
  },
);

const dir = mkdtempSync(join(tmpdir(), 'errors-'));
afterAll(() => rmSync(dir, { recursive: true }));

test.each<[string, () => unknown]>([
  ['a directory in the place of a file', () => writeFileSync(dir, '')],
  ['a directory in the place of a file that is to go', () => rmSync(dir)],
  ['a file in the place of a directory', () => readFileSync(join(writtenFile(), 'below'))],
  ['a name that is too long', () => writeFileSync(join(dir, 'x'.repeat(300)), '')],
])('%s is for the user to mend, without a stack', (_what, work) => {
  const failure = failureOf(thrownBy(work));
  expect(failure).toMatchObject({ kind: 'user', code: 'E_USAGE' });
  expect(failure.message).not.toContain('\n');
  expect(failure.wayOut).toMatch(/^Look at \S+: something else may be in its place/);
  expect(exitCodeOf(thrownBy(work))).toBe(2);
});

test('a file that is not there may be a slip of the harness', () => {
  expect(failureOf(thrownBy(() => readFileSync(join(dir, 'nowhere')))).code).toBe('E_HARNESS');
});

function writtenFile(): string {
  writeFileSync(join(dir, 'file'), '');
  return join(dir, 'file');
}

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}
