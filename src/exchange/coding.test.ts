import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { jsonOf, toBody } from './body.ts';
import type { Body } from './exchange.ts';

const text = Buffer.from('{"id":"ü"}');
const stored = (bytes: Uint8Array, coding: string): Body | undefined => toBody(bytes, [['content-encoding', coding]]);

test.each([
  ['gzip', gzipSync(text)],
  ['X-GZIP', gzipSync(text)],
  ['deflate', deflateSync(text)],
  ['br', brotliCompressSync(text)],
])('what was coded as %s is kept as it was before, with its size on the wire', (coding, bytes) => {
  const body = stored(bytes, coding);
  expect(body).toEqual({
    encoding: 'utf8',
    data: '{"id":"ü"}',
    bytes: bytes.byteLength,
    decoded: coding.toLowerCase(),
  });
  expect(jsonOf(body)).toEqual({ kind: 'json', value: { id: 'ü' } });
});

test('no coding, and one that says so, change nothing', () => {
  expect(toBody(text)).toEqual(stored(text, 'identity'));
  expect(stored(Buffer.alloc(0), 'gzip')).toBeUndefined();
});

test('nobody looks into a bomb, and it takes no memory', () => {
  // Members of a gzip file follow each other: 4 GB in all, so that what other tests of the process take does not matter.
  const bomb = Buffer.concat(Array<Buffer>(64).fill(gzipSync(Buffer.alloc(64 * 1024 * 1024))));
  const before = process.memoryUsage().rss;
  const body = stored(bomb, 'gzip');
  expect(process.memoryUsage().rss - before).toBeLessThan(1024 * 1024 * 1024);
  expect(body).toEqual({ encoding: 'utf8', data: '', bytes: bomb.byteLength, truncated: true, decoded: 'gzip' });
  expect(jsonOf(body)).toMatchObject({ kind: 'unread' });
});

test('codings that nobody here knows are not looked into', () => {
  for (const coding of ['zstd', 'gzip, br', '__proto__']) {
    const body = stored(gzipSync(text), coding);
    expect(body).toMatchObject({ encoding: 'base64', coded: coding });
    expect(jsonOf(body)).toMatchObject({ kind: 'unread' });
    expect(jsonOf(stored(text, coding))).toMatchObject({ kind: 'unread' });
  }
});

test('what is not what it says is broken, and kept as it came', () => {
  const cut = gzipSync(text).subarray(0, 20);
  expect(stored(cut, 'gzip')).toEqual({
    encoding: 'base64',
    data: cut.toString('base64'),
    bytes: 20,
    coded: 'gzip',
    broken: true,
  });
  expect(jsonOf(stored(cut, 'gzip'))).toMatchObject({ kind: 'broken' });
  // Plain JSON that is called compressed breaks whoever believes it.
  expect(jsonOf(stored(text, 'gzip'))).toMatchObject({ kind: 'broken' });
});
