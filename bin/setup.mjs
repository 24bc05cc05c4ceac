#!/usr/bin/env node
// Prepares a fresh clone: plain Node, because nothing is installed yet. `--tests`: also what the tests need, a browser for
// the matrix page and openssl for certificates. Exit codes as of the command line: 2 what the user can fix, 3 the
// installation did not work.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const LEAST = [20, 19];

function stop(code, ...lines) {
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(code);
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** What npm wrote down of its last installation is what the lock file asks for. */
function isInstalled() {
  const wanted = packagesOf(join(ROOT, 'package-lock.json'));
  const there = packagesOf(join(ROOT, 'node_modules', '.package-lock.json'));
  if (wanted === undefined) stop(3, 'error: package-lock.json is missing or cannot be read');
  if (there === undefined) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional, peer, os, cpu }]) =>
      path === '' || there[path]?.version === version || optional || peer || os || cpu,
  );
}

function run(command, args, why) {
  process.stderr.write(`${why}: ${command} ${args.join(' ')}\n`);
  // What is installed is no output of the command that needed it.
  return spawnSync(command, args, { cwd: ROOT, stdio: ['ignore', 2, 2] }).status === 0;
}

function nodeIsNew() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1]);
}

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** What the tests need and npm cannot install. `own`: the user named one, so no other is installed in its place. */
const TOOLS = [
  {
    name: 'chromium',
    isThere: () => existsSync(CHROMIUM),
    own: process.env['CHROMIUM'] !== undefined,
    missing: `found no Chromium at ${CHROMIUM}; the matrix page is tested in it`,
    wayOut: 'Install it (Debian: apt-get install chromium), or set CHROMIUM to the path of another one.',
  },
  {
    name: 'openssl',
    isThere: () => spawnSync('openssl', ['version']).status === 0,
    own: false,
    missing: 'found no openssl; the tests create certificates with it',
    wayOut: 'Install it (Debian: apt-get install openssl).',
  },
];

function ensureTools() {
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  const wanted = TOOLS.filter((tool) => !tool.isThere() && !tool.own).map(({ name }) => name);
  if (mayInstall && wanted.length > 0) {
    process.env['DEBIAN_FRONTEND'] ??= 'noninteractive';
    if (run('apt-get', ['update', '-q'], 'preparing'))
      run('apt-get', ['install', '-y', '--no-install-recommends', ...wanted], 'installing what the tests need');
  }
  const missing = TOOLS.filter((tool) => !tool.isThere());
  if (missing.length > 0) stop(2, ...missing.flatMap((tool) => [`error: ${tool.missing}`, tool.wayOut]));
}

if (!nodeIsNew()) stop(2, `error: Node.js ${process.versions.node} is too old, ${LEAST.join('.')} or newer is needed`);
if (!isInstalled() && !run('npm', ['ci', '--no-audit', '--no-fund'], 'installing the dependencies'))
  stop(
    3,
    'error: the dependencies could not be installed',
    'See the output of npm above; a proxy or registry setting may be missing.',
  );
if (process.argv.includes('--tests')) ensureTools();
