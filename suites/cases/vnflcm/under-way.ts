import type { TestCase } from '../../../src/judge/case.ts';
import { clauseOfTask, refusedIn } from '../../checks/trace/states.ts';

const TASKS = ['retry', 'rollback', 'fail'] as const;

/** Tasks on an operation occurrence whose resources are being changed or released; STARTING is another procedure's. */
export const underWayCases: readonly TestCase[] = (['PROCESSING', 'ROLLING_BACK'] as const).flatMap((state) =>
  TASKS.map((task): TestCase => ({
    id: `vnflcm.setbacks.refused.${state.toLowerCase().replace('_', '-')}.${task}`,
    title: `${task} is refused in ${state}`,
    purpose: `On an operation occurrence that is kept in ${state}, POST /vnf_lcm_op_occs/{vnfLcmOpOccId}/${task} is refused with 409, or with 404 where the ICS does not claim it.`,
    clause: clauseOfTask(task),
    ics: `vnflcm.${task}`,
    api: 'vnflcm',
    suite: 'vnflcm',
    role: 'producer',
    kind: 'trace',
    procedure: 'vnflcm.setbacks',
    judge: refusedIn(state, task),
  })),
);
