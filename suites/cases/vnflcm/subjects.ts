import type { Release } from '../../../src/model/release-model.ts';
import { itemOf, scoped } from '../scope.ts';

/** What may be asked of a VNF instance while its state does not allow it: a task, its modification, its deletion. */
export interface Subject {
  /** Last part of the task resource, `modify` or `delete`. */
  readonly task: string;
  readonly ics?: string | undefined;
  readonly since?: Release;
  readonly until?: Release;
}

/** Task resources of a VNF instance over all releases. */
export const INSTANCE_TASKS: readonly Subject[] = scoped(
  'vnflcm',
  (resource, method) => method === 'POST' && /^vnf_instances\/\{[^}]+\}\/\w+$/.test(resource.name),
).map(({ resource, method, ...range }) => ({
  task: resource.name.split('/').pop() ?? '',
  ics: itemOf({ resource, method }),
  ...range,
}));

export const MODIFY: Subject = { task: 'modify', ics: 'vnflcm.modify' };
export const DELETE: Subject = { task: 'delete', ics: 'vnflcm.delete' };

/** The request that a subject stands for. */
export function requestOf({ task }: Pick<Subject, 'task'>): string {
  if (task === 'modify') return 'PATCH /vnf_instances/{vnfInstanceId}';
  if (task === 'delete') return 'DELETE /vnf_instances/{vnfInstanceId}';
  return `POST /vnf_instances/{vnfInstanceId}/${task}`;
}
