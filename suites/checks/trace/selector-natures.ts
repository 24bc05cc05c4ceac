import type { Trace } from '../../../src/judge/case.ts';
import { attributeAt } from '../../../src/model/attribute-path.ts';

type Path = readonly string[];

/** What is hardest about the attributes that a selector names. */
export type Nature = 'through-array' | 'nested' | 'links' | 'mandatory' | 'optional';

export function natureOf(trace: Trace, type: string, paths: readonly Path[]): Nature {
  if (paths.some(([name]) => name === '_links')) return 'links';
  if (paths.some((path) => path.length > 1 && attributeAt(trace.model, type, path)?.throughArray === true))
    return 'through-array';
  if (paths.some((path) => path.length > 1)) return 'nested';
  return isMandatory(trace, type, paths[0]?.[0]) ? 'mandatory' : 'optional';
}

/** Mandatory within its structure, or within entries of a list, which go as a whole or not at all. */
export function cannotGo(trace: Trace, type: string, path: Path): boolean {
  const target = attributeAt(trace.model, type, path);
  return target === undefined || target.throughArray || target.scalar === 'any' || target.attribute.min > 0;
}

export function mandatory(trace: Trace, type: string): readonly string[] {
  const data = trace.model.types.get(type);
  // `_links` is an attribute like others in the tables, and omitted from lists by many: it is judged with the bodies.
  return data?.kind === 'object'
    ? data.attributes.filter((one) => one.min > 0 && one.name !== '_links').map((one) => one.name)
    : [];
}

export function isMandatory(trace: Trace, type: string, name: string | undefined): boolean {
  return name !== undefined && mandatory(trace, type).includes(name);
}
