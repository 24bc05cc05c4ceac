import { plural } from '../../reporters/count.ts';
import { visible } from '../../reporters/visible.ts';
import { checkRecord, type CheckedApi, type CheckedRecord } from '../engine/check-record.ts';
import type { Finding } from '../judge/verdict.ts';
import { loadImported } from '../model/import-specs.ts';
import type { SpecsResult } from '../model/specs-cli.ts';

/**
 * Judges a record against imported documents. `clean` is false if a `shall` is violated or if nothing was judged.
 * @throws UserError if there is no such record or no imported document
 */
export async function specsCheck(record: string, specs: string): Promise<SpecsResult<CheckedRecord>> {
  const data = await checkRecord(record, loadImported(specs));
  const broken = data.apis.some(({ findings }) => findings.some(({ keyword }) => keyword === 'shall'));
  return { data, text: text(data), clean: !broken && data.apis.some(({ judged }) => judged > 0) };
}

function text({ apis, exchanges, foreign, cut }: CheckedRecord): string {
  const told = apis.filter(({ judged }) => judged > 0);
  const silent = apis.filter(({ judged }) => judged === 0).map(({ api }) => api);
  return [
    ...told.flatMap(apiText),
    ...(silent.length === 0 ? [] : [`no exchanges of ${silent.join(', ')}: not judged`]),
    ...(foreign === 0 ? [] : [`${foreign} of ${plural(exchanges, 'exchange')} match no resource of these documents`]),
    ...(cut === undefined ? [] : [`the record is incomplete: ${cut}`]),
  ].join('\n');
}

function apiText({ api, version, release, judged, findings }: CheckedApi): readonly string[] {
  const count = (keyword: Finding['keyword'], word: string): string =>
    plural(findings.filter((one) => one.keyword === keyword).length, word);
  return [
    `${api} ${version} of ${release}: ${plural(judged, 'exchange')}, ${count('shall', 'deviation')}, ${count('should', 'warning')}, ${count('info', 'remark')}`,
    ...findings.flatMap(({ keyword, deviation, clause, message, expected, observed, exchanges, places }) => [
      `  ${keyword.padEnd(6)} ${visible(deviation)} (${clause}; ${plural(places, 'place')} in ${exchanges.slice(0, 3).join(', ')})`,
      `         ${visible(message)}; expected: ${visible(expected)}; observed: ${visible(observed)}`,
    ]),
  ];
}
