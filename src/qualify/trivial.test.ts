import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { perform } from './jobs.ts';
import { TRIVIAL } from './trivial.ts';

const dir = mkdtempSync(join(tmpdir(), 'trivial-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Cases over every exchange that a server passes whose payloads are right in form. */
const FORMS_ALONE: readonly string[] = ['random', 'other-version'];

it.concurrent.each(TRIVIAL)(
  '%s: no case passes that provokes behaviour',
  async (server) => {
    const outcome = await perform({ kind: 'trivial', server, release: '3.7.1', out: join(dir, server) });
    if (outcome.kind !== 'trivial') throw new Error('another job was done');
    const { judged, passed, provoked } = outcome.result;
    expect(judged).toBeGreaterThan(500);
    expect(provoked).toEqual([]);
    expect(passed.length > 0).toBe(FORMS_ALONE.includes(server));
    expect(passed.length / judged).toBeLessThan(0.02);
  },
  60_000,
);
