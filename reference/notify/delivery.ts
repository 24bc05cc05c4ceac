import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../json.ts';
import type { Subscriber } from './subscriber.ts';

/** Waits between attempts, in milliseconds. */
const BACK_OFF = [100, 300, 900] as const;

/** Notifications of one subscription, one after the other in the order of what caused them. */
export class Delivery {
  readonly #subscriber: Subscriber;
  readonly #ended = new AbortController();
  #last: Promise<void> = Promise.resolve();

  constructor(subscriber: Subscriber) {
    this.#subscriber = subscriber;
  }

  push(payload: JsonObject): void {
    this.#last = this.#last.then(() => this.#deliver(payload));
  }

  /** The subscription is gone: nothing is sent any more. */
  end(): void {
    this.#ended.abort();
  }

  async #deliver(payload: JsonObject): Promise<void> {
    for (const wait of [0, ...BACK_OFF]) {
      try {
        if (wait > 0) await sleep(wait, undefined, { signal: this.#ended.signal });
        if (this.#ended.signal.aborted) return;
        const answer = await this.#subscriber.notify(payload, this.#ended.signal);
        if (answer.status < 300) return;
      } catch {
        if (this.#ended.signal.aborted) return;
      }
    }
  }
}
