import type { Observation, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { actsByItself } from './by-itself.ts';
import { finding, grantsOf, operationOf, vimChanges, type Operation } from './grants.ts';
import { pathOf } from './matching.ts';
import { answered, at, judgement, sameContent, sorted, statusOf, step, textAt, without } from './reading.ts';

/** The SUT asked for a grant for the operation and was refused it. */
export function whenRefused(label: string): (check: TraceCheck) => TraceCheck {
  return (check) => (trace) => {
    const operation = operationOf(trace, label);
    const refused =
      operation !== undefined && grantsOf(trace, operation.id).some((one) => one.response?.status === 403);
    return refused ? check(trace) : without(`a refused grant (${label})`, trace);
  };
}

/** What an operation without a grant has to leave as it was. */
const KEPT: readonly (readonly string[])[] = [
  ['instantiationState'],
  ['vnfdId'],
  ['instantiatedVnfInfo', 'flavourId'],
  ['instantiatedVnfInfo', 'vnfState'],
  ['instantiatedVnfInfo', 'scaleStatus'],
  ['instantiatedVnfInfo', 'vnfcResourceInfo'],
  ['instantiatedVnfInfo', 'extVirtualLinkInfo'],
];

/** An operation whose grant is refused changes neither the VNF instance nor anything at the VIM (9.3, 5.6.2.2). */
export function refusedLeavesAlone(label: string, task: string): TraceCheck {
  return whenRefused(label)((trace) => {
    const operation = operationOf(trace, label);
    const before = step(trace, `${label}.before`);
    const after = step(trace, `${label}.after`);
    if (operation === undefined || before === undefined || after === undefined || statusOf(after) !== 200)
      return without(`the VNF instance after ${label}`, trace);
    const [was, is] = [answered(before), answered(after)];
    const changed = KEPT.filter((path) => !sameContent(sorted(at(was, ...path)), sorted(at(is, ...path))));
    if (changed.length > 0 && actsByItself(trace, textAt(is, 'id')))
      return judgement(0, [], 'the SUT has done something to the VNF instance by itself meanwhile');
    return judgement(1, [
      ...changed.slice(0, 1).map((path) =>
        finding({
          check: 'grant.refused',
          deviation: `grant-refused:yet-changed:${task}`,
          clause: 'SOL003 5.6.2.2',
          message: 'An operation whose grant is refused leaves the VNF instance as it was',
          expected: at(was, ...path) === undefined ? 'nothing' : JSON.stringify(at(was, ...path)),
          observed: at(is, ...path),
          pointer: `/${path.join('/')}`,
          exchange: [before, operation.last, after],
        }),
      ),
      ...touched(operation, trace),
    ]);
  });
}

function touched(operation: Operation, trace: Trace): readonly Observation[] {
  const end = Date.parse(operation.last.at) + operation.last.ms;
  const change = vimChanges(operation, trace).find((one) => Date.parse(one.at) <= end);
  if (change === undefined) return [];
  return [
    finding({
      check: 'grant.refused',
      deviation: 'grant-refused:resources-touched',
      clause: 'SOL003 9.3',
      message: 'Without a grant no resource is changed',
      expected: 'no change at the VIM',
      observed: `${change.request.method} ${pathOf(change.request.url)}`,
      exchange: [operation.request, change, operation.last],
    }),
  ];
}
