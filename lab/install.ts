import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HarnessError, UserError } from '../src/errors.ts';
import { installation, shipped, type Software } from './places.ts';
import { findCommand, finish } from './processes.ts';

export interface Installed {
  /** Python interpreter of the virtual environment. */
  readonly python: string;
  /** Root of the virtual environment. */
  readonly venv: string;
}

const PYTHONS = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];

/**
 * Installs the software from PyPI into a virtual environment in the user's cache, once.
 * @throws UserError E_PREREQUISITE without Python 3.10 or its venv module; HarnessError E_LAB when pip fails
 */
export async function ensureInstalled(
  software: Software,
  log: (line: string) => void,
  signal?: AbortSignal,
): Promise<Installed> {
  const folder = installation(software);
  const venv = join(folder, 'venv');
  const installed = { venv, python: join(venv, 'bin', 'python') };
  if (await isWhole(software, installed)) return installed;
  await mkdir(folder, { recursive: true });
  const release = await lock(join(folder, 'installing'), log, signal);
  try {
    if (!(await isWhole(software, installed))) await install(software, installed, log);
  } finally {
    await release();
  }
  return installed;
}

async function install(software: Software, target: Installed, log: (line: string) => void): Promise<void> {
  const python = await findPython();
  log(
    `installing ${software.name} ${software.version} from PyPI into ${target.venv}: this takes a minute or two, once`,
  );
  await rm(target.venv, { recursive: true, force: true });
  const made = await finish(python, ['-m', 'venv', target.venv]);
  if (made.code !== 0) {
    throw new UserError(`${python} cannot make a virtual environment`, {
      code: 'E_PREREQUISITE',
      wayOut: 'Install its venv module; on Debian and Ubuntu: apt-get install python3-venv',
      cause: made.output,
    });
  }
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements(software)];
  const done = await finish(target.python, pip, { timeoutMs: 900_000, proxies: true });
  await writeFile(join(target.venv, '..', 'pip.log'), done.output);
  if (done.code !== 0 || !(await isWhole(software, target))) {
    throw new HarnessError(`${software.name} could not be installed: ${lastLine(done.output)}`, {
      code: 'E_LAB',
      wayOut: `pip needs access to PyPI (PIP_INDEX_URL, HTTPS_PROXY); its output is in ${join(target.venv, '..', 'pip.log')}`,
    });
  }
}

/** All that requirements.txt names is there, in the version that it names. */
async function isWhole(software: Software, target: Installed): Promise<boolean> {
  const wanted = (await readFile(requirements(software), 'utf8'))
    .split('\n')
    .map((line) => /^([A-Za-z]+)(?:==(\S+))?/.exec(line))
    .filter((match) => match !== null)
    .map(([, name, version]) => [name, version ?? null]);
  const program = [
    'import json, sys, importlib.metadata as m',
    'ok = all(m.version(n) == (v or m.version(n)) for n, v in json.loads(sys.argv[1]))',
    'sys.exit(0 if ok else 1)',
  ].join('\n');
  const { code } = await finish(target.python, ['-c', program, JSON.stringify(wanted)]);
  return code === 0;
}

function requirements({ name }: Software): string {
  return shipped(`${name}/requirements.txt`);
}

async function findPython(): Promise<string> {
  const named = process.env['NFV_TST_PYTHON'];
  const tooOld: string[] = [];
  for (const name of named === undefined ? PYTHONS : [named]) {
    const path = name.includes('/') ? name : await findCommand([name]);
    if (path === undefined) continue;
    const { code, output } = await finish(path, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])']);
    const [major = 0, minor = 0] = output.trim().split('.').map(Number);
    if (code === 0 && (major > 3 || (major === 3 && minor >= 10))) return path;
    tooOld.push(`${path} (${code === 0 ? output.trim() : 'does not run'})`);
  }
  throw new UserError(
    tooOld.length === 0 ? 'found no python3' : `found no Python 3.10 or newer, only ${tooOld.join(', ')}`,
    {
      code: 'E_PREREQUISITE',
      wayOut:
        'Install Python 3.10 or newer with its venv module (Debian, Ubuntu: apt-get install python3 python3-venv), or set NFV_TST_PYTHON to one.',
    },
  );
}

/** Two commands at once must not install into one folder. Resolves with what gives the lock back. */
async function lock(
  path: string,
  log: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<() => Promise<void>> {
  for (let told = false; ; told = true) {
    signal?.throwIfAborted();
    const file = await open(path, 'wx').catch(() => undefined);
    if (file !== undefined) {
      await file.writeFile(String(process.pid));
      await file.close();
      return () => rm(path, { force: true });
    }
    if (await isStale(path)) await rm(path, { force: true });
    else {
      if (!told) log('another command is installing it; waiting');
      await sleep(500);
    }
  }
}

async function isStale(path: string): Promise<boolean> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  // Gone meanwhile, or made this instant and not yet written.
  if (text === undefined || text === '') return false;
  try {
    process.kill(Number(text), 0);
    return false;
  } catch {
    return true;
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').pop() ?? '';
}
