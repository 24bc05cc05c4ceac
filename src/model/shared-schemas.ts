import type { JsonSchema } from './json-schema.ts';

/** A schema that can be compiled, and all it refers to. */
export interface SharedSchema {
  readonly address: string;
  /** By address, the schema itself included. */
  readonly schemas: ReadonlyMap<string, JsonSchema>;
}

/** A schema as text: `$id` and `$ref` taken out and the rest named by a number, and what it refers to, in order. */
interface Entry {
  readonly text: string;
  readonly says: number;
  readonly refs: readonly string[];
}

const ADDRESS = /"\$(id|ref)":"([^"]+)"/g;
const sayings = new Map<string, number>();
const closures = new Map<string, number>();

/**
 * Schemas of one release and direction under addresses that they share with equal ones of all others; equal is what reads
 * the same down to the last schema it refers to. So a type that a release did not change is compiled once for all.
 */
export class SharedSchemas {
  readonly #entries = new Map<string, Entry>();
  readonly #addresses = new Map<string, string>();

  constructor(schemas: readonly JsonSchema[]) {
    for (const schema of schemas) if (schema.$id !== undefined) this.#add(schema.$id, schema);
  }

  /** A schema of its own that may refer to those given. */
  share(id: string, schema: JsonSchema): SharedSchema {
    this.#add(id, { $id: id, ...schema });
    const schemas = [...this.#reached(id).keys()].map((one) => [this.#address(one), this.#readdressed(one)] as const);
    return { address: this.#address(id), schemas: new Map(schemas) };
  }

  #add(id: string, schema: JsonSchema): void {
    const text = JSON.stringify(schema);
    const refs: string[] = [];
    const bare = text.replace(ADDRESS, (_all, kind: string, address: string) => {
      if (kind === 'ref') refs.push(address);
      return kind;
    });
    this.#entries.set(id, { text, says: numberOf(sayings, bare), refs });
  }

  /** The schema and all it refers to, at whatever distance, numbered in the order in which they are met. */
  #reached(id: string): ReadonlyMap<string, number> {
    const met = new Map([[id, 0]]);
    for (const one of met.keys())
      for (const ref of this.#entries.get(one)?.refs ?? []) if (!met.has(ref)) met.set(ref, met.size);
    return met;
  }

  #address(id: string): string {
    const known = this.#addresses.get(id);
    if (known !== undefined) return known;
    const reached = this.#reached(id);
    const lines = [...reached.keys()].map((one) => {
      const entry = this.#entries.get(one);
      return [entry?.says, ...(entry?.refs ?? []).map((ref) => reached.get(ref))].join(' ');
    });
    const address = `nfv-sol:${numberOf(closures, lines.join('\n'))}`;
    this.#addresses.set(id, address);
    return address;
  }

  #readdressed(id: string): JsonSchema {
    const text = this.#entries.get(id)?.text ?? '{}';
    return JSON.parse(
      text.replace(ADDRESS, (_all, kind: string, address: string) => `"$${kind}":"${this.#address(address)}"`),
    ) as JsonSchema;
  }
}

function numberOf(known: Map<string, number>, text: string): number {
  const number = known.get(text) ?? known.size;
  known.set(text, number);
  return number;
}
