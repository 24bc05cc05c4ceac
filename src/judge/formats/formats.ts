import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formatsPlugin from 'ajv-formats';
import type { StoreLine } from '../../exchange/exchange.ts';
import type { Certificate } from '../certificate.ts';
import type { MatrixFile } from '../matrix.ts';
import type { RunInfo } from '../run-info.ts';
import type { Verdict } from '../verdict.ts';

/** Files of an output directory and the schema of each (of a line of it, for ndjson). docs/formats.md explains them. */
export const FORMAT_FILES = {
  'run.json': 'run.schema.json',
  'exchanges.ndjson': 'store-line.schema.json',
  'verdicts.ndjson': 'verdict.schema.json',
  'matrix.json': 'matrix.schema.json',
  'certificate-<release>.json': 'certificate.schema.json',
} as const;

export type FormatFile = keyof typeof FORMAT_FILES;

// That the schemas are schemas is for a test to say; here it would take longer than all else.
const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true, validateSchema: false });
// The package is CommonJS: under ESM types its default export is the module.
formatsPlugin.default(ajv);

export function schemaOf(file: FormatFile): Record<string, unknown> {
  const text = readFileSync(new URL(FORMAT_FILES[file], import.meta.url), 'utf8');
  return JSON.parse(text) as Record<string, unknown>;
}

for (const file of Object.keys(FORMAT_FILES) as FormatFile[]) ajv.addSchema(schemaOf(file), file);

function validator<T>(file: FormatFile): ValidateFunction<T> {
  const validate = ajv.getSchema<T>(file);
  if (validate === undefined) throw new Error(`there is no schema of ${file}`);
  return validate as ValidateFunction<T>;
}

/** Schemas, compiled when first used; each narrows what it accepts. */
export const validators = {
  get run() {
    return validator<RunInfo>('run.json');
  },
  get storeLine() {
    return validator<StoreLine>('exchanges.ndjson');
  },
  get verdict() {
    return validator<Verdict>('verdicts.ndjson');
  },
  get matrix() {
    return validator<MatrixFile>('matrix.json');
  },
  get certificate() {
    return validator<Certificate>('certificate-<release>.json');
  },
};

/** What is wrong, on one line: the first three problems. */
export function explain(errors: readonly ErrorObject[] | null | undefined): string {
  // `if` only repeats what its branch says.
  const told = (errors ?? []).filter((e) => e.keyword !== 'if');
  const problems = told.map((e) => `${e.instancePath === '' ? 'it' : e.instancePath} ${e.message ?? ''}`);
  const more = problems.length > 3 ? ` (and ${problems.length - 3} more)` : '';
  return `${problems.slice(0, 3).join('; ')}${more}`;
}
