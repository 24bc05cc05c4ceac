import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareApi } from './compare-api.ts';
import { Differences, TypeComparison, type Difference } from './compare-types.ts';
import { ModelError } from './errors.ts';
import { importDocument, importSchema } from './import.ts';
import { explanation, parseKnownDifferences, type KnownDifference } from './known-differences.ts';
import { loadModel, MODEL_DIR, type Model } from './load.ts';
import { OFFICIAL, PAYLOAD_FILES, type Confidence, type OfficialDocument } from './official.ts';
import { didYouMean } from './nearest.ts';
import type { ReleaseModel } from './release-model.ts';

export interface VerifiedDocument {
  readonly release: string;
  readonly document: string;
  readonly api: string;
  readonly confidence: Confidence;
  /** Unexplained; there should be none. */
  readonly differences: readonly Difference[];
  readonly explained: readonly (Difference & { readonly reason: string })[];
}

export interface Verification {
  readonly documents: readonly VerifiedDocument[];
  /** Known differences that no document shows any more: to be removed. */
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
 * @throws ModelError when the folder is not there or a description cannot be read
 */
export function verify(options: VerifyOptions): Verification {
  if (!existsSync(options.against)) throw new ModelError('no such folder', options.against, 0);
  const model = options.model ?? loadModel();
  const known = options.known ?? readKnown();
  const used = new Set<KnownDifference>();
  const documents = OFFICIAL.map((entry): VerifiedDocument => {
    const found = differencesOf(model.release(entry.release), entry, options.against);
    const judged = found.map((difference) => {
      const why = explanation(known, entry.release, entry.document, difference);
      if (why) used.add(why);
      return { difference, why };
    });
    return {
      release: entry.release,
      document: entry.document,
      api: entry.api,
      confidence: entry.confidence,
      differences: judged.filter((j) => !j.why).map((j) => j.difference),
      explained: judged.flatMap(({ difference, why }) => (why ? [{ ...difference, reason: why.reason }] : [])),
    };
  });
  return { documents, stale: known.filter((k) => !used.has(k)), unused: model.unused };
}

export function readKnown(): KnownDifference[] {
  const file = join(MODEL_DIR, KNOWN);
  return existsSync(file) ? parseKnownDifferences(readFileSync(file, 'utf8'), KNOWN) : [];
}

function differencesOf(model: ReleaseModel, entry: OfficialDocument, against: string): Difference[] {
  if (entry.path === undefined) return [];
  const api = model.apis.get(entry.api);
  if (!api) {
    const differences = new Differences();
    differences.add('api-missing', entry.api, 'not there', entry.document, entry.document);
    return differences.list();
  }
  const path = join(against, entry.path);
  if (!existsSync(path)) throw new ModelError(`no ${entry.document} of ${entry.release} here`, path, 0);
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
  const there = readdirSync(folder);
  for (const [stem, payload] of Object.entries(files)) {
    const file = `${stem}.schema.json`;
    if (!there.includes(file)) throw new ModelError(`no ${file}${didYouMean(file, there)}`, join(folder, file), 0);
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
