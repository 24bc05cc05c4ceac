import type { Attribute } from '../../src/model/release-model.ts';
import { MANNERS } from './catalogue.ts';
import { takes } from './taken.ts';

const LEFT_OUT: readonly string[] = MANNERS['nothing-optional'].denies.map((item) => item.replace('vnflcm.', ''));

/** Attributes of VNF instances and operation occurrences that no condition asks for. */
const DISPENSABLE: ReadonlySet<string> = new Set([
  'operationParams',
  'maxScaleLevels',
  'localizationLanguage',
  'virtualStorageResourceInfo',
  'virtualLinkResourceInfo',
  'vnfVirtualLinkResourceInfo',
  'vnfcCpInfo',
  'storageResourceIds',
  'addedStorageResourceIds',
  'removedStorageResourceIds',
  'affectedVnfcCpIds',
  'zoneId',
]);

/** Whether an attribute is not shown that may be left out. */
export function isLeftOut({ name, min }: Pick<Attribute, 'name' | 'min'>): boolean {
  return takes('little-shown') && min === 0 && DISPENSABLE.has(name);
}

/** Whether the resource, named by its path below the API, is there; what has to be is always. */
export function isOffered(resource: string): boolean {
  if (!takes('nothing-optional')) return true;
  return !resource.includes('snapshot') && !LEFT_OUT.includes(resource.split('/').at(-1) ?? '');
}
