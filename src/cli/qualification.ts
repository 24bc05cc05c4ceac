import { existsSync, readFileSync } from 'node:fs';
import { HarnessError } from '../errors.ts';
import type { Qualification } from '../judge/qualification.ts';

/** The stored result of `nfv-tst qualify`. */
const STORED = new URL('../../docs/qualification.json', import.meta.url);

/**
 * How far this suite has been tried; `undefined` where nothing is stored.
 * @throws HarnessError when what is stored is not such a result
 */
export function qualification(file: URL = STORED): Qualification | undefined {
  if (!existsSync(file)) return undefined;
  const stored = JSON.parse(readFileSync(file, 'utf8')) as Partial<Qualification> & { readonly format?: number };
  const { format, harness, at, faults, manners, mutants } = stored;
  if (format !== 1 || harness === undefined || at === undefined || faults === undefined || mutants === undefined)
    throw new HarnessError(`${file.pathname} is not a result of nfv-tst qualify`);
  return { harness, at, faults, mutants, ...(manners === undefined ? {} : { manners }) };
}
