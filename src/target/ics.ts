import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { loadModel } from '../model/load.ts';
import { nearest } from '../model/nearest.ts';
import { RELEASES, type Major } from '../model/release-model.ts';
import { LocatedYaml, type Path, type Problem } from './located-yaml.ts';
import { ICS_SCHEMA } from './profile-schema.ts';
import { schemaProblems } from './schema-problems.ts';
import type { Variables } from './variables.ts';

export type Ics = Readonly<Record<string, boolean>>;

const ITEMS_FILE = fileURLToPath(new URL('../../suites/ics-items.yaml', import.meta.url));

/** Every ICS item with a line that explains it: those of the catalogue's data file and those of the model. */
export function icsItems(): ReadonlyMap<string, string> {
  const items = describedItems();
  for (const [item, operation] of modelItems()) if (!items.has(item)) items.set(item, operation);
  return items;
}

function describedItems(): Map<string, string> {
  return new Map(Object.entries(parse(readFileSync(ITEMS_FILE, 'utf8')) as Readonly<Record<string, string>>));
}

/** ICS items that operations of the model name, with the operation. */
export function modelItems(): ReadonlyMap<string, string> {
  const model = loadModel();
  const items = new Map<string, string>();
  for (const release of RELEASES) {
    for (const api of model.release(release).apis.values()) {
      for (const resource of api.resources) {
        for (const operation of resource.operations.values()) {
          if (operation.ics !== undefined) items.set(operation.ics, `${operation.method} ${api.name} ${resource.path}`);
        }
      }
    }
  }
  return items;
}

/** Names in the ICS that no item bears; a wildcard has to stand for one item at least. */
export function unknownItems(yaml: LocatedYaml, ics: Ics, path: Path): Problem[] {
  const written = Object.keys(ics);
  const itemOf = (name: string): string => name.replace(/@v[12]$/, '');
  if (written.every((name) => stands(itemOf(name), [...describedItems().keys()]))) return [];
  // Only now the model, which takes its time to read.
  const known = [...icsItems().keys()];
  return written.flatMap((name) => {
    const item = itemOf(name);
    if (stands(item, known)) return [];
    if (item.includes('@')) return [yaml.at([...path, name], `${name}: only @v1 or @v2 may follow an ICS item`, 'key')];
    const near = nearest(item, item.endsWith('*') ? wildcards(known) : known);
    const hint = near === undefined ? 'see suites/ics-items.yaml' : `did you mean ${near}?`;
    return [yaml.at([...path, name], `${item}: unknown ICS item, ${hint}`, 'key')];
  });
}

function stands(item: string, known: readonly string[]): boolean {
  return item.endsWith('*') ? known.some((name) => name.startsWith(item.slice(0, -1))) : known.includes(item);
}

function wildcards(known: readonly string[]): Set<string> {
  return new Set(known.map((name) => `${name.slice(0, name.indexOf('.'))}.*`));
}

/** Reads an ICS file of its own. A problem in it names its own lines. */
export function readIcs(file: string, text: string, variables: Variables): { ics: Ics; problems: readonly Problem[] } {
  const yaml = new LocatedYaml(file, text, variables);
  if (yaml.problems.length > 0) return { ics: {}, problems: yaml.problems };
  const problems = schemaProblems(yaml, ICS_SCHEMA);
  if (problems.length > 0) return { ics: {}, problems };
  const ics = yaml.value() as Ics;
  return { ics, problems: unknownItems(yaml, ics, []) };
}

/**
 * What an ICS says about an item: the exact name, else the longest wildcard that fits, else nothing. A name followed by
 * `@v1` or `@v2` speaks for that major version of the API only, and there goes before the same name without.
 */
export function answerOf(ics: Ics, item: string, major?: Major): boolean | undefined {
  let best = -1;
  let answer: boolean | undefined;
  for (const [name, claimed] of Object.entries(ics)) {
    const [pattern = '', only] = name.split('@');
    if (only !== undefined && only !== major) continue;
    const fits = pattern.endsWith('*') ? item.startsWith(pattern.slice(0, -1)) : item === pattern;
    // `vnflcm.scale*` is one longer than `vnflcm.scale`, which it fits too.
    const weight = 2 * (pattern === item ? pattern.length + 2 : pattern.length) + (only === undefined ? 0 : 1);
    if (!fits || weight <= best) continue;
    best = weight;
    answer = claimed;
  }
  return answer;
}
