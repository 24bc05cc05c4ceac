import { changeExtConn, changeFlavour, changeVnfPkg } from './change.ts';
import { instantiate } from './instantiate.ts';
import { heal, operate, terminate } from './lifecycle.ts';
import { scale, scaleToLevel } from './scale.ts';
import { createSnapshot, revertToSnapshot } from './snapshots.ts';
import type { LcmTask } from './task.ts';

/** Task resources of VnfInstance; a release has those that its model has. */
export const LCM_TASKS: readonly LcmTask[] = [
  instantiate,
  scale,
  scaleToLevel,
  changeFlavour,
  terminate,
  heal,
  operate,
  changeExtConn,
  changeVnfPkg,
  createSnapshot,
  revertToSnapshot,
];
