import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { leftText, progressView } from './progress.ts';

function shown(tty: boolean, env: Record<string, string> = {}): string {
  const stream = Object.assign(new PassThrough(), { isTTY: tty, columns: 100 });
  const view = progressView('run', stream, env);
  for (let done = 0; done <= 100; done++)
    view.update({ total: 100, done, label: `p${done}`, etaMs: (100 - done) * 1000 });
  view.stop();
  return String(stream.read() ?? '');
}

describe('progress', () => {
  it('is a few plain lines where there is no terminal, and in CI', () => {
    const lines = shown(false).trimEnd().split('\n');
    expect(lines).toHaveLength(11);
    expect(lines[0]).toBe('run: 0 of 100, time left unknown (p0)');
    expect(lines[5]).toBe('run: 50 of 100, 50 s left (p50)');
    expect(shown(true, { CI: '1' })).toBe(shown(false));
  });

  it('is a bar with the time left on a terminal', () => {
    expect(shown(true)).toContain('\u001b[');
  });

  it.each([
    [500, 'left' as const, '1 s left'],
    [59_001, 'left' as const, '1 min 0 s left'],
    [80_000, 'left' as const, '1 min 20 s left'],
  ])('%i ms is %s', (ms, _word, text) => {
    expect(leftText(ms, 1)).toBe(text);
  });
});
