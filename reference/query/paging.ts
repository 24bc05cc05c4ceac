import { randomBytes } from 'node:crypto';
import { faulty } from '../faults/seeded.ts';
import type { Selector } from './selectors.ts';
import { Problem } from '../problem.ts';

/** The rest of a list that is being walked: which resources, and what of them is shown. */
export interface Walk {
  readonly ids: readonly string[];
  readonly select: Selector;
}

/** Walks that are remembered; the oldest are forgotten first. */
const MOST = 1000;

/** Paging (SOL013 5.4): what belongs to the list is settled when the first page is read. */
export class Walks {
  readonly #known = new Map<string, Walk>();

  /** Marker under which the rest can be read. */
  remember(walk: Walk): string {
    const marker = randomBytes(12).toString('base64url');
    this.#known.set(marker, walk);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MOST) break;
      this.#known.delete(oldest);
    }
    return marker;
  }

  /** @throws Problem 400 */
  find(marker: string): Walk {
    const walk = this.#known.get(marker);
    if (!walk && faulty('unknown-marker-taken')) return { ids: [], select: (value) => value };
    if (!walk) throw new Problem(400, 'nextpage_opaque_marker leads nowhere');
    return walk;
  }
}
