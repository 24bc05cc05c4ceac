import type { ChildProcess } from 'node:child_process';
import { forkSource } from '../engine/fork-source.ts';
import type { Job, Outcome } from './jobs.ts';
import type { Order, Report } from './worker.ts';

interface Waiting {
  readonly job: Job;
  readonly done: (outcome: Outcome) => void;
  readonly failed: (error: Error) => void;
}

interface Worker {
  readonly process: ChildProcess;
  /** Jobs under way by id. */
  readonly busy: Map<number, Waiting>;
}

/** Processes that do jobs, each several at a time: a drive waits more than it works. */
export class Workers {
  readonly #workers: readonly Worker[];
  readonly #each: number;
  readonly #queue: Waiting[] = [];
  #next = 0;
  #closed = false;

  constructor(processes: number, each: number) {
    this.#each = each;
    this.#workers = Array.from({ length: processes }, () => this.#start());
  }

  run(job: Job): Promise<Outcome> {
    return new Promise((done, failed) => {
      this.#queue.push({ job, done, failed });
      this.#hand();
    });
  }

  /** Ends the processes; what waits is never done. */
  close(): void {
    this.#closed = true;
    for (const { process } of this.#workers) process.kill();
  }

  #start(): Worker {
    const child = forkSource(new URL('./worker.ts', import.meta.url));
    const worker: Worker = { process: child, busy: new Map() };
    child.on('message', (report: Report) => {
      const waiting = worker.busy.get(report.id);
      worker.busy.delete(report.id);
      if (report.outcome === undefined) waiting?.failed(new Error(report.error ?? 'no reason was given'));
      else waiting?.done(report.outcome);
      this.#hand();
    });
    child.on('exit', () => {
      for (const waiting of worker.busy.values()) waiting.failed(new Error('a process of the qualification ended'));
      worker.busy.clear();
    });
    return worker;
  }

  /** The least busy process takes what has waited longest. */
  #hand(): void {
    if (this.#closed) return;
    for (;;) {
      const [free] = [...this.#workers].sort((a, b) => a.busy.size - b.busy.size);
      if (free === undefined || free.busy.size >= this.#each) return;
      const waiting = this.#queue.shift();
      if (waiting === undefined) return;
      const id = this.#next++;
      free.busy.set(id, waiting);
      free.process.send({ id, job: waiting.job } satisfies Order);
    }
  }
}
