import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { compareApi } from './compare-api.ts';
import { Differences, TypeComparison, type Difference } from './compare-types.ts';
import { ModelError } from './errors.ts';
import { importDocument, importSchema } from './import.ts';
import { explanation, parseKnownDifferences, type KnownDifference } from './known-differences.ts';
import { loadModel, MODEL_DIR, type Model } from './load.ts';
import { OFFICIAL, PAYLOAD_FILES, type Confidence, type OfficialDocument } from './official.ts';
import type { ReleaseModel } from './release-model.ts';

export interface VerifiedDocument {
  readonly release: string;
  readonly document: string;
  readonly api: string;
  readonly confidence: Confidence;
  /** The file that would be compared, and is not there. */
  readonly missing?: string;
  /** Unexplained; there should be none. */
  readonly differences: readonly Difference[];
  readonly explained: readonly (Difference & { readonly reason: string })[];
}

export interface Verification {
  readonly documents: readonly VerifiedDocument[];
  /** Known differences that no document shows any more: to be removed. Not looked for where documents are missing. */
  readonly stale: readonly KnownDifference[];
  /** Types that no release reaches. */
  readonly unused: readonly ModelError[];
}

export interface VerifyOptions {
  /** Folder with the official descriptions. */
  readonly against: string;
  readonly model?: Model;
  readonly known?: readonly KnownDifference[];
}

/** File with the known differences, beside the rows. */
const KNOWN = 'known-differences.yaml';

/**
 * Compares the model with the official descriptions of its releases, both ways.
 * @throws UserError E_USAGE when none of them is there, or one cannot be read
 */
export function verify(options: VerifyOptions): Verification {
  const { against } = options;
  const model = options.model ?? loadModel();
  const known = options.known ?? readKnown();
  const used = new Set<KnownDifference>();
  const compared = OFFICIAL.map((entry) => ({
    entry,
    result: attempted(model.release(entry.release), entry, against),
  }));
  mustBeComparable(
    against,
    compared.map(({ result }) => result),
  );
  const documents = compared.map(({ entry, result }): VerifiedDocument => {
    const judged = (result.differences ?? []).map((difference) => {
      const why = explanation(known, entry.release, entry.document, difference);
      if (why) used.add(why);
      return { difference, why };
    });
    return {
      release: entry.release,
      document: entry.document,
      api: entry.api,
      confidence: entry.confidence,
      ...(result.missing === undefined ? {} : { missing: result.missing }),
      differences: judged.filter((j) => !j.why).map((j) => j.difference),
      explained: judged.flatMap(({ difference, why }) => (why ? [{ ...difference, reason: why.reason }] : [])),
    };
  });
  const whole = documents.every(({ missing }) => missing === undefined);
  return { documents, stale: whole ? known.filter((k) => !used.has(k)) : [], unused: model.unused };
}

/** What became of one document; nothing of these where nobody has it. */
interface Attempt {
  readonly differences?: readonly Difference[];
  readonly missing?: string;
  /** Why it cannot be read. */
  readonly broken?: string;
}

function attempted(model: ReleaseModel, entry: OfficialDocument, against: string): Attempt {
  const [missing] = filesOf(entry, against).filter((file) => !existsSync(file));
  if (missing !== undefined) return { missing };
  try {
    return entry.path === undefined ? {} : { differences: differencesOf(model, entry, join(against, entry.path)) };
  } catch (error) {
    // The model was read before: what is wrong now is in the document, or in one that it refers to.
    if (error instanceof ModelError) return { broken: error.message };
    throw error;
  }
}

function filesOf({ path, api, confidence }: OfficialDocument, against: string): readonly string[] {
  if (path === undefined) return [];
  if (confidence !== 'official payload schemas only') return [join(against, path)];
  return Object.keys(PAYLOAD_FILES.get(api) ?? {}).map((stem) => join(against, path, `${stem}.schema.json`));
}

function mustBeComparable(against: string, all: readonly Attempt[]): void {
  const broken = all.flatMap((one) => one.broken ?? []);
  if (broken.length > 0)
    throw new UserError(['official documents cannot be read:', ...broken].join('\n'), {
      code: 'E_USAGE',
      wayOut: 'Fetch them again, or move them away: what is not there is not compared.',
    });
  if (all.some((one) => one.differences !== undefined)) return;
  const missing = [...new Set(all.flatMap((one) => one.missing ?? []))];
  throw new UserError([`${against} has none of the official documents:`, ...missing].join('\n'), {
    code: 'E_USAGE',
    wayOut: 'Give the directory in which they lie like that; some of them are enough.',
  });
}

export function readKnown(): KnownDifference[] {
  const file = join(MODEL_DIR, KNOWN);
  return existsSync(file) ? parseKnownDifferences(readFileSync(file, 'utf8'), KNOWN) : [];
}

function differencesOf(model: ReleaseModel, entry: OfficialDocument, path: string): Difference[] {
  const api = model.apis.get(entry.api);
  if (!api) {
    const differences = new Differences();
    differences.add('api-missing', entry.api, 'not there', entry.document, entry.document);
    return differences.list();
  }
  if (entry.confidence === 'official payload schemas only') return payloadDifferences(model, entry, path);
  const { below } = entry;
  return compareApi(model, api, importDocument(path), {
    base: below === undefined ? `/${api.name}/${api.major}` : '',
    ...(entry.callback === true ? { callback: true } : {}),
    ...(entry.partial === true ? { partial: true } : {}),
    ...(below === undefined ? {} : { only: (p: string) => p === below }),
  });
}

function payloadDifferences(model: ReleaseModel, entry: OfficialDocument, folder: string): Difference[] {
  const differences = new Differences();
  const files = PAYLOAD_FILES.get(entry.api) ?? {};
  for (const [stem, payload] of Object.entries(files)) {
    const file = `${stem}.schema.json`;
    const shape = importSchema(join(folder, file));
    const list = payload.startsWith('[');
    const type = payload.replace(/[[\]]/g, '');
    const comparison = new TypeComparison(model, differences, file);
    if (!list) comparison.named(type, type, shape);
    else if (shape.kind === 'array') comparison.named(type, type, shape.items());
    else differences.add('payload', file, `list of ${type}`, shape.kind, file);
  }
  return differences.list();
}
