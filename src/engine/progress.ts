import type { Progress } from './engine.ts';

/** One line of progress, as the command line reads it from the run's process: `total`/`done` count procedure runs. */
export interface ProgressLine {
  readonly target: string;
  readonly done: number;
  readonly total: number;
  readonly label: string;
  readonly etaMs: number;
}

/** Reports progress to the process that started this one, when that asked for it. */
export class Ticker {
  readonly #started = performance.now();
  readonly #targets = new Map<string, Progress>();

  /** Done before this process began. */
  #kept = 0;

  tick(target: string, progress: Progress): void {
    if (!this.#targets.has(target)) this.#kept += progress.done - 1;
    this.#targets.set(target, progress);
    if (process.send === undefined) return;
    let done = 0;
    let total = 0;
    for (const one of this.#targets.values()) {
      done += one.done;
      total += one.total;
    }
    const spent = performance.now() - this.#started;
    const line: ProgressLine = {
      target,
      done,
      total,
      label: progress.label,
      etaMs: Math.round((spent / Math.max(1, done - this.#kept)) * (total - done)),
    };
    process.send({ type: 'progress', line });
  }
}
