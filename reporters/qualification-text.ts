import type { Qualification } from '../src/judge/qualification.ts';
import { plural } from './count.ts';

/** One sentence. */
export function qualificationText(qualification: Qualification | undefined): string {
  if (qualification === undefined) return 'This suite: no qualification is stored, so its own error rate is unknown.';
  const { harness, at, faults, manners, mutants } = qualification;
  const told =
    mutants === undefined ? '' : `; ${mutants.killed} of ${mutants.made - mutants.equivalent} record mutants detected`;
  const blamed =
    manners === undefined
      ? ''
      : `; ${manners.failed} of ${manners.passed + manners.failed} cases blamed where an orchestrator was right in ${plural(manners.driven, 'other way')}`;
  return `This suite: ${plural(faults.seeded, 'fault')} seeded, ${faults.found} found${blamed}${told} (nfv-tst ${harness}, ${at.slice(0, 10)}).`;
}
