import type { Qualified } from './qualify.ts';
import { TRIVIAL_WORDS } from './trivial.ts';

/** Lists that are longer are in qualification.json alone. */
const MOST = 40;

/** The qualification in words for a terminal. */
export function shown(qualified: Qualified): string {
  return [...figures(qualified), ...lists(qualified), conclusion(qualified)].join('\n');
}

function conclusion({ qualified, partial }: Qualified): string {
  if (partial === undefined) return qualified ? 'qualified' : 'NOT qualified';
  return qualified ? 'partial: nothing wrong' : 'partial: NOT qualified';
}

function figures({
  unmutated,
  manners,
  faults,
  collateral,
  mutants,
  trivial,
  seconds,
  partial,
}: Qualified): readonly string[] {
  const failed = unmutated.flatMap((one) => one.failed).length;
  const passed = sum(unmutated.map((one) => one.passed));
  const forbidden = mutants.made - mutants.equivalent.length;
  return [
    ...(partial === undefined ? [] : ['partial: without the correct orchestrator and the trivial servers']),
    ...(unmutated.length === 0
      ? []
      : [`correct orchestrator: ${passed} cases pass, ${failed} fail, as ${unmutated.map(releaseOf).join(', ')}`]),
    ...(manners.length === 0
      ? []
      : [
          `right in ${new Set(manners.map((one) => one.manner)).size} other manners: ${sum(manners.map((one) => one.passed))} cases pass, ${sum(manners.map((one) => one.failed.length))} fail`,
        ]),
    ...(faults.seeded === 0
      ? []
      : [
          `faults: ${faults.seeded} seeded, ${faults.found} found by the right case, ${faults.missed.length} missed`,
          `collateral: ${collateral.cases} of ${collateral.judged} judged cases failed although unrelated (${percent(collateral.cases, collateral.judged)}), ` +
            `${percent(collateral.cases, collateral.failed)} of the ${collateral.failed} failed ones`,
        ]),
    ...(mutants.made === 0
      ? []
      : [
          `record mutants: ${mutants.made} of ${mutants.rules} rules, ${mutants.killed} killed (${mutants.warned} by a warning), ` +
            `${mutants.survived.length} survived, ${mutants.equivalent.length} equivalent (${mutants.blamed.length} false alarms); ` +
            `${percent(mutants.killed, forbidden)} detected`,
        ]),
    ...trivial.map(
      (one) =>
        `trivial server as ${one.release}, ${TRIVIAL_WORDS[one.server]}: ${one.passed.length} of ${one.judged} cases pass (${percent(one.passed.length, one.judged)}), ${one.provoked.length} that provoke behaviour`,
    ),
    `${seconds} s`,
  ];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

function releaseOf({ release, busy }: Qualified['unmutated'][number]): string {
  return busy === undefined ? release : `${release} with many resources of others`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? 'nothing judged' : `${((100 * part) / whole).toFixed(2)} %`;
}

function lists({ unmutated, manners, faults, mutants, trivial, errors }: Qualified): readonly string[] {
  return [
    ...list(
      'fail on the correct orchestrator',
      unmutated.flatMap((one) => one.failed.map((it) => `${one.release} ${it.case}: ${it.deviations.join(', ')}`)),
    ),
    ...list(
      'fail although right in another manner',
      manners.flatMap((one) =>
        one.failed.map((it) => `${one.manner ?? ''} ${one.release} ${it.case}: ${it.deviations.join(', ')}`),
      ),
    ),
    ...list(
      'missed',
      faults.missed.map((name) => `${name}: ${faults.results.find((one) => one.fault === name)?.what ?? ''}`),
    ),
    ...list(
      'collateral',
      faults.results.flatMap((one) =>
        one.collateral.map((it) => `${one.fault}: ${it.case} (${it.deviation}, ${it.exchange})`),
      ),
    ),
    ...list(
      'survived',
      mutants.survived.map((one) => `${one.release} ${one.rule} (${one.run} ${one.exchange})`),
    ),
    ...list(
      'false alarms on equivalent mutants',
      mutants.blamed.map((one) => `${one.release} ${one.rule} (${one.run} ${one.exchange})`),
    ),
    ...list(
      'pass on a trivial server',
      trivial.flatMap((one) => one.provoked.map((it) => `${one.server} ${one.release}: ${it}`)),
    ),
    ...list('errors of the harness', errors),
  ];
}

function list(title: string, items: readonly string[]): readonly string[] {
  if (items.length === 0) return [];
  const more = items.length > MOST ? [`  ... and ${items.length - MOST} more`] : [];
  return ['', `${title}:`, ...items.slice(0, MOST).map((item) => `  ${item}`), ...more];
}
