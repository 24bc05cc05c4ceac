import { expect, test } from 'vitest';
import { loadModel } from './load.ts';
import { knownPart } from './unknown.ts';

const model = loadModel().release('3.3.1');

test('what a data type does not know is left out, wherever it is', () => {
  const links = { self: { href: 'http://sut/i', 'x~y/z': 1 } };
  const metadata = { anything: { goes: 1 } };
  const instance = { id: 'i', more: 1, metadata, _links: links };
  expect(knownPart(model, 'VnfInstance', instance)).toEqual({
    id: 'i',
    metadata,
    _links: { self: { href: 'http://sut/i' } },
  });
  expect(knownPart(model, 'VnfInstance', [instance, { id: 'j' }])).toMatchObject([{ id: 'i' }, { id: 'j' }]);
  expect(instance.more).toBe(1);
});

test('where it knows everything, the value is the same', () => {
  const instance = { id: 'i', metadata: { free: true } };
  expect(knownPart(model, 'VnfInstance', instance)).toBe(instance);
});
