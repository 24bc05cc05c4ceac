import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nfvTst } from '../command.ts';
import { longer } from './longer.ts';

/** A record of a million exchanges, some 3 GB, is judged again; takes minutes, and is measured when it is asked for. */
const dir = mkdtempSync(join(tmpdir(), 'bench-'));
try {
  const out = join(dir, 'run');
  const { code, err } = await nfvTst('run', '--release', '3.3.1', '--out', out);
  if (code !== 0) throw new Error(`the run ended with ${code}\n${err}`);
  await longer(out, dir, 1_000_000);
} finally {
  rmSync(dir, { recursive: true, force: true });
}
