import { expect, test } from 'vitest';
import { linkTo } from './link-header.ts';

test.each([
  ['as most write it', ['<http://sut/a?page=2>; rel="next"']],
  ['as a token', ['<http://sut/a?page=2>;rel=next']],
  ['in capitals, with blanks', ['<http://sut/a?page=2> ; REL = "Next"']],
  ['one of several relations', ['<http://sut/a?page=2>; rel="prefetch next"']],
  ['behind other links', ['<http://sut/>; rel=first, <http://sut/a?page=2>; rel=next']],
  ['in a field of its own', ['<http://sut/>; rel=first', '<http://sut/a?page=2>; rel=next']],
  ['among other parameters', ['<http://sut/a?page=2>; title="a; \\"b\\", <c>"; rel="next"; hreflang=en']],
])('the next page is found: %s', (_name, fields) => {
  const headers = fields.map((value): [string, string] => ['Link', value]);
  expect(linkTo(headers, 'next')).toBe('http://sut/a?page=2');
});

test.each([
  ['no field', []],
  ['another relation', ['<http://sut/a>; rel="nextpage"']],
  ['only in a title', ['<http://sut/a>; rel="first"; title="a, b; rel=next"']],
  ['a second rel', ['<http://sut/a>; rel=first; rel=next']],
  ['no relation', ['<http://sut/a>']],
  ['no target', ['rel=next']],
  ['nothing that is closed', ['<http://sut/a', '"']],
])('there is no next page: %s', (_name, fields) => {
  const headers = fields.map((value): [string, string] => ['link', value]);
  expect(linkTo(headers, 'next')).toBeUndefined();
});

test('a long field takes no time', () => {
  const started = performance.now();
  linkTo(
    [
      ['Link', '<'.repeat(100_000)],
      ['Link', '"\\'.repeat(100_000)],
      ['Link', ' ;'.repeat(100_000)],
    ],
    'next',
  );
  expect(performance.now() - started).toBeLessThan(1000);
});
