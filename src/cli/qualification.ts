import { readFileSync } from 'node:fs';
import type { Qualification } from '../../reporters/html/html-report.ts';

/** How far this suite has been tried, as docs/qualification.json says; `undefined` where it says nothing. */
export function qualification(): Qualification | undefined {
  try {
    return JSON.parse(readFileSync(new URL('../../docs/qualification.json', import.meta.url), 'utf8')) as Qualification;
  } catch {
    return undefined;
  }
}
