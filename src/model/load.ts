import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileModel, unusedTypes } from './compile.ts';
import { ModelError } from './errors.ts';
import { parseModelFile } from './notation.ts';
import type { Release, ReleaseModel } from './release-model.ts';

export interface Model {
  release(release: Release): ReleaseModel;
  /** Types that no release reaches; each is a mistake in the rows. */
  readonly unused: readonly ModelError[];
}

/** Folder of the rows that the project itself holds. */
export const MODEL_DIR = fileURLToPath(new URL('../../specs-versions/model/', import.meta.url));

/** Files of the folder that are no rows. */
const NOT_ROWS = ['known-differences.yaml'];

const loaded = new Map<string, Model>();

/**
 * The model, read once a process.
 * @param dir folder with the row files; the project's own when left out
 * @throws ModelError with file and line
 */
export function loadModel(dir: string = MODEL_DIR): Model {
  const known = loaded.get(dir);
  if (known) return known;
  const files = readdirSync(dir).filter((f) => f.endsWith('.yaml') && !NOT_ROWS.includes(f));
  if (files.length === 0) throw new ModelError('no model file here', dir, 0);
  const model = modelOf(files.sort().map((file) => [file, readFileSync(join(dir, file), 'utf8')]));
  loaded.set(dir, model);
  return model;
}

/** A model from texts: [name for messages, content]. */
export function modelOf(files: readonly (readonly [file: string, text: string])[]): Model {
  const sources = files.map(([file, text]) => parseModelFile(text, file));
  const models = compileModel(sources);
  return {
    unused: unusedTypes(sources, models),
    release: (release) => {
      const model = models.get(release);
      if (!model) throw new ModelError(`release ${release} is not in the model`, '', 0);
      return model;
    },
  };
}
