import { fileURLToPath } from 'node:url';
import { relative } from 'node:path';
import type { Plugin } from 'vitest/config';
import { CHECKS, isCheckFile, type Sites } from './sites.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NOTES = fileURLToPath(new URL('notes.ts', import.meta.url));

/**
 * In tests the checks note what they said, so that each finding that a check can come to is found missing where no test provokes it (`notes.ts`).
 * Lines stay where they are.
 */
export function beside(): Plugin {
  let exported: ReadonlySet<string> | undefined;
  return {
    name: 'beside',
    enforce: 'pre',
    async transform(code, id) {
      const path = relative(ROOT, id.split('?')[0] ?? '');
      if (!path.startsWith(`${CHECKS}/`) || !isCheckFile(path)) return null;
      const { exportedSpeakers, sitesOf } = await import('./sites.ts');
      exported ??= exportedSpeakers(ROOT);
      return { code: noting(path, code, sitesOf(path, code, exported)), map: null };
    },
  };
}

function noting(path: string, code: string, sites: Sites): string {
  if (sites.findings.length === 0) return code;
  const marks = sites.findings.flatMap(({ start, end }, i) => [
    { at: start, text: `__notes.finding(${i}, ` },
    { at: end, text: ')' },
  ]);
  let marked = code;
  // From the end, so that positions hold; calls within calls close before they open.
  for (const { at, text } of marks.sort((a, b) => b.at - a.at)) marked = marked.slice(0, at) + text + marked.slice(at);
  const expected = { findings: sites.findings.map(({ label }) => label), checks: sites.checks };
  const head = `import { notesOf as __notesOf } from ${JSON.stringify(NOTES)}; const __notes = __notesOf(${JSON.stringify(path)}, ${JSON.stringify(expected)}); `;
  const tail = sites.checks.map(({ name }) => `${name} = __notes.check(${JSON.stringify(name)}, ${name});`).join(' ');
  return `${head}${marked}\n${tail}\n`;
}
