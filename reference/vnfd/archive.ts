import { unzipSync } from 'fflate';
import { parse } from 'yaml';
import { isObject, type JsonObject } from '../json.ts';
import { flavoursOf } from './tosca.ts';
import { declaredIn } from './declared.ts';
import type { Vnfd } from './vnfd.ts';

/** Bytes that a file of a VNFD may have. */
const MOST = 4_000_000;

/** Deployment flavours of a VNFD, and what it declares: one TOSCA YAML file, or a ZIP of several (SOL003 10.4.4). */
export function readTopology(content: Uint8Array): Pick<Vnfd, 'flavours' | 'declared'> {
  const templates = filesOf(content).flatMap(templateOf);
  return { flavours: flavoursOf(templates), declared: declaredIn(templates) };
}

function filesOf(content: Uint8Array): readonly Uint8Array[] {
  const zip = content[0] === 0x50 && content[1] === 0x4b;
  if (!zip) return [content];
  const wanted = unzipSync(content, { filter: (f) => /\.ya?ml$/i.test(f.name) && f.originalSize <= MOST });
  return Object.values(wanted);
}

/** Files read lately, by their text: packages come with the same type definitions again and again. */
const known = new Map<string, readonly JsonObject[]>();
const KEPT = 16;

function templateOf(bytes: Uint8Array): readonly JsonObject[] {
  const text = new TextDecoder().decode(bytes);
  const before = known.get(text);
  if (before !== undefined) return before;
  if (known.size >= KEPT) known.clear();
  const found = parsed(text);
  known.set(text, found);
  return found;
}

function parsed(text: string): readonly JsonObject[] {
  try {
    const value: unknown = parse(text);
    return isObject(value) && 'tosca_definitions_version' in value ? [value] : [];
  } catch {
    return [];
  }
}
