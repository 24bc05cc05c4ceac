import type { AnyModel } from '../model/release-model.ts';

/** Where SOL003 2.4.1 has the common rules that later moved to SOL013. The first matching prefix counts. */
const BEFORE_SOL013: readonly (readonly [clause: string, before: string])[] = [
  ['SOL013 4', 'SOL003 4.2'],
  ['SOL013 5.2', 'SOL003 4.3.2'],
  ['SOL013 5.3', 'SOL003 4.3.3'],
  ['SOL013 6', 'SOL003 4.3.5'],
  ['SOL013 7.1.5', 'SOL003 4.4.1.2'],
  ['SOL013 7.2', 'SOL003 4.4.2.2'],
  ['SOL013 7', 'SOL003 4.4'],
  ['SOL013 8', 'SOL003 4.5'],
  // Paging and API versions came later: 2.4.1 has no clause for them, and none of its cases cites one.
  ['SOL013 5.4', 'SOL003'],
  ['SOL013 9', 'SOL003'],
  ['SOL013', 'SOL003 4.3'],
];

/** The clause of a rule in a release, which may be older than SOL013. */
export function clauseIn({ sol013 }: AnyModel, clause: string): string {
  if (sol013) return clause;
  return BEFORE_SOL013.find(([start]) => clause.startsWith(start))?.[1] ?? clause;
}
