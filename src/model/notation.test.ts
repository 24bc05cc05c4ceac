import { describe, expect, it } from 'vitest';
import { modelOf } from './load.ts';
import { SMALL, smallModel } from './small-model.test-data.ts';

describe('rows become a model for each release', () => {
  it('keeps a row from since on and drops it at until', () => {
    const names = (r: '2.4.1' | '3.3.1'): string[] => {
      const type = smallModel().release(r).types.get('Thing');
      return type?.kind === 'object' ? type.attributes.map((a) => a.name) : [];
    };
    expect(names('2.4.1')).toContain('oldId');
    expect(names('2.4.1')).not.toContain('newId');
    expect(names('3.3.1')).toContain('newId');
    expect(names('3.3.1')).not.toContain('oldId');
  });

  it('reads cardinalities', () => {
    const type = smallModel().release('3.7.1').types.get('Thing');
    const at = (name: string): unknown => type?.kind === 'object' && type.attributes.find((a) => a.name === name);
    expect(at('id')).toMatchObject({ collection: 'one', min: 1, max: 1 });
    expect(at('parts')).toMatchObject({ collection: 'array', min: 1, max: 'N' });
    expect(at('byName')).toMatchObject({ collection: 'map', min: 0, max: 'N' });
    expect(at('tags')).toMatchObject({ collection: 'array', min: 0, nonEmpty: true });
  });

  it('gives an operation the common errors and, from 2.5.1 on, the Version header', () => {
    const of = (r: '2.4.1' | '2.6.1') =>
      smallModel().release(r).apis.get('things')?.resources[0]?.operations.get('POST')?.responses;
    expect([...(of('2.4.1')?.keys() ?? [])]).toEqual([201, 400, 404]);
    expect(of('2.4.1')?.get(201)?.headers).toEqual(['Location']);
    expect(of('2.6.1')?.get(201)?.headers).toEqual(['Location', 'Version']);
    expect(of('2.6.1')?.get(404)?.mediaType).toBe('application/problem+json');
  });
});

describe('a wrong file is reported with line and nearest name', () => {
  const wrong = (from: string, to: string) => () => {
    const text = SMALL.replace(from, to);
    if (text === SMALL) throw new Error(`no '${from}' in the sample`);
    return modelOf([['things.yaml', text]]);
  };
  it.each([
    [
      'kind               PartKind',
      'kind               PartKin',
      /things\.yaml:\d+: type PartKin is not defined.*did you mean PartKind/,
    ],
    ['1..N ', '1..M ', /'1\.\.M' is not a cardinality/],
    ['since=3.3.1', 'sinse=3.3.1', /unknown option 'sinse=3\.3\.1' \(did you mean since\?\)/],
    ['values: |', 'value: |', /unknown key 'value' \(did you mean values\?\)/],
    ['POST:', 'PSOT:', /'PSOT' is not a method \(did you mean POST\?\)/],
    ['0..1   until=3.3.1', '0..1   until=3.7.1', /same stands in line \d+ too, for 3\.3\.1/],
    ['present-if=kind:BIG', 'present-if=kin:BIG', /no sibling kin.*did you mean kind/],
  ])('%s -> %s', (from, to, message) => {
    expect(wrong(from, to)).toThrow(message);
  });

  it('a type that no release reaches is reported', () => {
    const text = SMALL.replace('union: [ANote, BNote]', 'union: [ANote]');
    const told = modelOf([['things.yaml', text]]).unused.map((e) => e.message);
    expect(told).toEqual([expect.stringMatching(/things\.yaml:\d+: type BNote is used in no release/)]);
    expect(smallModel().unused).toEqual([]);
  });

  it('counts lines in the file, not in the block', () => {
    const line = SMALL.split('\n').findIndex((l) => l.includes('1..N ')) + 1;
    expect(wrong('1..N ', '1..M ')).toThrow(`things.yaml:${line}:`);
  });
});
