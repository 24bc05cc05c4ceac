import type { Procedure } from '../../src/drive/procedure.ts';
import { lifecycle } from './vnflcm/lifecycle.ts';
import { oldQueries, queries } from './vnflcm/queries.ts';
import { states } from './vnflcm/states.ts';
import { surface } from './vnflcm/surface.ts';

const ALL: readonly Procedure[] = [lifecycle, states, surface, queries, oldQueries];

/** Every procedure there is; those that matter most, because most cases need them, come first. */
export function procedures(): readonly Procedure[] {
  return ALL;
}
