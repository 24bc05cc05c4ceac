import { EventEmitter } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchSignals, type Stop } from './signals.ts';

const killed: unknown[] = [];
const told: Stop[] = [];
const child = Object.assign(new EventEmitter(), { kill: (signal: string) => killed.push(signal) });
let signals: ReturnType<typeof watchSignals>;

beforeEach(() => {
  killed.length = 0;
  told.length = 0;
  vi.useFakeTimers();
  signals = watchSignals(child as unknown as ChildProcess, (how) => told.push(how));
});
afterEach(() => {
  signals.end();
  vi.useRealTimers();
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s lets the run clean up, the next signal ends it', (signal) => {
  process.emit(signal, signal);
  expect([killed, told]).toEqual([['SIGINT'], ['cleaning']]);
  vi.advanceTimersByTime(1500);
  process.emit('SIGTERM', 'SIGTERM');
  expect([killed, told]).toEqual([
    ['SIGINT', 'SIGKILL'],
    ['cleaning', 'at once'],
  ]);
  expect(signals.end()).toBe('at once');
});

test('two signals of one Ctrl-C are one', () => {
  process.emit('SIGINT', 'SIGINT');
  vi.advanceTimersByTime(100);
  process.emit('SIGINT', 'SIGINT');
  expect(signals.end()).toBe('cleaning');
  expect(killed).toEqual(['SIGINT']);
});

test('without a signal nothing was asked for', () => {
  expect(signals.end()).toBeUndefined();
});
