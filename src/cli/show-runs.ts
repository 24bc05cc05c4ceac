import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadRun } from '../../reporters/load-run.ts';
import { terminalReport } from '../../reporters/terminal.ts';
import { matrixFile, writeReports } from '../../reporters/write-reports.ts';
import type { ExitCode } from '../errors.ts';
import type { TestCase } from '../judge/case.ts';
import { qualification } from './qualification.ts';

/** What reports tell of cases; worth loading before it is needed, where there is time. */
export async function allCases(): Promise<readonly TestCase[]> {
  const { catalogue } = await import('../../suites/cases/index.ts');
  return catalogue();
}

/**
 * Prints the matrix of judged runs, and writes the reports over them into `out` where that is given.
 * @returns the exit code that the verdicts amount to
 * @throws UserError E_RECORD where a directory does not hold a judged run
 */
export async function showRuns(dirs: readonly string[], out: string | undefined): Promise<ExitCode> {
  const width = process.stdout.columns as number | undefined;
  const options = width === undefined ? {} : { width };
  if (out === undefined) {
    const runs = [];
    for (const dir of dirs) runs.push(await loadRun(dir));
    console.log(terminalReport(runs, options));
    return matrixFile(runs).exitCode;
  }
  const tried = qualification();
  const cases = await allCases();
  const { runs, matrix, files } = await writeReports(dirs, out, {
    catalogue: new Map(cases.map((one) => [one.id, one])),
    ...(tried === undefined ? {} : { qualification: tried }),
  });
  console.log(terminalReport(runs, options));
  console.log(`Report: ${pathToFileURL(resolve(files.html)).href}`);
  return matrix.exitCode;
}
