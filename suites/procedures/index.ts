import type { Procedure } from '../../src/drive/procedure.ts';
import { admission } from './vnflcm/admission.ts';
import { aftermath } from './vnflcm/aftermath.ts';
import { bodies } from './vnflcm/bodies.ts';
import { consumer } from './vnflcm/consumer.ts';
import { failures } from './vnflcm/failures.ts';
import { grantedVim } from './vnflcm/granted-vim.ts';
import { grants } from './vnflcm/grants.ts';
import { lasting } from './vnflcm/lasting.ts';
import { lifecycle } from './vnflcm/lifecycle.ts';
import { modifiable } from './vnflcm/modifiable.ts';
import { modify } from './vnflcm/modify.ts';
import { paging } from './vnflcm/paging.ts';
import { queries } from './vnflcm/queries.ts';
import { setbacks } from './vnflcm/setbacks.ts';
import { silentCallback } from './vnflcm/silent-callback.ts';
import { states } from './vnflcm/states.ts';
import { subscriptions } from './vnflcm/subscriptions.ts';
import { surface } from './vnflcm/surface.ts';
import { tasks } from './vnflcm/tasks.ts';
import { tolerance } from './vnflcm/tolerance.ts';
import { versions } from './vnflcm/versions.ts';

/**
 * Queries come first, while what they list is short. Then the longest, so that none of them is begun when the others are done;
 * those that have the SUT for themselves last, because they may leave something broken behind.
 */
const ALL: readonly Procedure[] = [
  queries,
  states,
  aftermath,
  silentCallback,
  tolerance,
  bodies,
  lifecycle,
  tasks,
  failures,
  consumer,
  setbacks,
  grants,
  grantedVim,
  modifiable,
  surface,
  admission,
  versions,
  subscriptions,
  modify,
  paging,
  lasting,
];

/** Every procedure there is, in the order in which they are driven. */
export function procedures(): readonly Procedure[] {
  return ALL;
}
