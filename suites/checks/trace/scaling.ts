import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Observation, Trace } from '../../../src/judge/case.ts';
import { compare, type About } from './compare.ts';
import { answered, asked, entitiesAt, judgement, step, steps, textAt, without, type Entity } from './reading.ts';

/** Scaling moves the level of the aspect by the steps that were asked for, in and out. */
export function scaledBy(label: string, before: string, after: string, sign: 1 | -1): (trace: Trace) => Judgement {
  return (trace) => {
    const request = asked(step(trace, label));
    const aspect = textAt(request, 'aspectId');
    const from = level(answered(step(trace, before)), aspect);
    const seen = step(trace, after);
    const to = level(answered(seen), aspect);
    if (
      isScaled(trace, label) &&
      seen !== undefined &&
      aspect !== undefined &&
      answered(seen) !== undefined &&
      to === undefined
    )
      return judgement(1, noStatus(aspect, seen));
    if (seen === undefined || from === undefined || to === undefined)
      return without(`scaleStatus around ${label}`, trace);
    const numberOfSteps = typeof request?.['numberOfSteps'] === 'number' ? request['numberOfSteps'] : 1;
    const about = {
      check: 'instance.scaled',
      clause: 'SOL003 5.4.5',
      message: 'Scaling moves the level of the aspect by the number of steps',
      deviation: `scaled:${sign > 0 ? 'out' : 'in'}:level`,
      pointer: '/instantiatedVnfInfo/scaleStatus',
    };
    return judgement(1, compare(about, from + sign * numberOfSteps, to, seen));
  };
}

function isScaled(trace: Trace, label: string): boolean {
  return answered(steps(trace, `${label}.op_occ`).at(-1))?.['operationState'] === 'COMPLETED';
}

/** A VNF that was scaled can be scaled, and shows at which level it is (5.5.2.2). */
function noStatus(aspect: string, seen: Exchange): readonly Observation[] {
  const about = {
    check: 'instance.scaled',
    clause: 'SOL003 5.5.2.2',
    message: 'A scaled instance shows the level of the aspect',
    deviation: 'scaled:no-status',
    pointer: '/instantiatedVnfInfo/scaleStatus',
  };
  return compare(about, { aspectId: aspect }, undefined, seen);
}

function level(instance: Entity | undefined, aspect: string | undefined): number | undefined {
  const entry = entitiesAt(instance, 'instantiatedVnfInfo', 'scaleStatus').find((one) => one['aspectId'] === aspect);
  return typeof entry?.['scaleLevel'] === 'number' ? entry['scaleLevel'] : undefined;
}

/** resourceChanges of the operation name the VNFCs that came and went, as the instance shows them. */
export function changedResources(
  label: string,
  before: string | undefined,
  after: string,
): (trace: Trace) => Judgement {
  return (trace) => {
    const last = steps(trace, `${label}.op_occ`).at(-1);
    const now = step(trace, after);
    if (last === undefined || now === undefined || answered(now) === undefined)
      return without(`the instance around ${label}`, trace);
    const had = before === undefined ? [] : vnfcIds(answered(step(trace, before)));
    const has = vnfcIds(answered(now));
    const affected = entitiesAt(answered(last), 'resourceChanges', 'affectedVnfcs');
    const named = (type: string): readonly string[] =>
      affected
        .filter((one) => one['changeType'] === type)
        .flatMap((one) => textAt(one, 'id') ?? [])
        .sort();
    const about = (type: string): About => ({
      check: 'op-occ.changes',
      clause: 'SOL003 5.5.2.13',
      message: `resourceChanges name the VNFCs that were ${type}`,
      deviation: `op-occ:resourceChanges:${type}`,
      pointer: '/resourceChanges/affectedVnfcs',
    });
    return judgement(1, [
      ...compare(about('ADDED'), has.filter((id) => !had.includes(id)).sort(), named('ADDED'), [last, now]),
      ...compare(about('REMOVED'), had.filter((id) => !has.includes(id)).sort(), named('REMOVED'), [last, now]),
    ]);
  };
}

function vnfcIds(instance: Entity | undefined): readonly string[] {
  return entitiesAt(instance, 'instantiatedVnfInfo', 'vnfcResourceInfo').flatMap((one) => textAt(one, 'id') ?? []);
}
