import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { UserError } from '../errors.ts';
import { ModelError } from './errors.ts';
import { importDocument } from './import.ts';
import { modelFromDocuments } from './import-model.ts';
import { readTree, type ImportTree, type TreeEntry } from './import-tree.ts';
import { loadModel } from './load.ts';
import { didYouMean } from './nearest.ts';
import { openApiDocument } from './openapi.ts';
import { RELEASES, type AnyModel } from './release-model.ts';
import type { SpecsResult } from './specs-cli.ts';

export interface ImportOptions {
  /** SOL version of the documents, e.g. `2.8.1`. */
  readonly release: string;
  /** Import only these APIs; default: all. */
  readonly apis?: readonly string[];
  /** Directory for the imported documents. */
  readonly out: string;
}

export interface ImportedFile {
  readonly api: string;
  readonly version: string;
  readonly resources: number;
  readonly operations: number;
  readonly types: number;
  readonly from: string;
  readonly file: string;
  /** What a user should know before relying on it. */
  readonly notes: readonly string[];
}

export interface Imported {
  readonly written: readonly ImportedFile[];
  readonly leftOut: ImportTree['leftOut'];
}

/** First line of an imported document; files without it are neither overwritten nor read. */
export const IMPORTED = '# Imported by `nfv-tst specs import`. Do not edit.';

/**
 * Reads official documents and writes one OpenAPI document per API, without references to other files. It has the facts, not
 * the descriptions.
 * @throws UserError (E_USAGE) if an API is missing or described twice
 */
export function specsImport(dir: string, options: ImportOptions): SpecsResult<Imported> {
  const tree = readTree(dir);
  const entries = selected(tree, options.apis);
  mkdirSync(options.out, { recursive: true });
  const written = entries.map((entry) => write(entry, options));
  const data = { written, leftOut: options.apis === undefined ? tree.leftOut : [] };
  return { data, text: text(data), clean: true };
}

function selected({ entries, leftOut }: ImportTree, apis: readonly string[] | undefined): readonly TreeEntry[] {
  const names = [...new Set(entries.map(({ name }) => name))].sort();
  for (const api of apis ?? [])
    if (!names.includes(api))
      throw new UserError(`no document describes ${api}${didYouMean(api, names)}; there are ${names.join(', ')}`, {
        code: 'E_USAGE',
        wayOut: ['Use one of these names.', ...leftOut.map(({ file, why }) => `${file} is left out: ${why}`)].join(
          '\n',
        ),
      });
  const wanted = entries.filter(({ name }) => apis === undefined || apis.includes(name));
  for (const { name } of wanted) {
    const same = wanted.filter((one) => one.name === name);
    if (same.length > 1)
      throw new UserError(`${name} is described by ${same.map(({ file }) => file).join(' and by ')}`, {
        code: 'E_USAGE',
        wayOut: 'Give the directory of one specification, or a single file.',
      });
  }
  return wanted;
}

function write({ name, document, file: from }: TreeEntry, { release, out }: ImportOptions): ImportedFile {
  const model = modelFromDocuments(release, [{ name, document }]);
  const api = model.apis.get(name);
  const file = join(out, `${name}.yaml`);
  if (api === undefined) throw new Error(`${name} was not read`);
  if (existsSync(file) && !readFileSync(file, 'utf8').startsWith(IMPORTED))
    throw new UserError(`${file} was not written by specs import`, {
      code: 'E_USAGE',
      wayOut: 'Move it, or choose another directory with --out.',
    });
  writeFileSync(
    file,
    `${IMPORTED}\n${stringify(openApiDocument(model, api), { aliasDuplicateObjects: false, lineWidth: 0 })}`,
  );
  const { statedRelease, version, basePath } = document;
  const major = /\/v(\d+)$/.exec(basePath)?.[1];
  const notes = [
    ...(statedRelease === undefined || statedRelease === release ? [] : [`the document itself says ${statedRelease}`]),
    ...(major === undefined || version.startsWith(`${major}.`)
      ? []
      : [`its server says v${major}, its version ${version}`]),
    ...(RELEASES.some((one) => one === release && loadModel().release(one).apis.has(name))
      ? ['the model already has this API and release']
      : []),
  ];
  return {
    api: name,
    version: api.version,
    resources: api.resources.length,
    operations: api.resources.reduce((sum, { operations }) => sum + operations.size, 0),
    types: model.types.size,
    from,
    file,
    notes,
  };
}

function text({ written, leftOut }: Imported): string {
  return [
    ...written.flatMap(({ api, version, resources, operations, types, file, notes }) => [
      `${api} ${version}: ${resources} resources, ${operations} operations, ${types} data types -> ${file}`,
      ...notes.map((note) => `  note: ${note}`),
    ]),
    ...leftOut.map(({ file, why }) => `left out: ${file}: ${why}`),
  ].join('\n');
}

/**
 * The models of all imported documents in a directory, one per document.
 * @throws UserError (E_USAGE) if there is none
 */
export function loadImported(dir: string): readonly AnyModel[] {
  const isThere = existsSync(dir) && statSync(dir).isDirectory();
  const files = isThere ? readdirSync(dir).filter((name) => name.endsWith('.yaml')) : [];
  const models = files.sort().flatMap((name): readonly AnyModel[] => {
    const file = join(dir, name);
    if (!readFileSync(file, 'utf8').startsWith(IMPORTED)) return [];
    return [importedModel(file)];
  });
  if (models.length > 0) return models;
  throw new UserError(`${dir} contains no imported document`, {
    code: 'E_USAGE',
    wayOut: 'nfv-tst specs import DIR --release R --out DIR',
  });
}

function importedModel(file: string): AnyModel {
  try {
    const document = importDocument(file);
    const [, release = '', api = ''] = document.title.split(' ');
    return withProblemDetails(modelFromDocuments(release, [{ name: api, document }]));
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    throw new UserError(`${file} is not as \`specs import\` wrote it: ${error.message}`, {
      code: 'E_USAGE',
      wayOut: 'Import the documents again.',
      cause: error,
    });
  }
}

/** All APIs share ProblemDetails, which a document that describes no error lacks. */
function withProblemDetails(model: AnyModel): AnyModel {
  const common = [...loadModel().release(RELEASES[RELEASES.length - 1] ?? RELEASES[0]).types];
  const names = ['ProblemDetails', 'UriReference', 'String', 'Integer'];
  const missing = common.filter(([name]) => names.includes(name) && !model.types.has(name));
  return model.types.has('ProblemDetails') ? model : { ...model, types: new Map([...model.types, ...missing]) };
}
