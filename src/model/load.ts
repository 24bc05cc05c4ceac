import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileModel, unusedTypes } from './compile.ts';
import { ModelError } from './errors.ts';
import { parseModelFile } from './notation.ts';
import type { Release, ReleaseModel } from './release-model.ts';
import type { ModelSource } from './source.ts';

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
const read = new Map<string, readonly ModelSource[]>();

/**
 * The model, read once a process.
 * @param dir folder with the row files; the project's own when left out
 * @throws ModelError with file and line
 */
export function loadModel(dir: string = MODEL_DIR): Model {
  const known = loaded.get(dir);
  if (known) return known;
  const model = compiled(sourcesIn(dir));
  loaded.set(dir, model);
  return model;
}

/** What the row files of the project say: plain data, which another process need not read again. */
export function modelSources(): readonly ModelSource[] {
  return sourcesIn(MODEL_DIR);
}

/** Takes what another process read, before the model is loaded here. */
export function takeModelSources(sources: readonly ModelSource[]): void {
  read.set(MODEL_DIR, sources);
}

function sourcesIn(dir: string): readonly ModelSource[] {
  const known = read.get(dir);
  if (known !== undefined) return known;
  const files = readdirSync(dir).filter((f) => f.endsWith('.yaml') && !NOT_ROWS.includes(f));
  if (files.length === 0) throw new ModelError('no model file here', dir, 0);
  const sources = files.sort().map((file) => parseModelFile(readFileSync(join(dir, file), 'utf8'), file));
  read.set(dir, sources);
  return sources;
}

/** A model from texts: [name for messages, content]. */
export function modelOf(files: readonly (readonly [file: string, text: string])[]): Model {
  return compiled(files.map(([file, text]) => parseModelFile(text, file)));
}

function compiled(sources: readonly ModelSource[]): Model {
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
