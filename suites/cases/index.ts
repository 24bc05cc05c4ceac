import type { TestCase } from '../../src/judge/case.ts';
import { bodyCases } from './vnflcm/bodies.ts';
import { answerForms, callForms } from './vnflcm/forms.ts';
import { failureCases } from './vnflcm/failures.ts';
import { lifecycleCases } from './vnflcm/lifecycle.ts';
import { queryCases } from './vnflcm/queries.ts';
import { stateCases } from './vnflcm/states.ts';
import { surfaceCases } from './vnflcm/surface.ts';
import { taskCases } from './vnflcm/tasks.ts';

const ALL: readonly TestCase[] = [
  ...lifecycleCases,
  ...taskCases,
  ...stateCases,
  ...failureCases,
  ...queryCases,
  ...surfaceCases,
  ...bodyCases,
  ...answerForms,
  ...callForms,
];

/** All test cases, each id once. Those over every exchange come last, when everything has been driven. */
export function catalogue(): readonly TestCase[] {
  return ALL;
}
