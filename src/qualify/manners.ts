import { join } from 'node:path';
import { MANNERS, type MannerName } from '../../reference/manners/catalogue.ts';
import { globToExpression } from '../engine/glob.ts';
import { UserError } from '../errors.ts';
import type { Release } from '../model/release-model.ts';
import type { Job } from './jobs.ts';
import type { QualifyOptions } from './qualify.ts';
import { seededRandom, shuffled } from './sample.ts';

/** One of each major version. */
const RELEASES = ['3.7.1', '2.6.1'] as const satisfies readonly Release[];

/** So many belong to a sample. */
const SAMPLE = 3;

/** The orchestrator in each other manner of being right: as one release of both major versions, or of either by turns. */
export function mannerJobs(options: QualifyOptions): readonly { readonly label: string; readonly job: Job }[] {
  const both = options.perRule > 1 || options.manners !== undefined;
  return chosen(options).flatMap((manner, i) =>
    RELEASES.filter((_release, turn) => both || turn === i % RELEASES.length).map((release) => ({
      label: `${manner} ${release}`,
      job: { kind: 'right', release, manner, out: join(options.out, 'manners', `${manner}-${release}`) } as const,
    })),
  );
}

function chosen({ manners, faults, faultsPerKind, seed }: QualifyOptions): readonly MannerName[] {
  const names = Object.keys(MANNERS) as MannerName[];
  if (manners !== undefined) return named(names, manners);
  if (faults !== undefined) return [];
  return faultsPerKind === undefined ? names : shuffled(names, seededRandom(seed)).slice(0, SAMPLE);
}

/** @throws UserError */
function named(names: readonly MannerName[], glob: string): readonly MannerName[] {
  const found = names.filter((name) => globToExpression(glob).test(name));
  if (found.length > 0) return found;
  throw new UserError(`no manner matches ${glob}`, { code: 'E_USAGE', wayOut: `There are ${names.join(', ')}.` });
}
