import { MANNERS } from './catalogue.ts';
import { takes } from './taken.ts';

const LEFT_OUT: readonly string[] = MANNERS['nothing-optional'].denies.map((item) => item.replace('vnflcm.', ''));

/** Whether the resource, named by its path below the API, is there; what has to be is always. */
export function isOffered(resource: string): boolean {
  if (!takes('nothing-optional')) return true;
  return !resource.includes('snapshot') && !LEFT_OUT.includes(resource.split('/').at(-1) ?? '');
}
