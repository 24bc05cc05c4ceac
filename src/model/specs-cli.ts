import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { diffReleases, summarised, type Change } from './diff.ts';
import { ModelError } from './errors.ts';
import { loadModel } from './load.ts';
import { GENERATED, openApiFiles } from './openapi.ts';
import { RELEASES, type Release } from './release-model.ts';
import { verify, type Verification, type VerifiedDocument } from './verify.ts';

/** Data of a specs command, and the same as text for a terminal. */
export interface SpecsResult<T> {
  readonly data: T;
  readonly text: string;
  /** False: something is left to do, exit code 1. */
  readonly clean: boolean;
}

/** Folder with model/ and the documents of each release. */
export const SPECS_DIR = fileURLToPath(new URL('../../specs-versions/', import.meta.url));

export interface BuiltFile {
  /** `2.6.1/vnflcm.yaml`. */
  readonly file: string;
  readonly state: 'written' | 'unchanged' | 'removed';
}

/**
 * Writes the OpenAPI documents of every release below `dir`, and removes generated ones that the model no longer gives.
 * @throws ModelError where a file that is not generated stands in the way
 */
export function specsBuild(dir: string = SPECS_DIR): SpecsResult<readonly BuiltFile[]> {
  const built = RELEASES.flatMap((release): BuiltFile[] => {
    const folder = join(dir, release);
    mkdirSync(folder, { recursive: true });
    const files = openApiFiles(loadModel().release(release));
    const gone = strayFiles(folder, files).map((name): BuiltFile => {
      rmSync(join(folder, name));
      return { file: `${release}/${name}`, state: 'removed' };
    });
    const written = [...files].map(([name, text]): BuiltFile => {
      const path = join(folder, name);
      const there = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
      if (there !== undefined && !there.startsWith(GENERATED))
        throw new ModelError('not a generated file; move it away first', path, 0);
      if (there === text) return { file: `${release}/${name}`, state: 'unchanged' };
      writeFileSync(path, text);
      return { file: `${release}/${name}`, state: 'written' };
    });
    return [...gone, ...written];
  });
  return { data: built, text: built.map((b) => `${b.state.padEnd(10)}${b.file}`).join('\n'), clean: true };
}

/** Generated documents in the folder that the model does not give. */
function strayFiles(folder: string, files: ReadonlyMap<string, string>): string[] {
  return readdirSync(folder).filter(
    (name) =>
      name.endsWith('.yaml') && !files.has(name) && readFileSync(join(folder, name), 'utf8').startsWith(GENERATED),
  );
}

/** Documents below `dir` that are not what the model gives now. */
export function outdatedFiles(dir: string = SPECS_DIR): string[] {
  return RELEASES.flatMap((release) => {
    const folder = join(dir, release);
    const files = openApiFiles(loadModel().release(release));
    const stray = existsSync(folder) ? strayFiles(folder, files) : [];
    const stale = [...files].filter(([name, text]) => {
      const path = join(folder, name);
      return !existsSync(path) || readFileSync(path, 'utf8') !== text;
    });
    return [...stray, ...stale.map(([name]) => name)].map((name) => `${release}/${name}`);
  });
}

export interface SpecsVerification extends Verification {
  readonly outdated: readonly string[];
}

/**
 * Compares the model with official descriptions in `against`, and the documents in the repository with the model.
 * @throws UserError E_USAGE when there are no descriptions, or one cannot be read
 */
export function specsVerify(against: string): SpecsResult<SpecsVerification> {
  const data: SpecsVerification = { ...verify({ against }), outdated: outdatedFiles() };
  const unexplained = data.documents.reduce((n, d) => n + d.differences.length, 0);
  const clean = unexplained + data.stale.length + data.unused.length + data.outdated.length === 0;
  return { data, text: verificationText(data, unexplained), clean };
}

function verificationText(data: SpecsVerification, unexplained: number): string {
  const documents = data.documents.flatMap((d) => [
    `${d.release} ${d.document} (${d.api}) - ${d.confidence}: ${comparedText(d)}`,
    ...d.differences.map((x) => {
      const more = x.places > 1 ? ` (first of ${x.places}: ${x.first})` : '';
      return `  ${x.facet} | ${x.where} | model: ${x.model} | official: ${x.other}${more}`;
    }),
  ]);
  return [
    ...documents,
    ...reasonsText(data),
    ...data.stale.map(
      (s) => `known-differences.yaml:${s.line}: no longer explains any difference: ${s.facet} ${s.where}`,
    ),
    ...data.unused.map((e) => e.message),
    ...data.outdated.map((f) => `specs-versions/${f} differs from the model: run specs build`),
    ...missingText(data),
    unexplained === 0 ? 'no unexplained difference' : `${unexplained} unexplained difference(s)`,
  ].join('\n');
}

function comparedText({ confidence, missing, differences, explained }: VerifiedDocument): string {
  if (missing !== undefined) return `not compared, ${missing} is missing`;
  if (confidence === 'nothing to compare with') return 'not compared';
  return `${differences.length} unexplained, ${explained.length} explained`;
}

function missingText({ documents }: Verification): string[] {
  const missing = documents.filter((d) => d.missing !== undefined);
  if (missing.length === 0) return [];
  return [
    `${missing.length} of ${documents.length} documents were not compared because files are missing; whether every known difference is still needed was not looked at`,
  ];
}

/** Every explanation that was used, and for how many differences. */
function reasonsText(data: Verification): string[] {
  const counted = new Map<string, number>();
  for (const { explained } of data.documents)
    for (const { facet, reason } of explained) {
      const key = `${facet}: ${reason}`;
      counted.set(key, (counted.get(key) ?? 0) + 1);
    }
  if (counted.size === 0) return [];
  const byCount = [...counted].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return ['explained by:', ...byCount.map(([reason, n]) => `  ${String(n).padStart(5)}  ${reason}`)];
}

/** What changed from one release to another. */
export function specsDiff(from: Release, to: Release): SpecsResult<readonly Change[]> {
  const model = loadModel();
  const data = diffReleases(model.release(from), model.release(to));
  const sign = { added: '+', removed: '-', changed: '~' } as const;
  const lines = summarised(data).map((c) => {
    const values = c.from === undefined ? '' : `: ${c.from} -> ${c.to ?? ''}`;
    return `${sign[c.kind]} ${c.what} ${c.where}${values}`;
  });
  return { data, text: [`${from} -> ${to}: ${data.length} change(s)`, ...lines].join('\n'), clean: true };
}
