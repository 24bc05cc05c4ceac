import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { ModelError } from './errors.ts';
import { isObject } from './json.ts';
import { unescapedStep } from './pointer.ts';

/** A node of a document, with the file in which it stands: `$ref` is relative to that. */
export interface Node {
  readonly value: unknown;
  readonly file: string;
  /** `file#/pointer` of the last `$ref` that led here. */
  readonly ref?: string;
}

/**
 * Documents that refer to each other by `$ref`. Only files are followed, never an address on the network: an imported tree
 * is not trusted.
 */
export class Documents {
  readonly #files = new Map<string, unknown>();

  root(file: string): Node {
    const path = resolve(file);
    return { value: this.#load(path, path), file: path };
  }

  /** Follows `$ref` until something else is there. @throws ModelError where a reference leads nowhere or in a circle */
  follow(node: Node): Node {
    let at = node;
    for (let steps = 0; steps < 50; steps++) {
      const ref = isObject(at.value) ? at.value['$ref'] : undefined;
      if (typeof ref !== 'string') return at;
      at = this.#target(ref, at.file);
    }
    throw new ModelError('a $ref leads in a circle', node.file, 0);
  }

  /** A member of the node, `$ref` followed on both ends; undefined when it is not there. */
  child(node: Node, key: string): Node | undefined {
    const at = this.follow(node);
    const value = isObject(at.value) ? at.value[key] : undefined;
    return value === undefined ? undefined : this.follow({ value, file: at.file });
  }

  entries(node: Node | undefined): [key: string, node: Node][] {
    if (!node) return [];
    const at = this.follow(node);
    if (typeof at.value !== 'object' || at.value === null) return [];
    return Object.entries(at.value).map(([key, value]): [string, Node] => [key, this.follow({ value, file: at.file })]);
  }

  #target(ref: string, from: string): Node {
    if (/^[a-z]+:\/\//i.test(ref)) throw new ModelError(`$ref '${ref}' leads to the network`, from, 0);
    const [path = '', pointer = ''] = ref.split('#');
    const file = path === '' ? from : resolve(dirname(from), decodeURIComponent(path));
    let value = this.#load(file, from);
    for (const step of pointer.split('/').slice(1)) {
      const key = unescapedStep(decodeURIComponent(step));
      const next: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
      if (next === undefined) throw new ModelError(`$ref '${ref}' leads nowhere`, from, 0);
      value = next;
    }
    return { value, file, ref: `${file}#${pointer}` };
  }

  #load(file: string, from: string): unknown {
    const known = this.#files.get(file);
    if (known !== undefined) return known;
    let value: unknown;
    try {
      const text = readFileSync(file, 'utf8');
      value = file.endsWith('.json') ? JSON.parse(text) : parse(text, { logLevel: 'error', maxAliasCount: 1000 });
    } catch (error) {
      throw new ModelError(`cannot read ${file}: ${error instanceof Error ? error.message : ''}`, from, 0);
    }
    this.#files.set(file, value);
    return value;
  }
}
