import { vi } from 'vitest';
import { execute } from '../src/cli/execute.ts';
import type { Ended } from './command.ts';

/** The command line without a process of its own, for what needs none: quicker than `nfvTst` by its start. */
export async function here(...args: readonly string[]): Promise<Ended> {
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  // Vitest has put its own console in the place of Node's.
  const logged = { out: '', err: '' };
  vi.spyOn(console, 'log').mockImplementation((line: unknown) => void (logged.out += `${String(line)}\n`));
  vi.spyOn(console, 'error').mockImplementation((line: unknown) => void (logged.err += `${String(line)}\n`));
  const text = (spy: typeof out): string => spy.mock.calls.map(([chunk]) => String(chunk)).join('');
  try {
    return { code: await execute(args), out: text(out) + logged.out, err: text(err) + logged.err };
  } finally {
    process.exitCode = undefined;
    vi.restoreAllMocks();
  }
}
