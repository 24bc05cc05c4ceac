import type { AnyModel } from '../model/release-model.ts';

/** Where SOL003 2.4.1 has the common rules that SOL013 took over. The first beginning that fits counts. */
const BEFORE_SOL013: readonly (readonly [clause: string, before: string])[] = [
  ['SOL013 4', 'SOL003 4.2'],
  ['SOL013 5.2', 'SOL003 4.3.2'],
  ['SOL013 5.3', 'SOL003 4.3.3'],
  ['SOL013 6', 'SOL003 4.3.5'],
  ['SOL013 7.1.5', 'SOL003 4.4.1.2'],
  ['SOL013 7.2', 'SOL003 4.4.2.2'],
  ['SOL013 7', 'SOL003 4.4'],
  ['SOL013 8', 'SOL003 4.5'],
  // Paging and versions came later: no rule of 2.4.1 is there to be named, and no case in force cites one.
  ['SOL013 5.4', 'SOL003'],
  ['SOL013 9', 'SOL003'],
  ['SOL013', 'SOL003 4.3'],
];

/** The clause that a rule has in a release, which may be older than SOL013. */
export function clauseIn({ sol013 }: AnyModel, clause: string): string {
  if (sol013) return clause;
  return BEFORE_SOL013.find(([start]) => clause.startsWith(start))?.[1] ?? clause;
}
