import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MatrixFile } from '../src/judge/matrix.ts';
import { notOfARun, REPORT_FILES } from '../src/judge/run-directory.ts';
import { ctrfReport } from './ctrf.ts';
import { junitReport } from './junit.ts';
import { htmlReport, type HtmlOptions } from './html/html-report.ts';
import { loadRun, type Run } from './load-run.ts';

export type ReportOptions = HtmlOptions;

export interface Written {
  readonly runs: readonly Run[];
  readonly matrix: MatrixFile;
  readonly files: Readonly<Record<keyof typeof REPORT_FILES, string>>;
}

/**
 * Reads run directories and writes the reports over all of them into `outDir` (which may be one of them).
 * @throws UserError E_RECORD where a directory does not hold a judged run
 */
export async function writeReports(
  dirs: readonly string[],
  outDir: string,
  options: ReportOptions = {},
): Promise<Written> {
  if (dirs.length === 0) throw notOfARun('no run directory was named');
  const runs: Run[] = [];
  for (const dir of dirs) runs.push(await loadRun(dir));
  const matrix = matrixFile(runs);
  const files = {
    matrix: join(outDir, REPORT_FILES.matrix),
    html: join(outDir, REPORT_FILES.html),
    junit: join(outDir, REPORT_FILES.junit),
    ctrf: join(outDir, REPORT_FILES.ctrf),
  };
  await mkdir(outDir, { recursive: true });
  await put(files.matrix, `${JSON.stringify(matrix, undefined, 2)}\n`);
  await put(files.junit, junitReport(runs));
  await put(files.ctrf, ctrfReport(runs));
  await put(files.html, await htmlReport(runs, options));
  return { runs, matrix, files };
}

/** The content of matrix.json. Non-conformities anywhere win over work that could not be done. */
export function matrixFile(runs: readonly Run[]): MatrixFile {
  const codes = runs.map((run) => run.matrix.summary.exitCode);
  const failed = runs.some((run) => run.matrix.summary.outcome === 'non-conformant');
  return {
    format: 1,
    exitCode: failed ? 1 : codes.includes(3) ? 3 : codes.includes(1) ? 1 : 0,
    targets: runs.map(({ info, matrix }) => ({
      run: info.id,
      target: info.target.name,
      claims: info.target.claims,
      startedAt: info.startedAt,
      complete: info.complete,
      ...(info.outages === undefined ? {} : { outages: info.outages }),
      ...(info.left === undefined ? {} : { left: info.left }),
      ...matrix,
    })),
  };
}

/** A reader never sees half a file. */
export async function put(file: string, text: string): Promise<void> {
  const draft = `${file}.part`;
  await writeFile(draft, text);
  await rename(draft, file);
}
