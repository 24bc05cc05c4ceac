import { isAlias, isCollection, isMap, isScalar, isSeq, visit, type Document, type Node } from 'yaml';

/** What is wrong at an offset of a YAML text. */
export interface Misreference {
  readonly offset: number;
  readonly message: string;
}

/** Values that all aliases of a file may stand for together. More is no profile, and may be meant to fill the memory. */
const LIMIT = 1000;

/**
 * Aliases (`*name`) and merges (`<<`) that cannot be made into values: of an anchor that is not there, of a value within
 * itself, of too much, of what is no mapping.
 */
export function misreferences(document: Document): readonly Misreference[] {
  const found: Misreference[] = [];
  const weights = new Map<unknown, number>();
  let left = LIMIT;
  visit(document, {
    Alias: (_key, alias, path) => {
      const tell = (message: string): symbol => {
        found.push({ offset: alias.range?.[0] ?? 0, message });
        return visit.BREAK;
      };
      const meant = alias.resolve(document);
      if (meant === undefined) return tell(`*${alias.source}: there is no anchor &${alias.source} before it`);
      if (path.includes(meant)) return tell(`*${alias.source} stands within what it means`);
      left -= weightOf(meant, document, weights);
      if (left < 0) return tell(`*${alias.source}: aliases stand for more than ${LIMIT} values`);
      return undefined;
    },
    Pair: (_key, { key, value }) => {
      if (!isScalar(key) || key.source !== '<<' || key.type !== 'PLAIN' || merges(value, document)) return undefined;
      found.push({ offset: key.range?.[0] ?? 0, message: '<< takes a mapping, or aliases of mappings' });
      return visit.BREAK;
    },
  });
  return found;
}

/** How many scalars a node stands for. What comes before an alias in the file has been found sound. */
function weightOf(node: unknown, document: Document, known: Map<unknown, number>): number {
  if (isAlias(node)) return weightOf(node.resolve(document), document, known);
  if (!isCollection(node)) return 1;
  let weight = known.get(node);
  if (weight === undefined) {
    const parts: readonly unknown[] = isMap(node) ? node.items.map((pair) => pair.value) : node.items;
    weight = parts.reduce((sum: number, part) => sum + weightOf(part, document, known), 1);
    known.set(node, weight);
  }
  return weight;
}

function merges(value: unknown, document: Document): boolean {
  if (isSeq(value)) return value.items.every((item) => isMap(meantBy(item, document)));
  return isMap(meantBy(value, document));
}

/** An alias of nothing is reported as such. */
function meantBy(value: unknown, document: Document): Node | undefined {
  if (isAlias(value)) return value.resolve(document);
  return isMap(value) ? value : undefined;
}
