import { expect, test } from 'vitest';
import { errorOf, failureOf, HarnessError, UserError } from './errors.ts';

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
