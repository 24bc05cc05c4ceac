import { describe, expect, it } from 'vitest';
import { Pool } from './pool.ts';

/** A task that ends when it is told to. */
function held(): { task: () => Promise<string>; started: () => boolean; finish: () => Promise<void> } {
  let done: () => void = () => undefined;
  let started = false;
  const gate = new Promise<void>((resolve) => (done = resolve));
  return {
    task: async () => {
      started = true;
      await gate;
      return 'done';
    },
    started: () => started,
    finish: async () => {
      done();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe('Pool', () => {
  it('runs no more than its size at a time', async () => {
    const pool = new Pool(2);
    const tasks = [held(), held(), held()];
    const all = tasks.map((one) => pool.run(one.task));
    expect(tasks.map((one) => one.started())).toEqual([true, true, false]);
    await tasks[0]?.finish();
    expect(tasks[2]?.started()).toBe(true);
    for (const one of tasks) await one.finish();
    expect(await Promise.all(all)).toEqual(['done', 'done', 'done']);
  });

  it('gives the whole pool to a task that has to be alone', async () => {
    const pool = new Pool(3);
    const [before, alone, after] = [held(), held(), held()];
    void pool.run(before.task);
    void pool.run(alone.task, true);
    void pool.run(after.task);
    expect([alone.started(), after.started()]).toEqual([false, false]);
    await before.finish();
    expect([alone.started(), after.started()]).toEqual([true, false]);
    await alone.finish();
    expect(after.started()).toBe(true);
    await after.finish();
  });

  it('goes on after a task that fails', async () => {
    const pool = new Pool(1);
    await expect(pool.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await pool.run(async () => 'next')).toBe('next');
  });

  it('drops what has not started, and only that', async () => {
    const pool = new Pool(1);
    const running = held();
    const first = pool.run(running.task);
    const waiting = pool.run(async () => 'never');
    pool.drop(new Error('stopped'));
    await expect(waiting).rejects.toThrow('stopped');
    await running.finish();
    expect(await first).toBe('done');
  });
});
