import type { Statement } from '../src/judge/certificate.ts';
import { obstacleText, type Obstacle } from './certificate.ts';
import { plural } from './count.ts';
import { qualificationText } from './qualification-text.ts';
import { clip, visible } from './visible.ts';

/** Obstacles of a kind that are listed; the page has all. */
const LISTED = 10;
const KINDS = ['incomplete', 'restricted', 'deviation', 'open', 'error', 'nothing judged'] as const;

/** What stands in the way of a certificate, in short. Nothing that came from the SUT can act on the terminal. */
export function obstaclesText(obstacles: readonly Obstacle[], width: number): string {
  const lines = KINDS.flatMap((kind) => {
    const mine = obstacles.filter((one) => one.kind === kind);
    const shown = mine
      .slice(0, LISTED)
      .map((one) => `  ✗ ${clip(visible(obstacleText(one)), Math.max(40, width - 4))}`);
    const more = mine.length > LISTED ? [`    … and ${mine.length - LISTED} more of this kind`] : [];
    return [...shown, ...more];
  });
  return lines.join('\n');
}

/** What a statement says; it may come from anybody, so nothing in it can act on the terminal. */
export function statementText(statement: Statement): string {
  const { release, target, judged, ics, warnings, run, harness, qualification } = statement;
  const lines = [
    `${target.name} conforms to SOL003 ${release}`,
    ...Object.entries(target.roots).map(([api, uri]) => `  ${api}: ${uri}`),
    ...judged.map(({ api, role, state, cases }) => {
      const counts = [
        `${cases.pass} pass`,
        ...(cases['not-supported'] > 0 ? [`${cases['not-supported']} not supported`] : []),
        ...(cases['not-applicable'] > 0 ? [`${cases['not-applicable']} not applicable`] : []),
      ];
      return `  ${api} (${role}): ${state.replace('-', ' ')}; ${counts.join(', ')}`;
    }),
    `  ICS: claimed ${ics.claimed.join(', ') || 'no item by name'}; not claimed ${ics.denied.join(', ') || 'no item'}`,
    `  ${plural(warnings.length, 'warning')}${warnings.length === 0 ? '' : `: ${warnings.join(', ')}`}`,
    `  run ${run.id}, ${run.startedAt} to ${run.endedAt}, ${plural(run.exchanges, 'exchange')}, nfv-tst ${harness.version}`,
    ...(qualification === undefined ? [] : [`  ${qualificationText(qualification)}`]),
  ];
  return lines.map((line) => visible(line)).join('\n');
}
