import type { TestCase } from '../../../src/judge/case.ts';
import { grantedVimShown } from '../../checks/trace/granted-vim.ts';
import { clauseOfTask } from '../../checks/trace/states.ts';
import { accepted, completed } from '../../checks/trace/task-course.ts';
import { traceCases, type Row } from '../trace-cases.ts';
import { acceptedRow, endRow, STATES } from './failing.ts';
import { notifiedStatesRow } from './occurrences.ts';

const WITHOUT = 'that names no VIM connection, while the grant names one,';

/** What is done about an instantiation that failed, and where it leads. */
function handledRows(task: 'retry' | 'rollback', state: 'COMPLETED' | 'ROLLED_BACK'): readonly Row[] {
  const step = `granted-vim-${task}.${task}`;
  const common = { ics: ['grant.request', `vnflcm.${task}`] };
  return [
    acceptedRow(
      { ...common, id: `${task}.accepted`, title: `${task} is accepted where the VIM connection came with the grant` },
      task,
      { state: 'of an instantiation in FAILED_TEMP whose VIM connection came with the grant', step, status: 202 },
    ),
    endRow(
      {
        ...common,
        id: `${task}.end`,
        title: `${task} leads to ${state} where the VIM connection came with the grant`,
        when: `After ${task} of an instantiation in FAILED_TEMP whose VIM connection came with the grant, when the cause is gone`,
      },
      { step, state, after: `${task} with the VIM of the grant`, cause: `granted-vim:${task}` },
    ),
  ];
}

const rows: readonly Row[] = [
  {
    id: 'accepted',
    title: 'an instantiation without a VIM connection is accepted',
    purpose: `POST /vnf_instances/{vnfInstanceId}/instantiate ${WITHOUT} is accepted with 202.`,
    clause: clauseOfTask('instantiate'),
    ics: 'grant.request',
    judge: accepted('granted-vim.start', 202, 'instantiate'),
  },
  {
    id: 'end',
    title: 'an instantiation with the VIM connection of the grant completes',
    purpose: `An instantiation ${WITHOUT} comes to COMPLETED; another end that states its reason is a warning.`,
    clause: STATES,
    ics: 'grant.request',
    judge: completed('granted-vim.start', 'INSTANTIATE', 'should'),
  },
  {
    id: 'shown',
    title: 'the VNF instance shows the VIM connection of the grant',
    purpose: `After an instantiation ${WITHOUT} has completed, vimConnectionInfo of the VNF instance has the connection of the grant, with its vimType.`,
    clause: 'SOL003 5.5.2.2',
    ics: 'grant.request',
    judge: grantedVimShown('granted-vim.start', 'granted-vim.after', 'granted-vim'),
  },
  {
    id: 'scale',
    title: 'the VNF instance gets the VIM connection of the grant of a scaling',
    purpose:
      'The grant of a scaling names a VIM connection that the VNF instance does not have: when the scaling has completed, vimConnectionInfo of the VNF instance has it, with its vimType.',
    clause: 'SOL003 9.5.2.3',
    ics: ['grant.request', 'vnflcm.scale'],
    judge: grantedVimShown('granted-vim-scale.scale', 'granted-vim-scale.after', 'granted-vim:scale'),
  },
  {
    id: 'terminate',
    title: 'a VNF whose VIM connection came with the grant can be terminated',
    purpose:
      'Termination of a VNF instance whose VIM connection came with the grant comes to COMPLETED; another end that states its reason is a warning.',
    clause: STATES,
    ics: 'grant.request',
    judge: completed('granted-vim.terminate', 'TERMINATE', 'should'),
  },
  {
    ...notifiedStatesRow({ which: 'with a VIM of the grant', where: 'whose VIM connection came with the grant' }),
    ics: 'grant.request',
  },
  ...handledRows('retry', 'COMPLETED'),
  ...handledRows('rollback', 'ROLLED_BACK'),
];

/** Operations whose VIM connection comes with the grant. */
export const grantedVimCases: readonly TestCase[] = traceCases('vnflcm.granted-vim', 'vnflcm.granted-vim', rows);
