import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { RunOutcome } from '../../src/exchange/exchange.ts';
import { inForce } from '../../src/judge/judge.ts';
import { RELEASES } from '../../src/model/release-model.ts';
import { catalogue } from '../../suites/cases/index.ts';
import { traceOf } from '../../suites/checks/trace/build.test-data.ts';
import { isWatched } from './notes.ts';
import { checkFiles, exportedSpeakers, sitesOf } from './sites.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

test('what can say something has a test beside it', () => {
  const exported = exportedSpeakers(ROOT);
  const text = (path: string): string => readFileSync(`${ROOT}/${path}`, 'utf8');
  const speaking = checkFiles(ROOT).filter((path) => sitesOf(path, text(path), exported).findings.length > 0);
  expect(speaking.length).toBeGreaterThan(20);
  const untested = speaking.filter((path) => {
    const beside = path.replace(/ts$/, 'test.ts');
    return !existsSync(`${ROOT}/${beside}`) || !text(beside).includes(`'./${path.split('/').pop() ?? ''}'`);
  });
  expect(untested).toEqual([]);
});

const traceCases = catalogue().filter((one) => one.kind === 'trace');

test('each case over a trace asks a check that is tested so', () => {
  expect(traceCases.length).toBeGreaterThan(100);
  expect(traceCases.filter((one) => !isWatched(one.judge)).map(({ id }) => id)).toEqual([]);
});

test.each<RunOutcome>([{ kind: 'done' }, { kind: 'blocked', reason: 'the SUT is not there' }])(
  'nothing is reported about a run in which nothing happened ($kind)',
  (outcome) => {
    const said = RELEASES.flatMap((release) => {
      const nothing = traceOf([], { release, outcome });
      return traceCases
        .filter((one) => inForce(one, release))
        .filter((one) => {
          const { judged, observations, inconclusive } = one.judge(nothing);
          return observations.length > 0 || (judged > 0 && inconclusive === undefined);
        })
        .map(({ id }) => `${release} ${id}`);
    });
    expect(said).toEqual([]);
  },
);
