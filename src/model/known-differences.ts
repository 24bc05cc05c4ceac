import { LineCounter, isMap, isSeq, parseDocument } from 'yaml';
import type { Difference } from './compare-types.ts';
import { ModelError } from './errors.ts';
import { didYouMean } from './nearest.ts';

/** A disagreement that stands, with the reason why: a slip of the other side, or a way of writing. */
export interface KnownDifference {
  readonly line: number;
  readonly reason: string;
  /** Patterns with `*`; what is left out matches all. */
  readonly facet: string;
  readonly where: string;
  readonly model: string;
  readonly official: string;
  readonly document: string;
  readonly releases: readonly string[];
}

const KEYS = ['facet', 'where', 'model', 'official', 'document', 'releases', 'reason'];

/**
 * Reads specs-versions/model/known-differences.yaml: a list of facet, where, model, official, document, releases, reason.
 * @throws ModelError with file and line
 */
export function parseKnownDifferences(text: string, file: string): KnownDifference[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines });
  const broken = document.errors[0];
  if (broken) throw new ModelError(broken.message, file, lines.linePos(broken.pos[0]).line);
  if (document.contents === null) return [];
  if (!isSeq(document.contents)) throw new ModelError('a list of known differences', file, 1);
  return document.contents.items.map((item) => {
    const line = isMap(item) ? lines.linePos(item.range[0]).line : 1;
    const entry: unknown = isMap(item) ? (item.toJS(document) as unknown) : undefined;
    if (typeof entry !== 'object' || entry === null) throw new ModelError('an entry has keys and values', file, line);
    for (const key of Object.keys(entry))
      if (!KEYS.includes(key)) throw new ModelError(`unknown key '${key}'${didYouMean(key, KEYS)}`, file, line);
    const text = (key: string): string | undefined => {
      const value: unknown = Reflect.get(entry, key);
      return typeof value === 'string' ? value.trim() : undefined;
    };
    const releases: unknown = Reflect.get(entry, 'releases');
    const reason = text('reason');
    if (!reason) throw new ModelError('a known difference needs a reason', file, line);
    if (text('facet') === undefined && text('where') === undefined)
      throw new ModelError('a known difference says facet, where, or both', file, line);
    return {
      line,
      reason,
      facet: text('facet') ?? '*',
      where: text('where') ?? '*',
      model: text('model') ?? '*',
      official: text('official') ?? '*',
      document: text('document') ?? '*',
      releases: Array.isArray(releases) ? releases.map(String) : [],
    };
  });
}

/** The first entry that explains the difference. */
export function explanation(
  known: readonly KnownDifference[],
  release: string,
  document: string,
  difference: Difference,
): KnownDifference | undefined {
  return known.find(
    (k) =>
      (k.releases.length === 0 || k.releases.includes(release)) &&
      matches(k.document, document) &&
      matches(k.facet, difference.facet) &&
      matches(k.where, difference.where) &&
      matches(k.model, difference.model) &&
      matches(k.official, difference.other),
  );
}

const patterns = new Map<string, RegExp>();

/** `*` stands for any text, `a|b` for either. */
function matches(pattern: string, text: string): boolean {
  const known = patterns.get(pattern);
  if (known) return known.test(text);
  const either = pattern.split('|').map((one) =>
    one
      .split('*')
      .map((part) => part.replace(/[.+?^${}()[\]\\]/g, '\\$&'))
      .join('.*'),
  );
  const made = new RegExp(`^(?:${either.join('|')})$`, 's');
  patterns.set(pattern, made);
  return made.test(text);
}
