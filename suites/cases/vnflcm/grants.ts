import type { TestCase } from '../../../src/judge/case.ts';
import { asynchronousGrant } from '../../checks/trace/async-grants.ts';
import { definitionsOfVnfd } from '../../checks/trace/definitions.ts';
import { grantDescribes, grantedOnce } from '../../checks/trace/grants.ts';
import { refusedLeavesAlone, whenRefused } from '../../checks/trace/refused-grants.ts';
import { traceCases, type Row } from '../trace-cases.ts';
import { endRow } from './failing.ts';
import { INSTANCE_TASKS, type Subject } from './subjects.ts';

/** Tasks on an instantiated VNF that the procedure drives. */
const TASKS: readonly Subject[] = INSTANCE_TASKS.filter(({ task }) => task !== 'instantiate');

/** Whether they need a grant is not laid down as it is for the others: only what is asked for is judged. */
const SNAPSHOTS = ['create_snapshot', 'revert_to_snapshot'];

/** Those whose grant requests the plain life cycle shows already. */
const SHOWN = ['scale', 'heal', 'terminate'];

function rangeOf({ since, until }: Subject): Pick<Row, 'since' | 'until'> {
  return { since, until };
}

function itemsOf({ ics }: Subject, more: string): readonly string[] {
  return ics === undefined ? [more] : [more, ics];
}

const refused: readonly Row[] = TASKS.flatMap((subject) => {
  const { task } = subject;
  const label = `refused.${task}`;
  const common = { ...rangeOf(subject), ics: itemsOf(subject, 'grant.request') };
  return [
    {
      ...common,
      ...endRow(
        {
          id: `refused.${task}.end`,
          title: `a refused grant of ${task} leads to ROLLED_BACK`,
          when: `When the NFVO refuses the grant of ${task} on an instantiated VNF with 403`,
          only: whenRefused(label),
        },
        { step: label, state: 'ROLLED_BACK', after: 'A refused grant', cause: 'grant-refused' },
      ),
    },
    // It leaves the VNF instance as it was in any case.
    ...(task === 'create_snapshot' ? [] : [leftAlone(subject)]),
  ];
});

function leftAlone(subject: Subject): Row {
  const { task } = subject;
  return {
    ...rangeOf(subject),
    ics: itemsOf(subject, 'grant.request'),
    id: `refused.${task}.instance`,
    title: `${task} without a grant changes nothing`,
    purpose: `The NFVO refuses the grant of ${task}: the state, VNFD, flavour, scale levels, VNFCs and external links of the VNF instance are afterwards what they were before, and nothing was changed at the VIM.`,
    clause: 'SOL003 5.6.2.2',
    judge: refusedLeavesAlone(`refused.${task}`, task),
  };
}

function asksOnce(subject: Subject): Row {
  const { task } = subject;
  return {
    ...rangeOf(subject),
    api: 'grant',
    role: 'consumer',
    ics: itemsOf(subject, 'grant.request'),
    id: `${task}.once`,
    title: `${task} asks for one grant, before resources are touched`,
    purpose: `For ${task} on an instantiated VNF, the SUT sends one grant request with the id of the operation occurrence, and changes nothing at the VIM before it is answered.`,
    clause: 'SOL003 9.3',
    judge: grantedOnce(`refused.${task}`),
  };
}

const asked: readonly Row[] = TASKS.flatMap((subject) => {
  const { task } = subject;
  const common = { ...rangeOf(subject), api: 'grant', role: 'consumer' as const };
  const operation = task.toUpperCase();
  const later: Row = {
    ...common,
    id: `${task}.async`,
    title: `a grant of ${task} that is given later is fetched and used`,
    purpose: `The NFVO answers the grant request of ${task} with 202 and gives the grant later: the SUT reads the URI in Location until it is answered with 200, stays in STARTING until then, and goes on with the operation.`,
    clause: 'SOL003 9.4.3.3.2',
    ics: itemsOf(subject, 'grant.async'),
    judge: asynchronousGrant(`async.${task}`, ['COMPLETED', 'FAILED_TEMP']),
  };
  if (SHOWN.includes(task)) return [later];
  const ics = itemsOf(subject, 'grant.request');
  const label = `refused.${task}`;
  return [
    ...(SNAPSHOTS.includes(task) ? [] : [asksOnce(subject)]),
    {
      ...common,
      ics,
      id: `${task}.describes`,
      title: `the grant request of ${task} describes the operation`,
      purpose: `The grant request of ${task} has operation ${operation}, the ids of VNF instance, VNFD and, for CHANGE_VNFPKG alone, target VNFD, the flavour where it changes, no instantiation level, and handles of the resources to be removed or changed.`,
      clause: 'SOL003 9.5.2.2',
      judge: grantDescribes(label, operation),
    },
    ...(task === 'change_vnfpkg'
      ? [
          {
            ...common,
            ics,
            id: `${task}.definitions`,
            title: `the resource definitions of ${task} say of which VNFD they are`,
            purpose: `Each ResourceDefinition in the grant request of ${task} has vnfdId.`,
            clause: 'SOL003 9.5.3.2',
            judge: definitionsOfVnfd(label),
          },
        ]
      : []),
    later,
  ];
});

const PROCEDURE = 'vnflcm.grants';

/** Grants of tasks on an instantiated VNF: what is asked for, what a refusal leads to, and what a SUT does that has to wait. */
export const grantCases: readonly TestCase[] = [
  ...traceCases(PROCEDURE, PROCEDURE, refused),
  ...traceCases(PROCEDURE, 'grant', asked),
];
