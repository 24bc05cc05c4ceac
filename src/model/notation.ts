import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type Pair } from 'yaml';
import { ModelError } from './errors.ts';
import { didYouMean } from './nearest.ts';
import { METHODS, QUERY_PARAMETERS, type Method, type SimpleSchema } from './release-model.ts';
import { attributeRows, nameRows, options, linesOf, responseRows, span } from './rows.ts';
import type {
  ApiSource,
  ByRelease,
  ModelSource,
  NameRow,
  OperationSource,
  ResourceSource,
  ResponseSource,
  TypeSource,
} from './source.ts';

/**
 * Reads one file in the notation of specs-versions/model/NOTATION.md.
 * @param text content of the file
 * @param file its name, for messages
 * @throws ModelError with file and line
 */
export function parseModelFile(text: string, file: string): ModelSource {
  return new FileReader(text, file).read();
}

interface Entry {
  readonly key: string;
  readonly line: number;
  readonly value: Node | null;
}

class FileReader {
  readonly #file: string;
  readonly #lines = new LineCounter();
  readonly #root: Node | null;

  constructor(text: string, file: string) {
    this.#file = file;
    // failsafe: all scalars stay strings, so that 5.10 is a clause and not the number 5.1
    const document = parseDocument(text, { schema: 'failsafe', lineCounter: this.#lines });
    const broken = document.errors[0];
    if (broken) throw new ModelError(broken.message, file, this.#lines.linePos(broken.pos[0]).line);
    this.#root = document.contents;
  }

  read(): ModelSource {
    const top = this.#keyed(this.#root, ['api', 'spec', 'versions', 'types', 'resources', 'errors']);
    const api = this.#api(top);
    return {
      file: this.#file,
      ...(api ? { api } : {}),
      types: this.#entries(top.get('types')?.value).map((e) => this.#type(e)),
      resources: this.#entries(top.get('resources')?.value).map((e) => this.#resource(e)),
      errors: this.#responses(top.get('errors')),
    };
  }

  #api(top: ReadonlyMap<string, Entry>): ApiSource | undefined {
    const api = top.get('api');
    if (!api) return undefined;
    const spec = this.#text(this.#need(top, 'spec', api.line));
    if (spec !== 'SOL003' && spec !== 'SOL013') return this.#fail(`spec is SOL003 or SOL013, not '${spec}'`, api.line);
    const versions = new Map(
      this.#entries(this.#need(top, 'versions', api.line).value).map((e) => {
        const version = this.#text(e);
        if (!/^[12]\.\d+\.\d+$/.test(version)) this.#fail(`'${version}' is not MAJOR.MINOR.PATCH`, e.line);
        return [e.key, version] as const;
      }),
    );
    return { name: this.#text(api), spec, versions, line: api.line };
  }

  #type(entry: Entry): TypeSource {
    const keys = ['clause', 'since', 'until', 'rows', 'values', 'simple', 'union', 'discriminator'];
    const at = this.#keyed(entry.value, keys, entry.line);
    const bodies = ['rows', 'values', 'simple', 'union'].filter((k) => at.has(k));
    if (bodies.length !== 1) this.#fail(`type ${entry.key} has one of rows, values, simple, union`, entry.line);
    return {
      name: entry.key,
      ...this.#span(at, entry.line),
      clause: this.#byRelease(this.#need(at, 'clause', entry.line)),
      body: this.#body(at),
    };
  }

  #body(at: ReadonlyMap<string, Entry>): TypeSource['body'] {
    const rows = at.get('rows');
    if (rows) return { kind: 'object', rows: attributeRows(this.#text(rows), this.#blockLine(rows), this.#file) };
    const values = at.get('values');
    if (values) return { kind: 'enum', values: this.#names(values) };
    const simple = at.get('simple');
    if (simple) return { kind: 'simple', schema: this.#simple(simple) };
    const union = at.get('union');
    const discriminator = at.get('discriminator');
    return {
      kind: 'union',
      members: union ? this.#names(union) : [],
      ...(discriminator ? { discriminator: this.#text(discriminator) } : {}),
    };
  }

  #simple(entry: Entry): SimpleSchema {
    const at = this.#keyed(entry.value, ['type', 'format', 'pattern', 'minimum', 'maximum'], entry.line);
    const types = ['string', 'integer', 'number', 'boolean', 'object', 'array'] as const;
    const text = (key: string): string | undefined => {
      const e = at.get(key);
      return e ? this.#text(e) : undefined;
    };
    const [written, format, pattern] = [text('type'), text('format'), text('pattern')];
    const [minimum, maximum] = [text('minimum'), text('maximum')];
    const type = types.find((t) => t === written);
    if (written !== undefined && type === undefined)
      this.#fail(`'${written}' is not a JSON type${didYouMean(written, types)}`, entry.line);
    return {
      ...(type ? { type } : {}),
      ...(format === undefined ? {} : { format }),
      ...(pattern === undefined ? {} : { pattern }),
      ...(minimum === undefined ? {} : { minimum: Number(minimum) }),
      ...(maximum === undefined ? {} : { maximum: Number(maximum) }),
    };
  }

  #resource(entry: Entry): ResourceSource {
    const at = this.#keyed(entry.value, ['clause', 'since', 'until', 'root', 'operations'], entry.line);
    const rootEntry = at.get('root');
    const root = rootEntry ? this.#text(rootEntry) : 'apiMajorVersion';
    if (root !== 'apiMajorVersion' && root !== 'apiName' && root !== 'callback')
      return this.#fail(`root is apiMajorVersion, apiName or callback, not '${root}'`, entry.line);
    return {
      path: entry.key.replace(/^\//, ''),
      root,
      ...this.#span(at, entry.line),
      clause: this.#byRelease(this.#need(at, 'clause', entry.line)),
      operations: this.#entries(this.#need(at, 'operations', entry.line).value).map((e) => this.#operation(e)),
    };
  }

  #operation(entry: Entry): OperationSource {
    const keys = ['clause', 'since', 'until', 'ics', 'request', 'mediaType', 'responses', 'query', 'headers', 'errors'];
    const at = this.#keyed(entry.value, keys, entry.line);
    const method: Method | undefined = METHODS.find((m) => m === entry.key);
    if (!method) return this.#fail(`'${entry.key}' is not a method${didYouMean(entry.key, METHODS)}`, entry.line);
    const errors = at.get('errors');
    if (errors && this.#text(errors) !== 'none') this.#fail('errors: none, or nothing', errors.line);
    const query = at.get('query');
    const headers = at.get('headers');
    return {
      method,
      ...this.#span(at, entry.line),
      clause: this.#byRelease(this.#need(at, 'clause', entry.line)),
      request: this.#byRelease(at.get('request')),
      mediaType: this.#byRelease(at.get('mediaType')),
      ics: this.#byRelease(at.get('ics')),
      responses: this.#responses(this.#need(at, 'responses', entry.line)),
      commonErrors: !errors,
      query: query ? this.#query(query) : [],
      headers: headers ? this.#names(headers).map((n) => n.name) : [],
    };
  }

  #query(entry: Entry): OperationSource['query'] {
    return this.#names(entry).map((row) => {
      const name = QUERY_PARAMETERS.find((q) => q === row.name);
      if (!name)
        return this.#fail(`'${row.name}' is not a query parameter${didYouMean(row.name, QUERY_PARAMETERS)}`, row.line);
      return { ...row, name };
    });
  }

  /** A list `[A, B]`, or a block with a name a row and since/until. */
  #names(entry: Entry): NameRow[] {
    if (isScalar(entry.value)) return nameRows(this.#text(entry), this.#blockLine(entry), this.#file);
    if (!isSeq(entry.value)) return this.#fail(`${entry.key} is a list or a block`, entry.line);
    return entry.value.items.map((item) => {
      if (!isScalar(item) || typeof item.value !== 'string') return this.#fail(`${entry.key} lists names`, entry.line);
      const [row] = linesOf(item.value, this.#line(item));
      const [name = '', ...rest] = row?.cells ?? [];
      return { name, ...options(rest, [], this.#line(item), this.#file).span };
    });
  }

  #responses(entry: Entry | undefined): ResponseSource[] {
    return entry ? responseRows(this.#text(entry), this.#blockLine(entry), this.#file) : [];
  }

  #byRelease(entry: Entry | undefined): ByRelease {
    if (!entry) return new Map();
    if (isScalar(entry.value)) return new Map([['0', this.#text(entry)]]);
    return new Map(this.#entries(entry.value).map((e) => [e.key, this.#text(e)]));
  }

  #span(at: ReadonlyMap<string, Entry>, line: number): ReturnType<typeof span> {
    const since = at.get('since');
    const until = at.get('until');
    return span(line, this.#file, since && this.#text(since), until && this.#text(until));
  }

  #keyed(node: Node | null, keys: readonly string[], line = 1): ReadonlyMap<string, Entry> {
    if (!isMap(node)) return this.#fail(`expected ${keys.join(', ')}`, line);
    const entries = this.#entries(node);
    for (const { key, line: at } of entries)
      if (!keys.includes(key)) this.#fail(`unknown key '${key}'${didYouMean(key, keys)}`, at);
    return new Map(entries.map((e) => [e.key, e]));
  }

  #entries(node: Node | null | undefined): Entry[] {
    if (node === null || node === undefined) return [];
    if (!isMap(node)) return this.#fail('expected keys and values', this.#line(node));
    return node.items.map((pair: Pair) => {
      const key = pair.key;
      if (!isScalar(key) || typeof key.value !== 'string') return this.#fail('a key is a name', this.#line(node));
      const value = pair.value as Node | null;
      return { key: key.value, line: this.#line(key), value };
    });
  }

  #need(at: ReadonlyMap<string, Entry>, key: string, line: number): Entry {
    return at.get(key) ?? this.#fail(`'${key}:' is missing`, line);
  }

  #text(entry: Entry): string {
    if (!isScalar(entry.value) || typeof entry.value.value !== 'string')
      return this.#fail(`${entry.key} is a plain value`, entry.line);
    return entry.value.value;
  }

  /** First line of the content of a block scalar: the line after its `|`. */
  #blockLine(entry: Entry): number {
    const node = entry.value;
    const block = isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
    return node ? this.#line(node) + (block ? 1 : 0) : entry.line;
  }

  #line(node: Node): number {
    return node.range ? this.#lines.linePos(node.range[0]).line : 1;
  }

  #fail(message: string, line: number): never {
    throw new ModelError(message, this.#file, line);
  }
}
