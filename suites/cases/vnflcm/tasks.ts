import type { TestCase } from '../../../src/judge/case.ts';
import { affectedOfVnfd } from '../../checks/trace/definitions.ts';
import { snapshotLife, taskEffect } from '../../checks/trace/tasks.ts';
import { beyondState, partOfState, wholeState } from '../../checks/trace/state-snapshot.ts';
import { traceCases, type Row } from '../trace-cases.ts';
import { notifiedStatesRow } from './occurrences.ts';
import { courseOf, notifiedOf, type Performed } from './operations.ts';

/** A task beyond the plain life cycle. */
interface Task extends Performed {
  /** What the VNF instance shows when it has completed. */
  readonly shows?: string;
}

const INSTANTIATED = 'an instantiated VNF instance';

const TASKS: readonly Task[] = [
  {
    label: 'operate.stop',
    task: 'operate',
    operation: 'OPERATE',
    clause: '5.4.10',
    on: 'a VNF instance whose VNF is STARTED',
    request: 'changeStateTo STOPPED',
    shows: 'vnfState STOPPED',
  },
  {
    label: 'operate.start',
    task: 'operate',
    operation: 'OPERATE',
    clause: '5.4.10',
    on: 'a VNF instance whose VNF is STOPPED',
    request: 'changeStateTo STARTED',
    shows: 'vnfState STARTED',
  },
  {
    label: 'operate.stop-gracefully',
    task: 'operate',
    operation: 'OPERATE',
    clause: '5.4.10',
    on: 'a VNF instance whose VNF is STARTED',
    request: 'changeStateTo STOPPED, stopType GRACEFUL and a gracefulStopTimeout',
    shows: 'vnfState STOPPED',
  },
  {
    label: 'operate.start-again',
    task: 'operate',
    operation: 'OPERATE',
    clause: '5.4.10',
    on: 'a VNF instance whose VNF was stopped gracefully',
    request: 'changeStateTo STARTED after a graceful stop',
    shows: 'vnfState STARTED',
  },
  {
    label: 'change_ext_conn',
    task: 'change_ext_conn',
    operation: 'CHANGE_EXT_CONN',
    clause: '5.4.11',
    on: INSTANTIATED,
    request: 'an external virtual link',
    shows: 'the external virtual link in extVirtualLinkInfo',
  },
  {
    label: 'scale_to_level',
    task: 'scale_to_level',
    operation: 'SCALE_TO_LEVEL',
    clause: '5.4.6',
    on: INSTANTIATED,
    request: 'an instantiation level of the VNFD',
  },
  {
    label: 'change_flavour',
    task: 'change_flavour',
    operation: 'CHANGE_FLAVOUR',
    clause: '5.4.7',
    on: INSTANTIATED,
    request: 'another deployment flavour',
    shows: 'the new flavourId',
  },
  {
    label: 'change_vnfpkg',
    task: 'change_vnfpkg',
    operation: 'CHANGE_VNFPKG',
    clause: '5.4.11a',
    on: INSTANTIATED,
    request: 'the vnfdId of another package',
    since: '3.3.1',
    shows: 'the new vnfdId',
  },
  {
    label: 'create_snapshot',
    task: 'create_snapshot',
    operation: 'CREATE_SNAPSHOT',
    clause: '5.4.21',
    on: INSTANTIATED,
    request: 'the id of an empty VNF snapshot resource',
    since: '3.3.1',
  },
  {
    label: 'revert_to_snapshot',
    task: 'revert_to_snapshot',
    operation: 'REVERT_TO_SNAPSHOT',
    clause: '5.4.22',
    on: INSTANTIATED,
    request: 'the id of a snapshot that was made of it',
    since: '3.3.1',
  },
  {
    label: 'terminate.forcefully',
    task: 'terminate',
    operation: 'TERMINATE',
    clause: '5.4.8',
    on: INSTANTIATED,
    request: 'terminationType FORCEFUL',
    shows: 'NOT_INSTANTIATED',
  },
];

function rowsOf({ shows, ...given }: Task): readonly Row[] {
  // Whether such a task can be done at all depends on the VNF.
  const one: Performed = { ...given, ics: `vnflcm.${given.task}`, completes: 'should' };
  const { label, task, clause, request, ics, since } = one;
  return [
    ...courseOf(one),
    notifiedOf(one),
    ...(shows === undefined
      ? []
      : [
          {
            id: `${label}.effect`,
            title: `${label} shows in the VNF instance`,
            purpose: `After ${task} with ${request} has completed, GET of the VNF instance shows ${shows}.`,
            clause: `SOL003 ${clause}`,
            ics,
            since,
            judge: taskEffect(label, task),
          },
        ]),
  ];
}

const STATE_READ = {
  clause: 'SOL003 5.4.25.3.2',
  ics: ['vnflcm.snapshots', 'vnflcm.create_snapshot'],
  since: '3.3.1',
} as const;

const STATE: readonly Omit<Row, keyof typeof STATE_READ>[] = [
  {
    id: 'snapshot-state.whole',
    title: 'the VNF state of a snapshot can be read',
    purpose:
      'Where a VNF snapshot that create_snapshot has filled tells of a VNF state snapshot, GET of it is answered with 200, and the payload has the checksum of vnfStateSnapshotInfo.',
    judge: wholeState,
  },
  {
    id: 'snapshot-state.part',
    title: 'a range of the VNF state of a snapshot can be read',
    purpose:
      'GET of a VNF state snapshot with Range: bytes=1-4 is answered with 206, Content-Range and these bytes, or with 200 and the whole where the SUT does not know ranges.',
    judge: partOfState,
  },
  {
    id: 'snapshot-state.beyond',
    title: 'a range behind the end of the VNF state of a snapshot is refused',
    purpose:
      'GET of a VNF state snapshot with a Range that begins behind its last byte is answered with 416, or with 200 and the whole where the SUT does not know ranges.',
    judge: beyondState,
  },
];

/** Tasks that the plain life cycle does not use, one after the other on one VNF instance. */
export const taskCases: readonly TestCase[] = traceCases('vnflcm.tasks', 'vnflcm.tasks', [
  ...TASKS.flatMap(rowsOf),
  {
    ...notifiedStatesRow({ which: 'beyond the life cycle', where: 'beyond the plain life cycle' }),
    ics: 'vnflcm.subscriptions',
  },
  {
    id: 'change_vnfpkg.affected',
    title: 'resources that change_vnfpkg changed say of which VNFD they are',
    purpose:
      'resourceChanges of the completed change_vnfpkg: each VNFC, virtual link and virtual storage has vnfdId, that of the VNFD before or after.',
    clause: 'SOL003 5.5.3.13',
    ics: 'vnflcm.change_vnfpkg',
    since: '3.3.1',
    judge: affectedOfVnfd('change_vnfpkg'),
  },
  {
    id: 'snapshots',
    title: 'a VNF snapshot is made, filled, listed and deleted',
    purpose:
      'A VNF snapshot resource that create_snapshot has filled names the VNF instance it was made of and is listed by GET /vnf_snapshots; DELETE of it is answered with 204, GET after that with 404.',
    clause: 'SOL003 5.4.23',
    ics: 'vnflcm.snapshots',
    since: '3.3.1',
    judge: snapshotLife,
  },
  ...STATE.map((row) => ({ ...row, ...STATE_READ })),
]);
