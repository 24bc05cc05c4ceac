import { execFile } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const SETUP = fileURLToPath(new URL('../bin/setup.mjs', import.meta.url));
const LOCK = { packages: { '': { name: 'x' }, 'node_modules/a': { version: '1.2.3' } } };

describe('making a fresh clone ready', () => {
  let clone = '';
  beforeEach(() => {
    clone = mkdtempSync(join(tmpdir(), 'setup-'));
    mkdirSync(join(clone, 'bin'));
    mkdirSync(join(clone, 'fake'));
    copyFileSync(SETUP, join(clone, 'bin/setup.mjs'));
    writeFileSync(join(clone, 'package-lock.json'), JSON.stringify(LOCK));
    npm(0);
  });
  afterEach(() => rmSync(clone, { recursive: true }));

  /** An npm that writes down what it was asked for. */
  function npm(code: number): void {
    fake('npm', code, 'echo "$@" >> asked');
  }

  function fake(name: string, code: number, does = ':'): void {
    const file = join(clone, 'fake', name);
    writeFileSync(file, `#!/bin/sh\n${does}\nexit ${code}\n`);
    chmodSync(file, 0o755);
  }

  function setUp(args: readonly string[] = [], environment: NodeJS.ProcessEnv = {}): Promise<Ended> {
    const env = { ...process.env, PATH: [join(clone, 'fake'), dirname(process.execPath), '/bin'].join(delimiter) };
    const command = [join(clone, 'bin/setup.mjs'), ...args];
    return new Promise((resolve) => {
      const child = execFile(process.execPath, command, { env: { ...env, ...environment } }, (_error, stdout, stderr) =>
        resolve({ code: child.exitCode, stdout, stderr }),
      );
    });
  }

  function asked(): string {
    return existsSync(join(clone, 'asked')) ? readFileSync(join(clone, 'asked'), 'utf8') : '';
  }

  function installed(version: string): void {
    mkdirSync(join(clone, 'node_modules'));
    const packages = { 'node_modules/a': { version } };
    writeFileSync(join(clone, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
  }

  test('installs where nothing is installed, and keeps stdout for what was asked for', async () => {
    const { code, stdout } = await setUp();
    expect({ code, stdout, asked: asked() }).toEqual({ code: 0, stdout: '', asked: 'ci --no-audit --no-fund\n' });
  });

  test('leaves alone what is as the lock file has it', async () => {
    installed('1.2.3');
    expect((await setUp()).code).toBe(0);
    expect(asked()).toBe('');
  });

  test('installs again where the lock file names another version', async () => {
    installed('1.2.2');
    await setUp();
    expect(asked()).toContain('ci');
  });

  test('says so where npm fails', async () => {
    npm(1);
    const { code, stderr } = await setUp();
    expect(code).toBe(3);
    expect(stderr).toContain('the dependencies could not be installed');
  });

  test('says how to come by a browser', async () => {
    installed('1.2.3');
    const { code, stderr } = await setUp(['--tests'], { CHROMIUM: join(clone, 'nowhere') });
    expect(code).toBe(2);
    expect(stderr).toContain('no Chromium at');
    expect(stderr).toContain('CHROMIUM');
  });

  test('says that openssl is missing, where it cannot be installed', async () => {
    installed('1.2.3');
    fake('apt-get', 100);
    const { code, stderr } = await setUp(['--tests'], { CHROMIUM: process.execPath, PATH: join(clone, 'fake') });
    expect(code).toBe(2);
    expect(stderr).toContain('error: found no openssl; the tests create certificates with it\nInstall it');
    expect(stderr).not.toContain('Chromium');
  });

  test('asks for nothing where what the tests need is there', async () => {
    installed('1.2.3');
    fake('openssl', 0);
    fake('apt-get', 100);
    const { code, stderr } = await setUp(['--tests'], { CHROMIUM: process.execPath, PATH: join(clone, 'fake') });
    expect({ code, stderr, asked: asked() }).toEqual({ code: 0, stderr: '', asked: '' });
  });
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}
