import { pathToFileURL } from 'node:url';
import { RELEASES } from '../../../src/model/release-model.ts';
import { officialCases, SHEETS, type OfficialCase } from '../tst010.ts';
import { officialNumbers } from './numbers.ts';

/** Table and lists of docs/tst010.md; `npx tsx suites/cases/tst010/summary.ts` prints them. */

const NAMES = { vnflcm: 'VNFLifecycleManagement', grant: 'VNFLifecycleOperationGranting' } as const;

/** One row per interface and release. */
export function counts(): readonly string[] {
  return SHEETS.flatMap((sheet) =>
    RELEASES.flatMap((release) => {
      const all = officialNumbers(sheet).filter((number) => number.startsWith(`${release}:`)).length;
      const rows = officialCases(sheet).filter((row) => row.release === release);
      const exempt = rows.filter((row) => row.exempt !== undefined).length;
      const wrong = rows.filter((row) => row.ours !== undefined).length;
      return all === 0
        ? []
        : [line([NAMES[sheet], release, all, rows.length - exempt, exempt, percent(exempt, all), wrong])];
    }),
  );
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`;
}

/** One item per kind of mistake: what is right, what the official cases send and expect, and their numbers. */
export function mistakes(): readonly string[] {
  return grouped(SHEETS.flatMap(officialCases), (row) => row.ours);
}

/** One item per reason why official cases have no answer. */
export function exemptions(): readonly string[] {
  return grouped(SHEETS.flatMap(officialCases), (row) => row.exempt);
}

function grouped(rows: readonly OfficialCase[], reason: (row: OfficialCase) => string | undefined): readonly string[] {
  const groups = new Map<string, OfficialCase[]>();
  for (const row of rows) {
    const why = reason(row);
    if (why !== undefined) groups.set(why, [...(groups.get(why) ?? []), row]);
  }
  return [...groups].map(([why, found]) => {
    const sent = new Set(found.flatMap((row) => (row.official === undefined ? [] : [`\`${text(row.official)}\``])));
    const numbers = RELEASES.flatMap((release) => {
      const own = found.filter((row) => row.release === release).map((row) => row.number.slice(release.length + 1));
      return own.length === 0 ? [] : [`${release}: ${own.join(', ')}`];
    });
    return `- ${why}. Official: ${[...sent].join(', ')}. ${numbers.join('; ')}.`;
  });
}

function text({ method, path, status }: NonNullable<OfficialCase['official']>): string {
  return `${method} ${path} ${status}`;
}

function line(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const parts = [counts(), exemptions(), mistakes()];
  process.stdout.write(`${parts.map((rows) => rows.join('\n')).join('\n\n')}\n`);
}
