import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type Node } from 'yaml';
import { misreferences } from './yaml-references.ts';
import { replaceVariables, type Variables } from './variables.ts';

/** Something wrong in a file of the user's, at a place. */
export interface Problem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly message: string;
}

export type Path = readonly (string | number)[];

/** A YAML document that remembers where each value stands. */
export class LocatedYaml {
  readonly file: string;
  /** Variables that are not set, syntax errors. With syntax errors there is nothing else to look at. */
  readonly problems: readonly Problem[];
  readonly #document: Document;
  readonly #lines = new LineCounter();
  /** Scalars that came from a variable; their type is what the schema wants. */
  readonly #fromVariables = new Set<unknown>();

  constructor(file: string, text: string, variables: Variables) {
    this.file = file;
    // What it would warn of, such as a list for a key, the schema finds wrong.
    const options = { lineCounter: this.#lines, prettyErrors: false, merge: true, logLevel: 'error' } as const;
    this.#document = parseDocument(text, options);
    const problems = this.#broken(text);
    if (problems.length === 0) this.#replace(variables, problems);
    this.problems = problems;
  }

  value(): unknown {
    // Aliases have been counted.
    return this.#document.toJS({ maxAliasCount: -1 });
  }

  /** A problem with the value at `path`, or with its key (`'key'`): the nearest place there is when it is absent. */
  at(path: Path, message: string, what: 'value' | 'key' = 'value'): Problem {
    return this.#problem(what === 'key' ? this.#keyOffset(path) : this.#offset(path), message);
  }

  /**
   * Turns a value that came from a variable, which is text, into the type that is wanted there.
   * False where it did not come from one or does not read as such.
   */
  coerce(path: Path, types: readonly string[]): boolean {
    const node = this.#node(path);
    if (!isScalar(node) || !this.#fromVariables.has(node) || typeof node.value !== 'string') return false;
    const value = typed(node.value.trim(), types);
    if (value === undefined) return false;
    node.value = value;
    return true;
  }

  /** What keeps it from having a value. What follows the first syntax error mostly follows from it. */
  #broken(text: string): Problem[] {
    const [error] = this.#document.errors;
    if (error === undefined)
      return misreferences(this.#document).map(({ offset, message }) => this.#problem(offset, message));
    const problem = this.#problem(error.pos[0], error.message);
    if (error.code === 'MULTIPLE_DOCS')
      return [{ ...problem, message: 'a second document begins here; the file may hold one' }];
    if (error.message.includes('call stack')) return [{ ...problem, message: 'nested too deeply' }];
    const line = text.split('\n')[problem.line - 1] ?? '';
    const hint = /[{,][^'"]*\$\{/.test(line) ? '; inside { } a variable has to be quoted: "${NAME}"' : '';
    return [{ ...problem, message: `not YAML: ${error.message}${hint}` }];
  }

  #replace(variables: Variables, problems: Problem[]): void {
    visit(this.#document, {
      Scalar: (key, node) => {
        if (key === 'key' || typeof node.value !== 'string' || !node.value.includes('${')) return;
        const { text, missing } = replaceVariables(node.value, variables);
        for (const name of missing)
          problems.push(
            this.#problem(
              node.range?.[0] ?? 0,
              `variable ${name} is not set; set it in the environment or in .env, or write \${${name}:-default}`,
            ),
          );
        node.value = text;
        this.#fromVariables.add(node);
      },
    });
  }

  #problem(offset: number, message: string): Problem {
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.file, line: Math.max(1, line), column: Math.max(1, col), message };
  }

  #node(path: Path): Node | undefined {
    let node: unknown = this.#document.contents;
    for (const step of path) node = this.#child(node, step);
    return this.#resolved(node);
  }

  #child(parent: unknown, step: string | number): unknown {
    const node = this.#resolved(parent);
    if (isSeq(node)) return node.items[Number(step)];
    if (isMap(node)) return node.items.find((pair) => keyText(pair.key) === String(step))?.value;
    return undefined;
  }

  #resolved(node: unknown): Node | undefined {
    if (isAlias(node)) return node.resolve(this.#document);
    return isScalar(node) || isMap(node) || isSeq(node) ? node : undefined;
  }

  #offset(path: Path): number {
    for (let length = path.length; length >= 0; length--) {
      const offset = this.#node(path.slice(0, length))?.range?.[0];
      if (offset !== undefined) return length === path.length ? offset : this.#keyOffset(path.slice(0, length));
    }
    return 0;
  }

  #keyOffset(path: Path): number {
    const last = path.at(-1);
    const parent = this.#node(path.slice(0, -1));
    if (last !== undefined && isMap(parent)) {
      const key = parent.items.find((pair) => keyText(pair.key) === String(last))?.key;
      if (isScalar(key) && key.range) return key.range[0];
    }
    return this.#node(path)?.range?.[0] ?? 0;
  }
}

function keyText(key: unknown): string | undefined {
  return isScalar(key) ? String(key.value) : undefined;
}

function typed(text: string, types: readonly string[]): number | boolean | undefined {
  if (types.includes('integer') && /^[0-9]{1,9}$/.test(text)) return Number(text);
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return undefined;
}

/** `file:line:column: message`, a line each, in the order of the file, none twice. */
export function problemText(problems: readonly Problem[]): string {
  const sorted = [...problems].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);
  return [...new Set(sorted.map((p) => `${p.file}:${p.line}:${p.column}: ${p.message}`))].join('\n');
}
