import { faulty } from '../faults/seeded.ts';
import { Problem } from '../problem.ts';

export interface Parameter {
  /** Decoded. */
  readonly name: string;
  /** As on the wire; `undefined` for a name without `=`. */
  readonly raw: string | undefined;
}

/** Parameters of a query string in their order. @throws Problem 400 for broken percent-encoding */
export function parametersOf(query: string): readonly Parameter[] {
  return (faulty('filter-decoded-before-split') ? decoded(query) : query)
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      return at < 0
        ? { name: decoded(part), raw: undefined }
        : { name: decoded(part.slice(0, at)), raw: part.slice(at + 1) };
    });
}

/** @throws Problem 400 */
export function decoded(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    throw new Problem(400, `broken percent-encoding in the query: ${raw}`);
  }
}
