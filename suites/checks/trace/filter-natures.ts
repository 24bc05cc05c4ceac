import type { FilterTerm } from '../../../src/exchange/stimulus.ts';
import type { attributeAt } from '../../../src/model/attribute-path.ts';

type Target = ReturnType<typeof attributeAt>;

/** Kind of attribute that a path leads to. */
export function kindOf(target: Target): string {
  return target === undefined ? 'unknown' : target.throughArray ? 'through-array' : target.scalar;
}

/** What an implementation of filters may stumble over: values that need quotes, paths of several names, kinds of values. */
export function natureOf(term: FilterTerm, target: Target): string {
  if (term.path[0] === '_links') return 'links';
  if (target?.scalar === 'any') return 'free-form';
  if (term.values.some((value) => /[,)']/.test(value))) return 'quoted';
  if (target?.throughArray !== true && term.values.some((value) => /[&=]/.test(value))) return 'with-separators';
  if (target?.throughArray === true) return 'through-array';
  return term.path.length > 1 ? 'nested' : (target?.scalar ?? 'unknown');
}

/** A filter of several terms is as hard as its hardest. */
export function hardest(natures: readonly string[]): string {
  const hard = ['free-form', 'quoted', 'with-separators', 'through-array', 'nested'].find((nature) =>
    natures.includes(nature),
  );
  return hard ?? [...new Set(natures)].join('+');
}

/** SOL013 table 5.2.2-2: order is for strings, numbers and times, containment for strings; times are not compared for equality. */
export function isApplicable(op: FilterTerm['op'], scalar: string | undefined): boolean {
  switch (scalar) {
    case 'date-time':
      return /^[gl]te?$/.test(op);
    case 'boolean':
      return op === 'eq' || op === 'neq';
    case 'enum':
      return /^(eq|neq|in|nin)$/.test(op);
    case 'number':
    case 'integer':
      return !/cont$/.test(op);
    default:
      return true;
  }
}

/** A value that is none of the attribute's enumeration. */
export function isForeign(term: FilterTerm, target: Target): boolean {
  return target?.scalar === 'enum' && term.values.some((value) => !target.values.includes(value));
}
