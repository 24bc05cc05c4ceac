import { visible } from '../../reporters/visible.ts';
import { icsItems } from '../target/ics.ts';
import type { Profile } from '../target/profile.ts';
import type { Evidence } from './ics-probe.ts';

/** The draft as YAML: one item per line, with its evidence; what cannot be determined is commented out. */
export function draft(profile: Profile, evidence: readonly Evidence[]): string {
  const lines = [
    `# Draft of an ICS for ${visible(profile.name)}, made from the target's answers. Read each line: only the vendor can decide what to claim.`,
    '# What could not be determined is commented out. An item that is not named is undecided: its cases are run.',
    '',
  ];
  for (const [item, explanation] of icsItems()) {
    const mine = evidence.filter((one) => one.item === item);
    lines.push(`# ${explanation}`, ...entry(item, mine), '');
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

function entry(item: string, evidence: readonly Evidence[]): string[] {
  if (evidence.length === 0) return [`# ${item}: true # not probed: a single request does not show it`];
  const told = evidence.map(({ because, sure }) => `#   ${visible(because)} (${sure})`);
  const majors = [...new Set(evidence.map(({ major }) => major))];
  const byMajor = majors.map((major) => ({ major, ...summed(evidence.filter((one) => one.major === major)) }));
  const same = new Set(byMajor.map(({ claimed }) => claimed)).size === 1;
  if (same) return [...told, line(item, summed(evidence))];
  return [...told, ...byMajor.map(({ major, ...sum }) => line(`${item}@${major}`, sum))];
}

function line(name: string, { claimed, sure }: Pick<Evidence, 'claimed' | 'sure'>): string {
  return claimed === undefined ? `# ${name}: true # cannot tell` : `${name}: ${claimed} # ${sure}`;
}

/** Claimed where one operation shows it; not claimed only where every answer that shows something denies it. */
function summed(evidence: readonly Evidence[]): Pick<Evidence, 'claimed' | 'sure'> {
  const telling = evidence.filter((one) => one.claimed !== undefined);
  const first =
    telling.find((one) => one.claimed === true && one.sure === 'sure') ?? telling.find((one) => one.claimed === true);
  if (first !== undefined) return first;
  const denial = telling[0];
  if (denial === undefined) return { claimed: undefined, sure: 'cannot tell' };
  const all = telling.length === evidence.length && telling.every((one) => one.sure === 'sure');
  return { claimed: false, sure: all ? 'sure' : 'fairly sure' };
}
