import { expect, it } from 'vitest';
import { distinctLeaves, equals, filterQuery } from './filter-terms.ts';

it('asks for each nature of value that a path leads to, whichever item comes first', () => {
  const text = { metadata: { size: 'many' } };
  const number = { metadata: { size: 5 } };
  const path = ['metadata', 'size'];
  const both = [
    { path, value: 'many' },
    { path, value: 5 },
  ];
  expect(distinctLeaves([text, number, text], 9)).toEqual(both);
  expect(distinctLeaves([number, text], 9)).toEqual(both.toReversed());
  expect(distinctLeaves([number, text], 1)).toHaveLength(1);
});

it.each([
  ['7c9e6679', 'filter=(eq,id,7c9e6679)'],
  ["it's (one), two", "filter=(eq,id,'it''s (one), two')"],
  ['a&b=c#d', 'filter=(eq,id,a&b=c#d)'],
])('a filter on the value %s holds it whole', (value, query) => {
  const sent = equals({ model: { sol013: true } }, 'id', value);
  expect(decodeURIComponent(sent)).toBe(query);
  expect(new URL(`http://sut/?${sent}`).searchParams.get('filter')).toBe(query.slice('filter='.length));
});

it('a filter of 2.4.1 has an attribute and an operator for its name', () => {
  const value = "it's (one), two & more";
  const sent = equals({ model: { sol013: false } }, 'vnfdId', value);
  expect([...new URL(`http://sut/?${sent}`).searchParams]).toEqual([['vnfdId.eq', value]]);
  // The comma is encoded: plain ones stand between values.
  expect(sent).not.toContain(',');
});

it('a filter of several terms has them all', () => {
  const terms = [
    { op: 'in', path: ['_links', 'self', 'href'], values: ['x', 'y'] },
    { op: 'neq', path: ['metadata', 'a/b,c@d~'], values: ['z'] },
  ] as const;
  expect(decodeURIComponent(filterQuery({ model: { sol013: true } }, terms))).toBe(
    'filter=(in,_links/self/href,x,y);(neq,metadata/a~1b~ac~bd~0,z)',
  );
  expect(filterQuery({ model: { sol013: false } }, terms)).toBe(
    '_links.self.href.eq=x,y&metadata.a%2Fb%2Cc%40d~.neq=z',
  );
});
