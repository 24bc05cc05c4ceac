import type { Exchange } from './exchange.ts';

/** Calls of the SUT that are kept in memory for one procedure run, more than ten times as many as any run has brought, and their payloads. */
export const MOST_CALLS = 5000;
export const MOST_BYTES = 32 * 1024 * 1024;

/**
 * What the harness asks is bounded by its procedures; what the SUT tells is not. Whoever keeps exchanges asks here whether there is room for one
 * more; all of them are on record.
 */
export class Ration {
  #calls = 0;
  #bytes = 0;
  #spent = false;

  /** Whether an exchange was turned away. */
  get spent(): boolean {
    return this.#spent;
  }

  hasRoomFor({ direction, request }: Exchange): boolean {
    if (direction === 'outbound') return true;
    const bytes = request.body?.data.length ?? 0;
    // In order: after the first that is left out none is kept, however small.
    this.#spent ||= this.#calls + 1 > MOST_CALLS || this.#bytes + bytes > MOST_BYTES;
    if (this.#spent) return false;
    this.#calls += 1;
    this.#bytes += bytes;
    return true;
  }
}
