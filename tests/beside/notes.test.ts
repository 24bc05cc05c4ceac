import { expect, test } from 'vitest';
import { notesOf } from './notes.ts';
import { sitesOf } from './sites.ts';

const TEXT = `
import { observe } from '../observe.ts';
export function served(label: string): TraceCheck {
  return (trace) => judgement(1, late(trace));
}
export function form(exchange: Exchange): readonly Observation[] | undefined {
  return exchange.ok ? [] : [observe({ check: 'c' })];
}
function late(trace: Trace): readonly Observation[] {
  return trace.late ? [observe({ check: 'd' })] : [];
}
const early = (trace: Trace): Observation => compose(trace);
function name(one: Exchange): string {
  return one.name + early(one);
}
`;

test('sites are the calls that observations come of; checks are what is exported', () => {
  const { findings, checks } = sitesOf('suites/checks/x.ts', TEXT, new Set(['observe']));
  expect(findings.map(({ label }) => label)).toEqual([
    'line 4: late(trace)',
    "line 7: observe({ check: 'c' })",
    "line 10: observe({ check: 'd' })",
    'line 14: early(one)',
  ]);
  expect(checks).toEqual([
    { name: 'served', mayNotApply: false },
    { name: 'form', mayNotApply: true },
  ]);
});

test('what no test provoked is missing', () => {
  const checks = [
    { name: 'served', mayNotApply: false },
    { name: 'form', mayNotApply: true },
  ];
  const notes = notesOf('none.ts', { findings: ['line 1', 'line 2', 'line 3'], checks });
  const judged = (judged: number, ...observations: readonly object[]) => ({ judged, observations });
  const served = notes.check('served', () => () => judged(0))('label') as () => unknown;
  const form = notes.check('form', (said) => said);
  served();
  form([{}]);
  notes.finding(0, [{}]);
  notes.finding(1, []);
  expect(notes.missing()).toEqual([
    'no record that fails at line 2',
    'no record that fails at line 3',
    'no record that passes served',
    'no record that passes form',
    'no record that form does not apply to',
  ]);
  notes.finding(1, {});
  notes.finding(2, [{}]);
  (notes.check('served', () => () => judged(1))() as () => unknown)();
  form([]);
  form(undefined);
  expect(notes.missing()).toEqual([]);
});
