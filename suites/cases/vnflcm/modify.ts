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

interface Row {
  readonly id: string;
  readonly title: string;
  readonly judge: TraceCheck;
  readonly clause?: string;
  readonly ics?: string;
  readonly api?: string;
}

/** Patches that the procedure sends, by the name of their step. */
export const PATCHED: readonly (readonly [name: string, title: string])[] = [
  ['name', 'vnfInstanceName'],
  ['description', 'vnfInstanceDescription'],
  ['name-again', 'one attribute, the others stay'],
  ['metadata-add', 'new metadata'],
  ['metadata-merge', 'one entry of metadata, the others stay'],
  ['metadata-remove-key', 'null for an entry of metadata'],
  ['metadata-nested', 'metadata with structure'],
  ['metadata-remove-nested', 'null for an entry within an entry of metadata'],
  ['metadata-values', 'metadata of every JSON type'],
  ['metadata-texts', 'metadata with texts of all kinds'],
  ['extensions', 'extensions'],
  ['configurable-properties', 'vnfConfigurableProperties'],
  ['metadata-remove', 'null for metadata'],
  ['extensions-remove', 'null for extensions'],
  ['configurable-properties-remove', 'null for vnfConfigurableProperties'],
  ['description-remove', 'null for vnfInstanceDescription'],
  ['name-remove', 'null for vnfInstanceName'],
  ['repeat-first', 'a modification'],
  ['repeat-second', 'the same modification once more'],
];

const STATES = ['NOT_INSTANTIATED', 'INSTANTIATED'] as const;

const rows: readonly Row[] = [
  ...STATES.flatMap((state) =>
    PATCHED.map(([name, title]) => ({
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
