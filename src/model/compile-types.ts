import { ModelError } from './errors.ts';
import { didYouMean } from './nearest.ts';
import type { Attribute, DataType, Release, TypeRef } from './release-model.ts';
import type { AttributeRow, ModelSource, NameRow, TypeSource } from './source.ts';
import { clauseAt, holds } from './spans.ts';

interface Place {
  readonly file: string;
  readonly line: number;
}
export interface TypeUse extends Place {
  readonly name: string;
}

/**
 * Data types of a release: all that `roots` reach.
 * @throws ModelError where a name is unknown in the release or rows contradict each other
 */
export function compileTypes(
  sources: readonly ModelSource[],
  release: Release,
  roots: readonly TypeUse[],
): ReadonlyMap<string, DataType> {
  const known = sourcesOf(sources, release);
  const types = new Map<string, DataType>();
  const todo = [...roots];
  for (let use = todo.pop(); use; use = todo.pop()) {
    if (types.has(use.name)) continue;
    const found = known.get(use.name);
    if (!found)
      throw new ModelError(
        `type ${use.name} is not defined for ${release}${didYouMean(use.name, known.keys())}`,
        use.file,
        use.line,
      );
    const compiled = new TypeCompiler(found.source, found.from, release);
    types.set(use.name, compiled.type());
    todo.push(...compiled.uses);
  }
  for (const type of types.values()) checkUnion(type, types, known.get(type.name));
  return new Map([...types].sort(([a], [b]) => (a < b ? -1 : 1)));
}

interface Known {
  readonly source: TypeSource;
  readonly from: ModelSource;
}

function sourcesOf(sources: readonly ModelSource[], release: Release): Map<string, Known> {
  const known = new Map<string, Known>();
  for (const from of sources)
    for (const source of from.types) {
      if (!holds(source, release)) continue;
      const other = known.get(source.name);
      if (other)
        throw new ModelError(
          `type ${source.name} is defined for ${release} in ${other.from.file}:${other.source.line} too`,
          from.file,
          source.line,
        );
      known.set(source.name, { source, from });
    }
  return known;
}

class TypeCompiler {
  /** Types that this one names, with their places. */
  readonly uses: TypeUse[] = [];
  readonly #source: TypeSource;
  readonly #from: ModelSource;
  readonly #release: Release;

  constructor(source: TypeSource, from: ModelSource, release: Release) {
    this.#source = source;
    this.#from = from;
    this.#release = release;
  }

  type(): DataType {
    const { name, body, line } = this.#source;
    const clause = clauseAt(this.#source.clause, this.#release, this.#from);
    if (clause === undefined) return this.#fail(`${name} has no clause for ${this.#release}`, line);
    switch (body.kind) {
      case 'object':
        return { kind: 'object', name, clause, attributes: this.#attributes(body.rows, name, line) };
      case 'enum':
        return { kind: 'enum', name, clause, values: this.#names(body.values).map((v) => v.name) };
      case 'simple':
        return { kind: 'simple', name, clause, schema: body.schema };
      case 'union': {
        const members = this.#names(body.members);
        this.uses.push(...members.map((m) => ({ name: m.name, file: this.#from.file, line: m.line })));
        const { discriminator } = body;
        return {
          kind: 'union',
          name,
          clause,
          members: members.map((m) => m.name),
          ...(discriminator === undefined ? {} : { discriminator }),
        };
      }
    }
  }

  #names(rows: readonly NameRow[]): NameRow[] {
    const held = rows.filter((r) => holds(r, this.#release));
    this.#refuseTwice(held);
    if (held.length === 0) this.#fail(`${this.#source.name} is empty in ${this.#release}`, this.#source.line);
    return held;
  }

  #attributes(rows: readonly AttributeRow[], path: string, line: number): Attribute[] {
    const held = rows.filter((r) => holds(r, this.#release));
    if (held.length === 0) this.#fail(`${path} has no attribute in ${this.#release}`, line);
    this.#refuseTwice(held);
    const names = held.map((r) => r.name);
    return held.map((row) => {
      const needs = row.rest.presentIf?.attribute;
      if (needs !== undefined && !names.includes(needs))
        this.#fail(`${path}.${row.name}: no sibling ${needs} in ${this.#release}${didYouMean(needs, names)}`, row.line);
      return {
        name: row.name,
        type: this.#ref(row, `${path}.${row.name}`),
        collection: row.collection,
        ...row.rest,
      };
    });
  }

  #ref(row: AttributeRow, path: string): TypeRef {
    if (row.type.kind === 'object')
      return { kind: 'object', attributes: this.#attributes(row.children, path, row.line) };
    if (row.type.kind === 'named') this.uses.push({ name: row.type.name, file: this.#from.file, line: row.line });
    return row.type;
  }

  #refuseTwice(rows: readonly NameRow[]): void {
    const seen = new Map<string, number>();
    for (const { name, line } of rows) {
      const other = seen.get(name);
      if (other !== undefined) this.#fail(`${name} stands in line ${other} too, for ${this.#release}`, line);
      seen.set(name, line);
    }
  }

  #fail(message: string, line: number): never {
    throw new ModelError(message, this.#from.file, line);
  }
}

/** Members of a union are objects, and each has the discriminator as a mandatory attribute. */
function checkUnion(type: DataType, types: ReadonlyMap<string, DataType>, at: Known | undefined): void {
  if (type.kind !== 'union' || type.discriminator === undefined) return;
  for (const name of type.members) {
    const member = types.get(name);
    const attributes = member?.kind === 'object' ? member.attributes : [];
    if (!attributes.some((a) => a.name === type.discriminator && a.min > 0))
      throw new ModelError(
        `${type.name}: member ${name} has no mandatory attribute ${type.discriminator}`,
        at?.from.file ?? '',
        at?.source.line ?? 0,
      );
  }
}
