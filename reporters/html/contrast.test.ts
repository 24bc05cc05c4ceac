import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('page.css', import.meta.url), 'utf8');

/** Colours of a scheme; the dark one is the second block. */
function palette(scheme: 'light' | 'dark'): ReadonlyMap<string, string> {
  const blocks = css.split(/:root\s*\{/).slice(1);
  const block = blocks[scheme === 'light' ? 0 : 1] ?? '';
  return new Map([...block.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6});/g)].map((m) => [m[1] ?? '', m[2] ?? '']));
}

/** WCAG 2.2, relative luminance. */
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const PAIRS: readonly (readonly [text: string, ground: string])[] = [
  ...['ink', 'dim', 'accent', 'good', 'bad', 'open', 'none', 'odd'].flatMap((text) => [
    [text, 'card'] as const,
    [text, 'soft'] as const,
  ]),
  ...['good', 'bad', 'open', 'none', 'odd'].map((text) => [text, `${text}-soft`] as const),
  ['ink', 'ground'],
  ['dim', 'ground'],
  ['accent', 'ground'],
];

describe.each(['light', 'dark'] as const)('contrast in the %s scheme', (scheme) => {
  const colors = palette(scheme);
  test.each(PAIRS)('%s on %s is enough for text (WCAG AA)', (text, ground) => {
    const [a, b] = [colors.get(text), colors.get(ground)];
    if (a === undefined || b === undefined) throw new Error(`no colour ${text} or ${ground}`);
    expect(contrast(a, b)).toBeGreaterThanOrEqual(4.5);
  });
});
