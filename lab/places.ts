import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Layouts of the Tacker lab (docs/targets/tacker-16-setup.md). */
export const LAYOUTS = ['A', 'B'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** Software of the lab's; the version is part of the cache folder's name, so that another one gets a folder of its own. */
export interface Software {
  /** Also the folder beside this file that has its requirements.txt. */
  readonly name: 'tacker' | 'keystone';
  readonly version: string;
}

export const TACKER: Software = { name: 'tacker', version: '16.0.0' };
export const KEYSTONE: Software = { name: 'keystone', version: '30.0.0' };

/** Where installed software is kept between runs: `$XDG_CACHE_HOME/nfv-tst/lab/<name>-<version>`. */
export function installation({ name, version }: Software): string {
  const cache = process.env['XDG_CACHE_HOME'];
  const home = cache === undefined || cache === '' ? join(homedir(), '.cache') : cache;
  return join(home, 'nfv-tst', 'lab', `${name}-${version}`);
}

/** State of one running lab: `.lab/tacker-<layout>` below the working directory, or below `$NFV_TST_LAB_DIR`. */
export function stateFolder(layout: Layout): string {
  return resolve(process.env['NFV_TST_LAB_DIR'] ?? '.lab', `tacker-${layout}`);
}

/** A file that stands beside the lab's sources, e.g. `tacker/launcher.py`. */
export function shipped(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
