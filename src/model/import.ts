import { Documents, type Node } from './documents.ts';
import { ModelError } from './errors.ts';
import { shapeOf, type Shape } from './import-schema.ts';
import { METHODS, type Method } from './release-model.ts';
import { isObject } from './json.ts';

/** An API description in neutral form, read from OpenAPI 3.0 or Swagger 2.0. */
export interface ImportedDocument {
  readonly format: 'openapi-3.0' | 'swagger-2.0';
  readonly title: string;
  /** `SOL003`, taken from the title or the reference to the GS. */
  readonly spec: string;
  /** Version of the GS that the document claims to follow: `3.7.1`. */
  readonly statedRelease?: string;
  /** `info.version`, what comes after MAJOR.MINOR.PATCH cut off. */
  readonly version: string;
  /** Path of the first server, without a slash at the end: `/vnflcm/v1`. */
  readonly basePath: string;
  readonly operations: readonly ImportedOperation[];
}

export interface ImportedOperation {
  readonly path: string;
  /** Path of the path's own server, where it has one. */
  readonly basePath?: string;
  /** Our own documents state both, with the specification; in others, a description may cite the number of the operation's clause. */
  readonly resourceClause?: string;
  readonly clause?: string;
  /** Only our own documents say these: ICS item, notification endpoint. */
  readonly ics?: string;
  readonly callback?: boolean;
  readonly method: Method;
  readonly query: readonly string[];
  readonly requestHeaders: readonly ImportedHeader[];
  readonly request?: ImportedBody;
  readonly responses: ReadonlyMap<number, ImportedResponse>;
}

export interface ImportedBody {
  readonly mediaTypes: readonly string[];
  readonly shape: Shape;
}

export interface ImportedResponse {
  /** Only our own documents say this (x-common). */
  readonly common?: true;
  readonly headers: readonly ImportedHeader[];
  readonly mediaTypes: readonly string[];
  readonly shape?: Shape;
}

export interface ImportedHeader {
  readonly name: string;
  readonly required: boolean;
}

/** Some documents list unsupported methods, with a 405 response only. */
export function isSupported({ responses }: ImportedOperation): boolean {
  return [...responses.keys()].some((status) => status < 400);
}

/**
 * Reads an entry document; `$ref` may lead to other files.
 * @throws ModelError when it is neither OpenAPI 3.0 nor Swagger 2.0, or refers to nothing
 */
export function importDocument(file: string): ImportedDocument {
  const documents = new Documents();
  const root = documents.root(file);
  return new Reader(documents, root).document();
}

/** Reads a file that is one JSON Schema. */
export function importSchema(file: string): Shape {
  const documents = new Documents();
  return shapeOf(documents, documents.root(file));
}

class Reader {
  readonly #documents: Documents;
  readonly #root: Node;
  readonly #swagger: boolean;

  constructor(documents: Documents, root: Node) {
    this.#documents = documents;
    this.#root = root;
    const value = isObject(root.value) ? root.value : {};
    this.#swagger = String(value['swagger']) === '2.0';
    if (!this.#swagger && !/^3\.0\./.test(String(value['openapi'])))
      throw new ModelError('neither OpenAPI 3.0 nor Swagger 2.0', root.file, 0);
  }

  document(): ImportedDocument {
    const paths = this.#documents.entries(this.#documents.child(this.#root, 'paths'));
    const title = this.#text(this.#root, 'info', 'title');
    const about = `${title}\n${this.#text(this.#root, 'externalDocs', 'description')}`;
    const stated = /\bV(\d+\.\d+\.\d+)/.exec(about)?.[1];
    return {
      format: this.#swagger ? 'swagger-2.0' : 'openapi-3.0',
      title,
      spec: `SOL${/SOL ?(\d{3})/.exec(about)?.[1] ?? '003'}`,
      ...(stated === undefined ? {} : { statedRelease: stated }),
      version: /^\d+\.\d+\.\d+/.exec(this.#text(this.#root, 'info', 'version'))?.[0] ?? '',
      basePath: this.#basePath(this.#root) ?? '',
      operations: paths.flatMap(([path, item]) => this.#operations(path, item)),
    };
  }

  #basePath(node: Node): string | undefined {
    const server = this.#documents.entries(this.#documents.child(node, 'servers'))[0]?.[1];
    const swagger = this.#swagger ? this.#documents.child(node, 'basePath')?.value : undefined;
    const url = server ? this.#text(server, 'url') : swagger;
    // a server may begin with a variable for {apiRoot}
    return typeof url === 'string' ? url.replace(/^([a-z]+:\/\/[^/]*|\{\w+\})/i, '').replace(/\/$/, '') : undefined;
  }

  #operations(path: string, item: Node): ImportedOperation[] {
    const shared = this.#parameters(item);
    const basePath = this.#basePath(item);
    return METHODS.flatMap((method) => {
      const node = this.#documents.child(item, method.toLowerCase());
      if (!node) return [];
      const parameters = new Map([...shared, ...this.#parameters(node)]);
      const of = (place: string): Node[] => [...parameters.values()].filter((p) => this.#text(p, 'in') === place);
      const request = this.#request(node, of('body')[0]);
      const responses = this.#documents
        .entries(this.#documents.child(node, 'responses'))
        .filter(([status]) => /^\d{3}$/.test(status))
        .map(([status, response]): [number, ImportedResponse] => [Number(status), this.#response(response, node)]);
      return [
        {
          path,
          ...(basePath === undefined ? {} : { basePath }),
          ...this.#said(item, 'x-clause', 'resourceClause'),
          ...this.#clause(node),
          ...this.#said(node, 'x-ics', 'ics'),
          ...(this.#documents.child(item, 'x-callback')?.value === true ? { callback: true } : {}),
          method,
          query: of('query').map((p) => this.#text(p, 'name')),
          requestHeaders: of('header').map((p) => ({
            name: this.#text(p, 'name'),
            required: this.#documents.child(p, 'required')?.value === true,
          })),
          ...(request ? { request } : {}),
          responses: new Map(responses),
        },
      ];
    });
  }

  #parameters(node: Node): Map<string, Node> {
    return new Map(
      this.#documents
        .entries(this.#documents.child(node, 'parameters'))
        .map(([, p]) => [`${this.#text(p, 'in')} ${this.#text(p, 'name')}`, p] as const),
    );
  }

  #request(operation: Node, body: Node | undefined): ImportedBody | undefined {
    if (this.#swagger) {
      const schema = body && this.#documents.child(body, 'schema');
      return schema && { mediaTypes: this.#listed(operation, 'consumes'), shape: shapeOf(this.#documents, schema) };
    }
    const requestBody = this.#documents.child(operation, 'requestBody');
    return requestBody && this.#content(requestBody);
  }

  #response(node: Node, operation: Node): ImportedResponse {
    const headers = this.#documents
      .entries(this.#documents.child(node, 'headers'))
      .map(([name, header]) => ({ name, required: this.#isRequired(header) }));
    const common = this.#documents.child(node, 'x-common')?.value === true ? ({ common: true } as const) : {};
    if (!this.#swagger) return { headers, mediaTypes: [], ...this.#content(node), ...common };
    const schema = this.#documents.child(node, 'schema');
    if (!schema) return { headers, mediaTypes: [] };
    return { headers, mediaTypes: this.#listed(operation, 'produces'), shape: shapeOf(this.#documents, schema) };
  }

  #content(node: Node): ImportedBody | undefined {
    const content = this.#documents.entries(this.#documents.child(node, 'content'));
    const [first] = content;
    if (!first) return undefined;
    const schema = this.#documents.child(first[1], 'schema');
    const shape: Shape = schema ? shapeOf(this.#documents, schema) : { kind: 'any', nullable: false };
    return { mediaTypes: content.map(([type]) => type), shape };
  }

  /** ETSI writes the cardinality of a header as `minimum` of its schema. */
  #isRequired(header: Node): boolean {
    const schema = this.#documents.child(header, 'schema') ?? header;
    const least = this.#documents.child(schema, 'minimum')?.value;
    return this.#documents.child(header, 'required')?.value === true || (typeof least === 'number' && least > 0);
  }

  #listed(operation: Node, key: string): string[] {
    const own = this.#documents.child(operation, key) ?? this.#documents.child(this.#root, key);
    return this.#documents.entries(own).map(([, n]) => String(n.value));
  }

  /** ETSI cites the clause of an operation in its description: `See clause 7.4.2.3.2`, `specified in the tables 7.4.2.3.2-1 and ...`. */
  #clause(operation: Node): { readonly clause?: string } {
    const cited = /\b(\d+\.\d+\.\d+[a-z]?\.3\.\d[a-z]?)\b/.exec(this.#text(operation, 'description'))?.[1];
    const clause = this.#text(operation, 'x-clause') || cited;
    return clause === undefined ? {} : { clause };
  }

  #said<K extends string>(node: Node, key: string, name: K): { readonly [P in K]?: string } {
    const text = this.#text(node, key);
    return text === '' ? {} : ({ [name]: text } as { readonly [P in K]?: string });
  }

  #text(node: Node, ...keys: readonly string[]): string {
    let at: Node | undefined = node;
    for (const key of keys) at = at && this.#documents.child(at, key);
    return typeof at?.value === 'string' ? at.value : '';
  }
}
