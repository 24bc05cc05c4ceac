import { expect, test } from 'vitest';
import { clip, visible, visibleLines } from './visible.ts';

test('what acts on a terminal or on the direction of text is written out', () => {
  expect(visible('\u001b[31mred\u0007')).toBe('\\u001b[31mred\\u0007');
  expect(visible('a\u202egpj.exe\u2066')).toBe('a\\u202egpj.exe\\u2066');
  expect(visible('\u2028\u2029\u0085\u009b\ufeff\u200b')).toBe('\\u2028\\u2029\\u0085\\u009b\\ufeff\\u200b');
  expect(visible('\ud800x \u{e0041}')).toBe('\\ud800x \\u{e0041}');
  expect(visible('line\nline\ttab')).toBe('line\\u000aline\\u0009tab');
});

test('what is only unusual stays as it is', () => {
  expect(visible('Grüße <b> 漢字 שלום 🙂')).toBe('Grüße <b> 漢字 שלום 🙂');
});

test('payloads keep their lines, and a lone carriage return cannot overwrite one', () => {
  expect(visibleLines('a\r\nb\n\tc\rd\u001b')).toBe('a\nb\n\tc\\u000dd\\u001b');
});

test('a cut is shown and tears no surrogate pair', () => {
  expect(clip('abcdef', 6)).toBe('abcdef');
  expect(clip('abcdefg', 6)).toBe('abcde…');
  expect(clip('abcd🙂efg', 6)).toBe('abcd…');
});
