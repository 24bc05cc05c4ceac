import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Layouts of the Tacker lab (docs/targets/tacker-16-setup.md). */
export const LAYOUTS = ['A', 'B'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** Tacker that the lab runs; part of the cache folder's name, so that another version gets a folder of its own. */
export const TACKER_VERSION = '16.0.0';

/** Where installed software is kept between runs: `$XDG_CACHE_HOME/nfv-tst/lab/tacker-<version>`. */
export function installation(): string {
  const cache = process.env['XDG_CACHE_HOME'];
  const home = cache === undefined || cache === '' ? join(homedir(), '.cache') : cache;
  return join(home, 'nfv-tst', 'lab', `tacker-${TACKER_VERSION}`);
}

/** State of one running lab: `.lab/tacker-<layout>` below the working directory, or below `$NFV_TST_LAB_DIR`. */
export function stateFolder(layout: Layout): string {
  return resolve(process.env['NFV_TST_LAB_DIR'] ?? '.lab', `tacker-${layout}`);
}

/** A file that stands beside the lab's sources, e.g. `launcher.py`. */
export function shipped(name: string): string {
  return fileURLToPath(new URL(`tacker/${name}`, import.meta.url));
}
