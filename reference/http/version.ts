import { faulty } from '../faults/seeded.ts';
import { takes } from '../manners/taken.ts';
import { Problem } from '../problem.ts';

/** MAJOR.MINOR.PATCH, with the producer's own mark behind it (SOL013 9.1.1). */
const FORM = /^(\d+\.\d+\.\d+)(?:-impl:[^\s]+)?$/;

/** Version header of a request (SOL013 4.2.2, 9.1). @throws Problem 400 missing or ill-formed, 406 another version */
export function checkVersion(header: string | string[] | undefined, supported: string): void {
  const value = typeof header === 'string' ? header.trim() : undefined;
  if ((value === undefined || value === '') && faulty('missing-version-taken')) return;
  if (value === undefined || value === '') throw new Problem(400, 'the Version header is missing');
  const version = FORM.exec(value)?.[1];
  if (version === undefined) throw new Problem(400, 'the Version header is not of the form MAJOR.MINOR.PATCH');
  if (version !== supported && !faulty('any-version-taken'))
    throw new Problem(406, `version ${version} is not supported, ${supported} is`);
}

/** Version header of an answer: the version that is served. */
export function versionSaid(served: string | undefined): string | undefined {
  if (served === undefined || faulty('answers-without-version')) return undefined;
  if (faulty('answers-of-another-major-version')) return served.replace(/^\d+/, '7');
  if (takes('version-with-mark')) return `${served}-impl:example.com:vnfm:2`;
  return faulty('answers-of-another-minor-version') ? served.replace(/\d+$/, '7') : served;
}
