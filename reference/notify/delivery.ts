import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../json.ts';
import { takes } from '../manners/taken.ts';
import type { Subscriber } from './subscriber.ts';

/** Waits between attempts, in milliseconds. */
const BACK_OFF = [100, 300, 900] as const;
/** Milliseconds by which notifications of somebody who takes his time are late. */
const LATE = 20;
/** The most by which one of those that do not wait for each other is late. */
const APART = 200;

/**
 * Notifications of one subscription. Those about one VNF instance go one after the other, in the order of what caused them;
 * an instance does not wait for another one.
 */
export class Delivery {
  readonly #subscriber: Subscriber;
  readonly #ended = new AbortController();
  /** End of what is under way, by VNF instance. */
  readonly #lanes = new Map<string, Promise<void>>();

  constructor(subscriber: Subscriber) {
    this.#subscriber = subscriber;
    // Where the subscriber is away, each instance has something that waits.
    setMaxListeners(0, this.#ended.signal);
  }

  /** @param late milliseconds before it is sent */
  push(vnfInstanceId: string, payload: JsonObject, late = 0): void {
    if (takes('notifications-beside-each-other')) {
      void this.#deliver(payload, Math.random() * APART);
      return;
    }
    const before = this.#lanes.get(vnfInstanceId) ?? Promise.resolve();
    const lane = before
      .then(() => this.#deliver(payload, late))
      .then(() => {
        if (this.#lanes.get(vnfInstanceId) === lane) this.#lanes.delete(vnfInstanceId);
      });
    this.#lanes.set(vnfInstanceId, lane);
  }

  /** The subscription is gone: nothing is sent any more. */
  end(): void {
    this.#ended.abort();
  }

  async #deliver(payload: JsonObject, late: number): Promise<void> {
    for (const wait of [takes('late-notifications') ? LATE : late, ...BACK_OFF]) {
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
