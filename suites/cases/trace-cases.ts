import type { TestCase, TraceCheck } from '../../src/judge/case.ts';
import type { Release } from '../../src/model/release-model.ts';

/** What a table says of one case; what its cases have in common is said once, by `traceCases`. */
export interface Row extends Pick<TestCase, 'title' | 'purpose' | 'clause'> {
  /** Below the prefix of the table. */
  readonly id: string;
  readonly judge: TraceCheck;
  /** Default: vnflcm. */
  readonly api?: string;
  /** Default: producer. */
  readonly role?: TestCase['role'];
  readonly ics?: TestCase['ics'] | undefined;
  readonly icsAny?: readonly string[];
  readonly since?: Release | undefined;
  readonly until?: Release | undefined;
}

/** The cases of a table that are all judged by the exchanges of one procedure. */
export function traceCases(procedure: string, prefix: string, rows: readonly Row[]): readonly TestCase[] {
  return rows.map(({ id, api = 'vnflcm', role = 'producer', ics, since, until, ...row }) => ({
    ...row,
    id: `${prefix}.${id}`,
    api,
    role,
    suite: 'vnflcm',
    kind: 'trace',
    procedure,
    ...(ics === undefined ? {} : { ics }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  }));
}
