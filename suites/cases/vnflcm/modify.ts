import type { TestCase, TraceCheck } from '../../../src/judge/case.ts';
import {
  deletedOnce,
  immutableKept,
  modificationNotified,
  patchMediaType,
  preconditionFails,
  preconditionHolds,
  safeReads,
} from '../../checks/trace/modify-more.ts';
import { changedInfo, modificationOpOcc, patched } from '../../checks/trace/modify.ts';
import { PATCHES, STATES } from '../../procedures/vnflcm/patches.ts';

interface Row {
  readonly id: string;
  readonly title: string;
  readonly judge: TraceCheck;
  readonly clause?: string;
  readonly ics?: string;
  readonly api?: string;
}

const rows: readonly Row[] = [
  ...STATES.flatMap((state) =>
    PATCHES.map(({ name, title }) => ({
      id: `modify.${state === 'INSTANTIATED' ? 'instantiated' : 'not-instantiated'}.${name}`,
      title: `PATCH of a VNF instance that is ${state}: ${title}`,
      judge: patched(`modify.${state}.${name}`),
    })),
  ),
  {
    id: 'modify.op-occ',
    title: 'the operation occurrence of a modification describes it',
    clause: 'SOL003 5.5.2.13',
    judge: modificationOpOcc,
  },
  {
    id: 'modify.changed-info',
    title: 'changedInfo holds what a modification changed',
    clause: 'SOL003 5.5.2.12a',
    judge: changedInfo,
  },
  {
    id: 'modify.notified',
    title: 'subscribers hear of a modification and of what it changed',
    clause: 'SOL003 5.5.2.17',
    judge: modificationNotified,
    api: 'vnflcm-notification',
  },
  { id: 'modify.immutable', title: 'attributes that cannot be modified stay', judge: immutableKept },
  { id: 'modify.media-type', title: 'PATCH as application/json is refused', judge: patchMediaType },
  {
    id: 'modify.etag.foreign',
    title: 'PATCH with an If-Match that no resource has',
    judge: preconditionFails('etag.foreign'),
  },
  {
    id: 'modify.etag.outdated',
    title: 'PATCH with an If-Match that is out of date',
    judge: preconditionFails('etag.outdated'),
    ics: 'vnflcm.etag',
  },
  {
    id: 'modify.etag.matching',
    title: 'PATCH with an If-Match that holds, GET with an If-None-Match that does',
    judge: preconditionHolds,
    ics: 'vnflcm.etag',
  },
  {
    id: 'repeat.delete',
    title: 'a VNF instance is deleted once',
    clause: 'SOL003 5.4.3.3.5',
    judge: deletedOnce('delete', 'vnf_instances', 'SOL003 5.4.3.3.5'),
    ics: 'vnflcm.delete',
  },
  {
    id: 'repeat.unsubscribe',
    title: 'a subscription is deleted once',
    clause: 'SOL003 5.4.19.3.5',
    judge: deletedOnce('unsubscribe', 'subscriptions', 'SOL003 5.4.19.3.5'),
    ics: 'vnflcm.subscriptions',
  },
  { id: 'safe-reads', title: 'reading changes nothing', clause: 'RFC 9110 9.2.1', judge: safeReads },
];

/** PATCH of a VNF instance, preconditions, repetition. */
export const modifyCases: readonly TestCase[] = rows.map(({ id, title, clause, judge, ics, api }) => ({
  id: `vnflcm.${id}`,
  title,
  purpose: `${title}.`,
  api: api ?? 'vnflcm',
  suite: 'vnflcm',
  role: 'producer',
  clause: clause ?? 'SOL003 5.4.3.3.4',
  ics: ics ?? 'vnflcm.modify',
  kind: 'trace',
  procedure: 'vnflcm.modify',
  judge,
}));
