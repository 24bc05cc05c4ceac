/** Runs at most `size` tasks at a time, in the order they were asked for; one that is `alone` has the pool for itself. */
export class Pool {
  readonly #size: number;
  readonly #waiting: { alone: boolean; start: () => void; drop: (why: Error) => void }[] = [];
  #running = 0;
  #alone = false;

  constructor(size: number) {
    this.#size = Math.max(1, size);
  }

  run<T>(task: () => Promise<T>, alone = false): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({
        alone,
        drop: reject,
        start: () => {
          task()
            .then(resolve, reject)
            .finally(() => {
              this.#running -= 1;
              if (alone) this.#alone = false;
              this.#next();
            });
        },
      });
      this.#next();
    });
  }

  /** Gives up what has not started. */
  drop(why: Error): void {
    for (const waiting of this.#waiting.splice(0)) waiting.drop(why);
  }

  #next(): void {
    for (;;) {
      const first = this.#waiting[0];
      if (first === undefined || this.#alone || this.#running >= this.#size || (first.alone && this.#running > 0))
        return;
      this.#waiting.shift();
      this.#running += 1;
      this.#alone = first.alone;
      first.start();
    }
  }
}
