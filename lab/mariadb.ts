import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HarnessError, UserError } from '../src/errors.ts';
import { findCommand, finish, lives, type Started, startDetached, tail } from './processes.ts';

export interface Database {
  readonly process: Started;
  /** SQLAlchemy URL of the empty database `tacker`. */
  readonly url: string;
}

/**
 * A MariaDB of the lab's own: data in `folder`, a UNIX socket in `socketFolder` (short: the path of a socket has about
 * 100 characters) and no TCP port. `keep` hears of the process as soon as there is one.
 * @throws UserError E_PREREQUISITE when MariaDB is not installed; HarnessError E_LAB when it does not start
 */
export async function startMariadb(
  folder: string,
  socketFolder: string,
  keep: (started: Started) => Promise<void>,
): Promise<Database> {
  const daemon = await findCommand(['mariadbd', 'mysqld']);
  const installer = await findCommand(['mariadb-install-db', 'mysql_install_db']);
  if (daemon === undefined || installer === undefined) {
    throw new UserError(
      `${daemon === undefined ? 'mariadbd' : 'mariadb-install-db'} not found; layout B needs MariaDB`,
      {
        code: 'E_PREREQUISITE',
        wayOut:
          'Install it (Debian, Ubuntu: apt-get install mariadb-server; it need not run as a service), or use layout A.',
      },
    );
  }
  const data = join(folder, 'data');
  await mkdir(data, { recursive: true });
  // MariaDB refuses to run as root unless told so.
  const common = ['--no-defaults', `--datadir=${data}`, ...(process.getuid?.() === 0 ? ['--user=root'] : [])];
  const made = await finish(installer, [...common, '--auth-root-authentication-method=normal', '--skip-test-db']);
  if (made.code !== 0) throw failed('could not create its system tables', made.output);

  const password = randomBytes(16).toString('hex');
  const first = join(folder, 'first.sql');
  await writeFile(
    first,
    [
      'CREATE DATABASE IF NOT EXISTS tacker CHARACTER SET utf8mb3;',
      `CREATE USER IF NOT EXISTS 'tacker'@'localhost' IDENTIFIED BY '${password}';`,
      "GRANT ALL ON tacker.* TO 'tacker'@'localhost';",
      '',
    ].join('\n'),
    { mode: 0o600 },
  );
  const socket = join(socketFolder, 'db.sock');
  const output = join(folder, 'mariadb.log');
  const started = await startDetached(
    { name: 'mariadbd', mark: data, command: daemon, args: [...common, ...settings(socket, folder, first)] },
    output,
  );
  if (started === undefined) throw failed('could not be started', '');
  await keep(started);
  if (!(await answers(socket, started))) throw failed('did not come up', await tail(output));
  return {
    process: started,
    url: `mysql+pymysql://tacker:${password}@localhost/tacker?unix_socket=${encodeURIComponent(socket)}&charset=utf8`,
  };
}

/** What is lost in a crash is of no account here; what each commit waits for is. */
function settings(socket: string, folder: string, first: string): string[] {
  return [
    `--socket=${socket}`,
    `--pid-file=${join(folder, 'mariadb.pid')}`,
    `--init-file=${first}`,
    '--skip-networking',
    '--skip-log-bin',
    '--skip-name-resolve',
    '--innodb-flush-log-at-trx-commit=0',
    '--innodb-buffer-pool-size=64M',
    '--innodb-log-file-size=16M',
    '--max-connections=600',
    // A failure of v1 leaves a search for a row that is not there open; no lock on the gap, or nobody could insert any more.
    '--transaction-isolation=READ-COMMITTED',
    // Nothing of ours holds a lock for long: who waits this long waits for one that is not given back.
    '--innodb-lock-wait-timeout=4',
  ];
}

async function answers(socket: string, started: Started): Promise<boolean> {
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    const open = await new Promise<boolean>((done) => {
      const probe = connect(socket, () => {
        probe.destroy();
        done(true);
      });
      probe.once('error', () => done(false));
    });
    if (open) return true;
    if (!(await lives(started))) return false;
    await sleep(100);
  }
  return false;
}

function failed(what: string, said: string): HarnessError {
  return new HarnessError(`MariaDB: ${what}${said === '' ? '' : `\n${said.trimEnd()}`}`, {
    code: 'E_LAB',
    wayOut: 'See its output above; another MariaDB on this machine does not interfere.',
  });
}
