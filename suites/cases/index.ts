import type { TestCase } from '../../src/judge/case.ts';
import { withNumbers } from './tst010.ts';
import { admissionCases } from './vnflcm/admission.ts';
import { aftermathCases } from './vnflcm/aftermath.ts';
import { bodyCases } from './vnflcm/bodies.ts';
import { answerForms, callForms, refusalForms } from './vnflcm/forms.ts';
import { consumerCases } from './vnflcm/consumer.ts';
import { failureCases } from './vnflcm/failures.ts';
import { grantedVimCases } from './vnflcm/granted-vim.ts';
import { grantCases } from './vnflcm/grants.ts';
import { lifecycleCases } from './vnflcm/lifecycle.ts';
import { modifiableCases } from './vnflcm/modifiable.ts';
import { modifyCases } from './vnflcm/modify.ts';
import { queryCases } from './vnflcm/queries.ts';
import { setbackCases } from './vnflcm/setbacks.ts';
import { stateCases } from './vnflcm/states.ts';
import { subscriptionCases } from './vnflcm/subscriptions.ts';
import { surfaceCases } from './vnflcm/surface.ts';
import { taskCases } from './vnflcm/tasks.ts';
import { toleranceCases } from './vnflcm/tolerance.ts';
import { underWayCases } from './vnflcm/under-way.ts';
import { versionCases } from './vnflcm/versions.ts';

const ALL: readonly TestCase[] = [
  ...lifecycleCases,
  ...taskCases,
  ...stateCases,
  ...failureCases,
  ...setbackCases,
  ...aftermathCases,
  ...modifiableCases,
  ...underWayCases,
  ...subscriptionCases,
  ...consumerCases,
  ...grantedVimCases,
  ...grantCases,
  ...queryCases,
  ...surfaceCases,
  ...admissionCases,
  ...bodyCases,
  ...versionCases,
  ...toleranceCases,
  // Driven last, see the procedure.
  ...modifyCases,
  ...answerForms,
  ...refusalForms,
  ...callForms,
];

let numbered: readonly TestCase[] | undefined;

/**
 * All test cases, each id once, with the official cases that each answers. Those over every exchange come last, when everything
 * has been driven.
 */
export function catalogue(): readonly TestCase[] {
  numbered ??= withNumbers(ALL);
  return numbered;
}
