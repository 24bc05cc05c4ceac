import type { Release } from './release-model.ts';
import type { ByRelease, ModelSource, Span } from './source.ts';

/** Order of SOL versions: negative when `a` comes before `b`. */
export function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let i = 0; i < 3; i++) {
    const d = (left[i] ?? 0) - (right[i] ?? 0);
    if (d !== 0) return d;
  }
  return 0;
}

/** Whether the common rules of SOL013 apply; 2.5.1 already had them, in SOL003 itself. */
export function hasSol013(release: string): boolean {
  return compareVersions(release, '2.5.1') >= 0;
}

export function holds(span: Span, release: Release): boolean {
  return (
    (span.since === undefined || compareVersions(release, span.since) >= 0) &&
    (span.until === undefined || compareVersions(release, span.until) < 0)
  );
}

/** The value that was last given at or before the release; `-` takes it away again. */
export function valueAt(values: ByRelease, release: Release): string | undefined {
  let found: string | undefined;
  let foundAt = '0';
  for (const [from, value] of values) {
    if (compareVersions(from, release) > 0 || compareVersions(from, foundAt) < 0) continue;
    found = value;
    foundAt = from;
  }
  return found === '-' ? undefined : found;
}

/** The clause in the release, with the specification, which rows may leave out. */
export function clauseAt(clauses: ByRelease, release: Release, source: ModelSource): string | undefined {
  const clause = valueAt(clauses, release);
  return clause === undefined ? undefined : qualified(clause, source.api?.spec ?? 'SOL003');
}

export function qualified(clause: string, spec: string): string {
  return /^(SOL|RFC)/.test(clause) ? clause : `${spec} ${clause}`;
}
