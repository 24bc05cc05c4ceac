import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HarnessError, UserError } from '../src/errors.ts';
import { ensureInstalled, type Installed } from './install.ts';
import { makeClient, startKeystone, writeClouds } from './keystone.ts';
import { startMariadb } from './mariadb.ts';
import { KEYSTONE, type Layout, shipped, stateFolder, TACKER } from './places.ts';
import { mustBeFree } from './ports.ts';
import { endCommands, finish, lives, type Started, startDetached, stop, tail } from './processes.ts';
import { answers } from './tacker/answers.ts';
import { makeCertificates } from './tacker/certificates.ts';
import { configure, type ConfigurationFiles, type Plan, yamlFile } from './tacker/configuration.ts';
import { profileOf } from './tacker/profile.ts';
import { onboardPackages, registerVim } from './tacker/registration.ts';

export { LAYOUTS, type Layout } from './places.ts';

export type LabAuth = 'none' | 'keystone' | 'oauth2';
export type LabTransport = 'none' | 'mutual';

export interface UpOptions {
  readonly layout: Layout;
  /** Port of Tacker; default 9890 (A), 9990 (B). NFVO and VIM follow on the next two unless named. */
  readonly port?: number;
  readonly nfvo?: number;
  readonly vim?: number;
  /**
   * `keystone`: a Keystone is started beside it, on the port after the VIM's, and every request needs its token; `oauth2`: the same
   * as a bearer token, from its token endpoint. Default: none.
   */
  readonly auth?: LabAuth;
  /** `mutual`: HTTPS everywhere, and certificates from both sides; layout A only. Default: none. */
  readonly tls?: LabTransport;
  /** Stops it: what it started ends. */
  readonly signal?: AbortSignal;
  /** Progress, a line at a time. */
  readonly log?: (line: string) => void;
}

export interface Lab {
  readonly layout: Layout;
  /** State folder: profile, configuration, logs, database. */
  readonly folder: string;
  /** IXIT of this lab, for `nfv-tst run --target`. */
  readonly profile: string;
  readonly baseUrl: string;
}

export interface LabStatus {
  readonly layout: Layout;
  /** `partial`: part of it is running, but it does not answer as a whole; `down` cleans that up. */
  readonly state: 'up' | 'partial' | 'down';
  readonly lab?: Lab;
  readonly processes: readonly (Started & { readonly alive: boolean })[];
}

/** What a later command has to know; kept in `lab.json`. */
interface Journal {
  readonly layout: Layout;
  readonly port: number;
  readonly nfvo: number;
  readonly vim: number;
  readonly auth: LabAuth;
  readonly tls: LabTransport;
  readonly ready: boolean;
  readonly processes: readonly Started[];
  /** Folder outside of the state folder to remove, too: that of the database's socket. */
  readonly sockets?: string;
}

const HOST = '127.0.0.1';
const DEFAULT_PORT: Readonly<Record<Layout, number>> = { A: 9890, B: 9990 };

/**
 * Installs what is missing, starts Tacker and waits until it is ready for a run. One that is up already is left as it
 * is. @throws UserError E_PORT, E_PREREQUISITE; HarnessError E_LAB when something does not start
 */
export async function tackerUp(options: UpOptions): Promise<Lab> {
  const log = options.log ?? (() => undefined);
  const { layout } = options;
  const port = options.port ?? DEFAULT_PORT[layout];
  const ports = { port, nfvo: options.nfvo ?? port + 1, vim: options.vim ?? port + 2 };
  const folder = stateFolder(layout);
  const auth = options.auth ?? 'none';
  const tls = options.tls ?? 'none';
  if (tls === 'mutual' && layout !== 'A') throw onlyLayoutA();
  const lab = labOf({ layout, port, tls });

  const status = await tackerStatus({ layout });
  const before = await readJournal(folder);
  const wanted = { ...ports, auth, tls };
  const same =
    before !== undefined &&
    Object.entries(wanted).every(([name, value]) => before[name as keyof typeof wanted] === value);
  if (status.state === 'up' && same) {
    log(`Tacker, layout ${layout}, is already up at ${lab.baseUrl}`);
    return lab;
  }
  await tackerDown({ layout, log });
  await mustBeFree(HOST, port, 'Tacker');
  options.signal?.addEventListener('abort', endCommands, { once: true });
  const installed = await ensureInstalled(TACKER, log, options.signal);

  await mkdir(folder, { recursive: true, mode: 0o700 });
  const journal = journalIn(folder, { layout, ...wanted, ready: false, processes: [] });
  try {
    await start(planOf(layout, folder, ports), installed, journal, { log, signal: options.signal });
    await journal.change({ ready: true });
  } catch (error) {
    // Processes go, logs stay to be read until the next `up` or `down`.
    await stopAll(journal.now());
    throw error;
  }
  log(`Tacker, layout ${layout}, answers at ${lab.baseUrl}; profile: ${lab.profile}`);
  return lab;
}

/** Stops what `up` started and removes its state. Nothing there: nothing to do. */
export async function tackerDown(options: {
  readonly layout: Layout;
  readonly log?: (line: string) => void;
}): Promise<void> {
  const folder = stateFolder(options.layout);
  const journal = await readJournal(folder);
  if (journal !== undefined) {
    const left = await stopAll(journal);
    if (left.length > 0) {
      throw new HarnessError(`${left.map(({ name, pid }) => `${name} (pid ${pid})`).join(', ')} cannot be stopped`, {
        code: 'E_LAB',
        wayOut: 'It belongs to another user, or hangs in the kernel: stop it by hand.',
      });
    }
    options.log?.(`Tacker, layout ${options.layout}, is down`);
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

export async function tackerStatus(options: { readonly layout: Layout }): Promise<LabStatus> {
  const journal = await readJournal(stateFolder(options.layout));
  const layout = options.layout;
  if (journal === undefined) return { layout, state: 'down', processes: [] };
  const processes = await Promise.all(journal.processes.map(async (one) => ({ ...one, alive: await lives(one) })));
  const lab = labOf(journal);
  if (processes.every(({ alive }) => !alive)) return { layout, state: 'down', processes };
  const whole = journal.ready && processes.every(({ alive }) => alive) && (await answers(lab));
  return { layout, state: whole ? 'up' : 'partial', lab, processes };
}

async function start(
  wanted: Plan,
  installed: Installed,
  journal: JournalFile,
  { log, signal }: { readonly log: (line: string) => void; readonly signal: AbortSignal | undefined },
): Promise<void> {
  const keep = async (started: Started): Promise<void> => {
    await journal.change({ processes: [...journal.now().processes, started] });
    signal?.throwIfAborted();
  };
  const { auth, tls } = journal.now();
  const plan: Plan = {
    ...wanted,
    ...(auth === 'none' ? {} : await identity(wanted, auth, keep, log)),
    ...(tls === 'none' ? {} : { tls: await makeCertificates(wanted.folder, wanted.host) }),
  };
  const lab = labOf(journal.now());
  const { files, databaseUrl } = await prepare(plan, installed, journal, keep, log);
  log('starting Tacker');
  const output = join(plan.folder, 'tacker.out');
  const tacker = await startDetached(
    {
      name: 'tacker',
      mark: files.configuration,
      command: installed.python,
      args: ['-W', 'ignore', shipped('tacker/launcher.py'), '--config-file', files.configuration],
    },
    output,
  );
  if (tacker === undefined) throw failed('could not be started', '');
  await keep(tacker);
  const until = Date.now() + 90_000;
  while (!(await answers(lab))) {
    if (!(await lives(tacker))) throw failed('ended immediately', `${await tail(files.log)}\n${await tail(output)}`);
    signal?.throwIfAborted();
    if (Date.now() > until) throw failed('does not answer within 90 s', await tail(files.log));
    await sleep(200);
  }
  let vimId: string | undefined;
  if (plan.layout === 'B') {
    log('registering the VIM and on-boarding the VNF packages');
    vimId = await registerVim(plan, { python: installed.python, databaseUrl, keys: files.keys });
    await onboardPackages(plan);
  }
  const head = [
    `IXIT and ICS of OpenStack Tacker 16.0.0, layout ${plan.layout}, as \`nfv-tst lab tacker up\` wrote it.`,
    'docs/targets/tacker-16-setup.md explains it.',
  ];
  await writeFile(lab.profile, yamlFile(head, profileOf(plan, vimId)), { mode: 0o600 });
  signal?.throwIfAborted();
}

/** A Keystone for this lab, and the clouds.yaml that the profile names. */
async function identity(
  { host, vimPort, folder }: Plan,
  auth: Exclude<LabAuth, 'none'>,
  keep: (started: Started) => Promise<void>,
  log: (line: string) => void,
): Promise<Pick<Plan, 'keystone' | 'client'>> {
  const port = vimPort + 1;
  await mustBeFree(host, port, 'Keystone');
  const installed = await ensureInstalled(KEYSTONE, log);
  log('starting Keystone');
  // Short, so that tokens end in mid-run.
  const lifetime = auth === 'oauth2' ? { lifetime: 40 } : {};
  const keystone = await startKeystone({ folder: join(folder, 'keystone'), host, port, ...lifetime }, installed, keep);
  await writeClouds(join(folder, 'clouds.yaml'), keystone);
  return auth === 'oauth2' ? { keystone, client: await makeClient(keystone) } : { keystone };
}

/** Database with its tables, and configuration. */
async function prepare(
  plan: Plan,
  installed: Installed,
  journal: JournalFile,
  keep: (started: Started) => Promise<void>,
  log: (line: string) => void,
): Promise<{ readonly files: ConfigurationFiles; readonly databaseUrl: string }> {
  if (plan.layout === 'A') {
    log('creating the tables (SQLite)');
    const file = join(plan.folder, 'tacker.sqlite');
    const databaseUrl = `sqlite:///${file}?timeout=30`;
    const files = await configure(plan, databaseUrl, installed.venv);
    await mustSucceed('creating the tables', installed.python, [shipped('tacker/tables.py'), file]);
    return { files, databaseUrl };
  }
  log('starting MariaDB');
  const sockets = await mkdtemp(join(tmpdir(), 'nfv-tst-'));
  await journal.change({ sockets });
  const folder = join(plan.folder, 'mariadb');
  const { url: databaseUrl } = await startMariadb(folder, sockets, keep);
  const files = await configure(plan, databaseUrl, installed.venv);
  log('creating the tables (MariaDB)');
  const migrate = ['-c', 'import sys; from tacker.db.migration.cli import main; sys.exit(main())'];
  await mustSucceed('creating the tables', installed.python, [
    ...migrate,
    ...['--config-file', files.configuration, 'upgrade', 'head'],
  ]);
  return { files, databaseUrl };
}

async function mustSucceed(what: string, command: string, args: readonly string[]): Promise<void> {
  const { code, output } = await finish(command, args);
  if (code !== 0) throw failed(`${what} failed`, output.split('\n').slice(-12).join('\n'));
}

function onlyLayoutA(): UserError {
  return new UserError('--tls mutual is available for layout A only', {
    code: 'E_USAGE',
    wayOut: 'In layout B the harness plays no NFVO to which Tacker could present its certificate.',
  });
}

function planOf(layout: Layout, folder: string, ports: { port: number; nfvo: number; vim: number }): Plan {
  const secret = (): string => randomBytes(12).toString('hex');
  return {
    layout,
    folder,
    host: HOST,
    port: ports.port,
    nfvoPort: ports.nfvo,
    vimPort: ports.vim,
    clientId: 'tacker',
    clientSecret: secret(),
    vimToken: secret(),
  };
}

function labOf({ layout, port, tls }: Pick<Journal, 'layout' | 'port' | 'tls'>): Lab {
  const folder = stateFolder(layout);
  return {
    layout,
    folder,
    profile: join(folder, 'ixit.yaml'),
    baseUrl: `${tls === 'mutual' ? 'https' : 'http'}://${HOST}:${port}`,
  };
}

interface JournalFile {
  now(): Journal;
  change(what: Partial<Journal>): Promise<void>;
}

function journalIn(folder: string, first: Journal): JournalFile {
  let now = first;
  return {
    now: () => now,
    change: async (what) => {
      now = { ...now, ...what };
      await writeFile(join(folder, 'lab.json'), `${JSON.stringify(now, null, 2)}\n`, { mode: 0o600 });
    },
  };
}

async function readJournal(folder: string): Promise<Journal | undefined> {
  const text = await readFile(join(folder, 'lab.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Journal;
  } catch (cause) {
    throw new HarnessError(`${join(folder, 'lab.json')} is not JSON`, {
      code: 'E_LAB',
      wayOut: `Stop by hand what was started, and remove ${dirname(folder)}.`,
      cause,
    });
  }
}

/** Last started, first stopped. @returns what would not go */
async function stopAll(journal: Journal): Promise<readonly Started[]> {
  const left: Started[] = [];
  for (const started of [...journal.processes].reverse()) if (!(await stop(started))) left.push(started);
  if (journal.sockets !== undefined) await rm(journal.sockets, { recursive: true, force: true });
  return left;
}

function failed(what: string, said: string): HarnessError {
  return new HarnessError(`Tacker: ${what}${said.trim() === '' ? '' : `\n${said.trim()}`}`, {
    code: 'E_LAB',
    wayOut: "The files *.log and *.out in the lab's folder say more.",
  });
}
