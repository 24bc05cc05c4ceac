import { describe, expect, it } from 'vitest';
import { modelOf } from './load.ts';
import { validatorFor } from './schema.ts';
import { SMALL, smallModel } from './small-model.test-data.ts';
import { unknownAttributes } from './unknown.ts';

const model = smallModel().release('3.3.1');
const part = { name: 'p' };
const thing = {
  id: '1',
  newId: '2',
  kind: 'SMALL',
  parts: [part],
  pair: ['a', 'b'],
  when: '2020-01-02T03:04:05Z',
  link: 'http://h/x',
  or: 'x',
  left: 'l',
};
const of = (value: unknown, type = 'Thing'): string[] =>
  validatorFor(
    model,
    type,
  )(value).map((i) => `${i.pointer} ${i.attribute} ${i.keyword}: ${i.expected}, not ${JSON.stringify(i.observed)}`);

describe('a valid value has no issue', () => {
  it.each([
    thing,
    { ...thing, unknown: { x: 1 } },
    { ...thing, note: null, byName: { a: part, b: null } },
    { ...thing, kind: 'BIG', big: { weight: 3 }, dog: 'd' },
    { ...thing, when: '2020-02-29T23:59:60.25+05:30', link: 'urn:x:y' },
  ])('%#', (value) => {
    expect(of(value)).toEqual([]);
  });
});

describe('each deviation is one issue that names the attribute', () => {
  it.each<[unknown, string]>([
    [{ ...thing, id: undefined }, '/id Thing.id required: present, not undefined'],
    [{ ...thing, id: 7 }, '/id Thing.id type: string, not 7'],
    [{ ...thing, kind: 'HUGE' }, '/kind Thing.kind enum: one of BIG, SMALL, TINY, not "HUGE"'],
    [{ ...thing, kind: 4 }, '/kind Thing.kind type: string, not 4'],
    [{ ...thing, parts: [] }, '/parts Thing.parts minItems: at least 1 item(s), not "array of 0"'],
    [{ ...thing, parts: part }, '/parts Thing.parts type: array, not "object with name"'],
    [{ ...thing, parts: ['x'] }, '/parts/0 Thing.parts type: object, not "x"'],
    [{ ...thing, parts: [{}] }, '/parts/0/name Part.name required: present, not undefined'],
    [{ ...thing, pair: ['a', 'b', 'c'] }, '/pair Thing.pair maxItems: at most 2 item(s), not "array of 3"'],
    [{ ...thing, tags: [] }, '/tags Thing.tags minItems: at least 1 item(s), not "array of 0"'],
    [{ ...thing, byName: { k: { name: 1 } } }, '/byName/k/name Part.name type: string, not 1'],
    [{ ...thing, note: 3 }, '/note Thing.note type: string or null, not 3'],
    [
      { ...thing, parts: [{ name: 'x', inner: { when: '2020-01-02 03:04:05Z' } }] },
      '/parts/0/inner/when Part.inner.when format: RFC 3339 date-time with offset or Z, not "2020-01-02 03:04:05Z"',
    ],
    [
      { ...thing, when: '2020-01-02T03:04:05' },
      '/when Thing.when format: RFC 3339 date-time with offset or Z, not "2020-01-02T03:04:05"',
    ],
    [{ ...thing, link: '/x' }, '/link Thing.link format: absolute URI (RFC 3986), not "/x"'],
    [{ ...thing, kind: 'BIG' }, '/big Thing.big required: present when kind is BIG, not undefined'],
    [
      { ...thing, right: 'r' },
      ' Thing oneOf: exactly one of left, right, not "object with id, newId, kind, parts, pair, when, link, or, …"',
    ],
    [
      { ...thing, or: undefined },
      ' Thing anyOf: at least one of either, or, not "object with id, newId, kind, parts, pair, when, link, or, …"',
    ],
    [
      { ...thing, dog: 'd', cat: 'c' },
      ' Thing oneOf: at most one of dog, cat, not "object with id, newId, kind, parts, pair, when, link, or, …"',
    ],
    [[], ' Thing type: object, not "array of 0"'],
    [null, ' Thing type: object, not null'],
  ])('%#', (value, issue) => {
    expect(of(value)).toEqual([issue]);
  });

  it('all are reported, not only the first', () => {
    expect(of({ ...thing, id: 1, when: 'x', parts: [] })).toHaveLength(3);
  });
});

describe('a union', () => {
  it('asks the member that the discriminator names, and only that', () => {
    expect(of({ noteType: 'BNote', count: 1 }, 'Note')).toEqual([]);
    expect(of({ noteType: 'BNote' }, 'Note')).toEqual(['/count BNote.count required: present, not undefined']);
    expect(of({ text: 'x' }, 'Note')).toEqual(['/noteType Note.noteType required: present, not undefined']);
    expect(of({ noteType: 'CNote' }, 'Note')).toEqual([
      '/noteType Note.noteType enum: one of ANote, BNote, not "CNote"',
    ]);
    expect(of('x', 'Note')).toEqual([' Note type: object, not "x"']);
  });
});

describe('unknown attributes', () => {
  it('are listed by place', () => {
    const value = { ...thing, extra: 1, extras: { free: 1 }, parts: [{ ...part, more: 1, inner: { odd: 1 } }] };
    expect(unknownAttributes(model, 'Thing', value)).toEqual([
      { pointer: '/parts/0/more', attribute: 'Part.more' },
      { pointer: '/parts/0/inner/odd', attribute: 'Part.inner.odd' },
      { pointer: '/extra', attribute: 'Thing.extra' },
    ]);
    expect(unknownAttributes(model, 'Note', [{ noteType: 'ANote', count: 1 }])).toEqual([
      { pointer: '/0/count', attribute: 'ANote.count' },
    ]);
  });
});

describe('a wrong model is an error of the harness', () => {
  it('unknown format', () => {
    const wrong = modelOf([['x.yaml', SMALL.replace('format: uri', 'format: urri')]]).release('2.4.1');
    expect(() => validatorFor(wrong, 'Thing')).toThrow(/does not compile.*urri/);
  });
  it('unknown type', () => {
    expect(() => validatorFor(model, 'Thong')).toThrow(/Thong/);
  });
});

it('a body nested deeper than the stack is an issue, not a crash', () => {
  let deep: unknown = { name: 'x' };
  for (let i = 0; i < 200_000; i++) deep = { name: 'x', inner: { when: '2020-01-02T03:04:05Z', all: [deep] } };
  expect(validatorFor(model, 'Part')(deep)).toMatchObject([{ keyword: 'depth' }]);
});

describe('a list', () => {
  const list = validatorFor(model, 'Thing', { list: true });

  it('may lack what is left out by default, as a GET without selector does', () => {
    expect(list([{ ...thing, kind: 'BIG' }])).toEqual([]);
  });

  it('is otherwise judged entry by entry', () => {
    expect(list([thing, { ...thing, id: undefined }]).map((i) => i.pointer)).toEqual(['/1/id']);
    const long = Array.from({ length: 1000 }, (_, i) => (i === 789 ? { ...thing, id: undefined } : thing));
    expect(list(long).map((i) => i.pointer)).toEqual(['/789/id']);
  });
});

it('an attribute of one direction is required in that direction only', () => {
  const text = SMALL.replace(
    'id                 String            1\n',
    'id                 String            1 response-only\n',
  );
  expect(text).not.toBe(SMALL);
  const directed = modelOf([['x.yaml', text]]).release('3.3.1');
  const { id, ...without } = thing;
  expect(id).toBe('1');
  expect(validatorFor(directed, 'Thing', { direction: 'request' })(without)).toEqual([]);
  expect(validatorFor(directed, 'Thing', { direction: 'response' })(without)).toMatchObject([
    { attribute: 'Thing.id' },
  ]);
  expect(validatorFor(directed, 'Thing', { direction: 'request', list: true })([thing, {}])).not.toEqual([]);
});
