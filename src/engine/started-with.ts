import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { messageOf, UserError } from '../errors.ts';
import { isThere } from '../judge/there.ts';
import { RELEASES } from '../model/release-model.ts';
import type { RunSettings } from './settings.ts';

/** Beside the record: what a run was started with. It holds no secret, only paths and what was selected. */
export interface StartedWith {
  /** Path of the profile; absent for the embedded orchestrator, whose profile lies with the record. */
  readonly target?: string;
  readonly settings?: Omit<RunSettings, 'out' | 'resume'>;
}

const FILE = 'started-with.json';

/** Keeps the profile's path, before the run starts, for `clean`. */
export function keepTarget(dir: string, target: string): void {
  write(dir, { target: resolve(target) });
}

/** Keeps what this process is about to do, for `run --resume`. */
export function keepSettings({ out, releases, apis, cases, allure, ...settings }: RunSettings): void {
  const targets = settings.targets.map((target) =>
    target.kind === 'profile' ? { ...target, file: resolve(target.file) } : target,
  );
  const profile = targets.find((target) => target.kind === 'profile');
  write(out, {
    ...(profile === undefined ? {} : { target: profile.file }),
    settings: { targets, releases, apis, ...(cases === undefined ? {} : { cases }), allure },
  });
}

/**
 * Empty where nothing was kept.
 * @throws UserError E_RECORD where the file cannot be read
 */
export function startedWith(dir: string): StartedWith {
  const file = join(dir, FILE);
  if (!isThere(file)) return {};
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!isStartedWith(value)) throw new TypeError('it is not as a run wrote it');
    return value;
  } catch (cause) {
    throw new UserError(`${file} cannot be read: ${messageOf(cause)}`, {
      code: 'E_RECORD',
      wayOut: 'Remove the file; `nfv-tst clean` then needs --target, and the run cannot be resumed.',
      cause,
    });
  }
}

/** As far as others rely on it: the file may have been edited. */
function isStartedWith(value: unknown): value is StartedWith {
  const { target, settings } = membersOf(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  if (target !== undefined && typeof target !== 'string') return false;
  if (settings === undefined) return true;
  const { targets, releases, apis } = membersOf(settings);
  return [targets, releases, apis].every(Array.isArray) && (targets as readonly unknown[]).every(isTarget);
}

function isTarget(value: unknown): boolean {
  const { kind, file, release } = membersOf(value);
  return kind === 'profile' ? typeof file === 'string' : RELEASES.some((known) => known === release);
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

/**
 * Path of the profile that the run in `dir` was started with; the embedded orchestrator's lies in the directory itself.
 * @throws UserError E_RECORD where that cannot be told
 */
export function targetOf(dir: string): string {
  const own = join(dir, 'ixit.yaml');
  if (isThere(own)) return own;
  const { target } = startedWith(dir);
  if (target !== undefined) return target;
  throw new UserError(`${dir} does not say which target its run was against`, {
    code: 'E_RECORD',
    wayOut: 'Check that this is the directory of a run, and name the profile with --target FILE.',
  });
}

/** Whether the run in `dir`, or in the directories below it, was against the embedded orchestrator, which has ended with it. */
export function wasEmbedded(dir: string): boolean {
  if (isThere(join(dir, 'ixit.yaml'))) return true;
  const { target, settings } = startedWith(dir);
  return target === undefined && settings?.targets.every(({ kind }) => kind === 'embedded') === true;
}

function write(dir: string, what: StartedWith): void {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, FILE), `${JSON.stringify(what)}\n`);
}
