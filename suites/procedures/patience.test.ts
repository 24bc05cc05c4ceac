import { expect, it } from 'vitest';
import type { Driver } from '../../src/drive/procedure.ts';
import { ended, patience, taskOf, waitPatiently } from './patience.ts';

/** A driver that notes how long it is told to wait, and finds what it is given. */
function waiting(profile: object, major: string): { readonly driver: Driver; readonly told: number[] } {
  const told: number[] = [];
  const until = async (poll: () => Promise<unknown>, timeoutMs: number): Promise<unknown> => {
    told.push(timeoutMs);
    return poll();
  };
  return { driver: { profile, api: { major }, until } as unknown as Driver, told };
}

it('waits as long as the profile says until one operation was left for ever and another came to its end', () => {
  expect(patience({ longest: 0, stuck: false }, 60_000)).toBe(60_000);
  expect(patience({ longest: 700, stuck: false }, 60_000)).toBe(60_000);
  expect(patience({ longest: 0, stuck: true }, 60_000)).toBe(60_000);
  expect(patience({ longest: 700, stuck: true }, 60_000)).toBe(5000);
  expect(patience({ longest: 4000, stuck: true }, 60_000)).toBe(20_000);
  expect(patience({ longest: 40_000, stuck: true }, 60_000)).toBe(60_000);
});

it('learns from all procedures of a version what its operations take, by task', async () => {
  const profile = { timeouts: { operation: 60_000 } };
  const [first, second, other] = ['v2', 'v2', 'v1'].map((major) => waiting(profile, major));
  if (first === undefined || second === undefined || other === undefined) throw new Error('no driver');
  const never = (): Promise<undefined> => Promise.resolve(undefined);
  const done = (): Promise<string> => Promise.resolve('COMPLETED');
  await ended(first.driver, 'modify', done, 60_000, 100);
  await waitPatiently(first.driver, 'scale', never, 100);
  await waitPatiently(second.driver, 'modify', never, 100);
  await waitPatiently(second.driver, 'scale', never, 100);
  await waitPatiently(other.driver, 'modify', never, 100);
  expect(first.told).toEqual([60_000, 60_000]);
  expect(second.told).toEqual([5000, 60_000]);
  expect(other.told).toEqual([60_000]);
});

it('tells the task by the request', () => {
  const path = 'http://sut/vnflcm/v2/vnf_instances/4711';
  const task = (method: string, url: string): string => taskOf({ request: { method, url, headers: [] } });
  expect(task('PATCH', path)).toBe('modify');
  expect(task('POST', `${path}/change_ext_conn?x`)).toBe('change_ext_conn');
});
