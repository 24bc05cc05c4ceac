import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { UserError } from '../errors.ts';
import { importDocument, type ImportedDocument } from './import.ts';
import type { ImportedApi } from './import-model.ts';

/** A document of a tree that describes an API. */
export interface TreeEntry extends ImportedApi {
  readonly file: string;
}

export interface ImportTree {
  readonly entries: readonly TreeEntry[];
  /** Documents that are not imported, and why. */
  readonly leftOut: readonly { readonly file: string; readonly why: string }[];
}

/**
 * All OpenAPI 3.0 and Swagger 2.0 documents in a directory and its subdirectories, with the API that each describes. They may
 * refer to files elsewhere.
 * @throws UserError (E_USAGE) if there is none
 */
export function readTree(dir: string): ImportTree {
  const files = filesOf(dir).filter(isDescription);
  if (files.length === 0)
    throw new UserError(`${dir} contains no OpenAPI 3.0 or Swagger 2.0 document`, {
      code: 'E_USAGE',
      wayOut: 'Give a directory with *.yaml or *.json files that have a key `openapi` or `swagger`.',
    });
  const read = files.map((file) => ({ file, ...attempted(file) }));
  const apis = new Map(read.map(({ file, document }) => [stem(file), document && apiIn(document)] as const));
  const entries: TreeEntry[] = [];
  const leftOut: { file: string; why: string }[] = [];
  for (const { file, document, why } of read) {
    if (document === undefined) leftOut.push({ file, why });
    else {
      const name = apiIn(document) ?? notificationsOf(file, document, apis);
      if (name === undefined) leftOut.push({ file, why: `'${document.basePath}' names no API` });
      else entries.push({ file, name, document });
    }
  }
  return { entries, leftOut };
}

type Attempt =
  { readonly document: ImportedDocument; readonly why: '' } | { readonly document?: undefined; readonly why: string };

/** A broken document does not affect the others. */
function attempted(file: string): Attempt {
  try {
    return { document: importDocument(file), why: '' };
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
}

/** {apiName} of `/vnffm/v1`. */
function apiIn({ basePath }: ImportedDocument): string | undefined {
  const name = /^\/([a-z][\w-]*)\/v\d+$/.exec(basePath)?.[1];
  return name === 'callback' ? undefined : name;
}

/** Notification documents have the file name of their API's document, with `Notification` added. */
function notificationsOf(
  file: string,
  { basePath }: ImportedDocument,
  apis: ReadonlyMap<string, string | undefined>,
): string | undefined {
  const api = basePath.startsWith('/callback/') ? apis.get(stem(file).replace(/-?Notification/, '')) : undefined;
  return api === undefined ? undefined : `${api}-notification`;
}

function stem(file: string): string {
  return basename(file, extname(file));
}

function filesOf(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Files with shared definitions have no such key. */
function isDescription(file: string): boolean {
  return /(?:^|[\s{,])["']?(?:openapi|swagger)["']?\s*:\s*["']?[23]\./m.test(readFileSync(file, 'utf8'));
}
