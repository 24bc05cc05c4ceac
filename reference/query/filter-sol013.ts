import { faulty, isFaulty } from '../faults/seeded.ts';
import { Problem } from '../problem.ts';
import { type Term, operatorNamed } from './term.ts';

/** Operators that take a list of values (SOL013 5.2.2). */
const MULTI: readonly string[] = ['in', 'nin', 'cont', 'ncont'];

/**
 * Filter of SOL013 5.2.2: `(op,attr/attr,value[,value]);(…)`. A value that holds a comma, a bracket or a quote stands in quotes,
 * a quote in it is doubled.
 * @throws Problem 400
 */
export function parseSol013(text: string): readonly Term[] {
  if (faulty('broken-filter-is-500') && !text.endsWith(')')) throw new Error('index out of range');
  if (faulty('broken-filter-taken') && !text.endsWith(')')) return [];
  const reader = new Reader(text);
  const terms = [term(reader)];
  while (!reader.end) {
    reader.expect(';');
    terms.push(term(reader));
  }
  return terms;
}

function term(reader: Reader): Term {
  reader.expect('(');
  const name = reader.plain();
  const operator = operatorNamed(name);
  if (!operator) throw new Problem(400, `filter: there is no operator ${name}`);
  reader.expect(',');
  const path = reader.plain().split('/');
  if (path.some((part) => part === '')) throw new Problem(400, 'filter: an attribute name is empty');
  const values: string[] = [];
  while (!reader.at(')')) {
    reader.expect(',');
    values.push(reader.value());
  }
  reader.expect(')');
  if (values.includes('') && faulty('empty-filter-value-is-500')) throw new Error('list index out of range');
  if (values.length === 0 || (values.length > 1 && !MULTI.includes(operator)))
    throw new Problem(400, `filter: ${operator} does not take ${values.length} values`);
  return { operator, path, values };
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get end(): boolean {
    return this.#at >= this.#text.length;
  }

  at(mark: string): boolean {
    return this.#text[this.#at] === mark;
  }

  expect(mark: string): void {
    if (!this.at(mark)) throw new Problem(400, `filter: ${mark} expected at position ${this.#at}`);
    this.#at++;
  }

  /** Characters up to the next mark of the grammar. */
  plain(): string {
    const from = this.#at;
    while (!this.end && !"(),;'".includes(this.#text[this.#at] ?? '')) this.#at++;
    return this.#text.slice(from, this.#at);
  }

  value(): string {
    if (faulty('filter-strips-quotes')) return this.quoted().replace(/^'|'$/g, '');
    return this.quoted();
  }

  quoted(): string {
    if (!this.at("'") || faulty('filter-quotes-not-understood')) return this.unquoted();
    this.#at++;
    let value = '';
    for (;;) {
      if (this.end) throw new Problem(400, 'filter: a quoted value does not end');
      if (this.at("'")) {
        this.#at++;
        if (!this.at("'") || faulty('filter-doubled-quote-ends-value')) return value;
      }
      if (this.at(',') && faulty('filter-comma-ends-quoted-value')) return value;
      value += this.#text[this.#at] ?? '';
      this.#at++;
    }
  }

  unquoted(): string {
    const from = this.#at;
    while (!this.end && !this.at(',') && !this.at(')')) {
      if (this.at("'") && !isFaulty())
        throw new Problem(400, `filter: a quote inside an unquoted value at position ${this.#at}`);
      this.#at++;
    }
    return this.#text.slice(from, this.#at);
  }
}
