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

/**
 * resourceChanges of the operation name the VNFCs that came and went, as the instance shows them.
 * @param before steps that read the instance before, the last one first, as some may be left out; empty: there were no VNFCs
 */
export function changedResources(label: string, before: readonly string[], after: string): (trace: Trace) => Judgement {
  return (trace) => {
    const last = steps(trace, `${label}.op_occ`).at(-1);
    const now = step(trace, after);
    if (last === undefined || now === undefined || answered(now) === undefined)
      return without(`the instance around ${label}`, trace);
    const was = before.map((one) => answered(step(trace, one))).find((one) => one !== undefined);
    if (before.length > 0 && was === undefined) return without(`the instance before ${label}`, trace);
    const had = vnfcIds(was);
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
    const modified = named('MODIFIED');
    const strangers = modified.filter((id) => !had.includes(id) || !has.includes(id));
    if (strangers.length > 0)
      return judgement(
        1,
        compare(
          {
            ...about('MODIFIED'),
            message: 'When a VNFC is replaced, the old one is REMOVED and the new one ADDED',
            deviation: 'op-occ:resourceChanges:replaced-told-as-modified',
          },
          [],
          strangers,
          [last, now],
        ),
      );
    return judgement(1, [
      ...compare(about('ADDED'), has.filter((id) => !had.includes(id)).sort(), named('ADDED'), [last, now]),
      ...compare(about('REMOVED'), had.filter((id) => !has.includes(id)).sort(), named('REMOVED'), [last, now]),
    ]);
  };
}

/** Scale levels of an instance, by aspect. */
export function levelsIn(instance: Entity | undefined): Readonly<Record<string, unknown>> {
  const all = entitiesAt(instance, 'instantiatedVnfInfo', 'scaleStatus');
  const pairs = all.map((one) => [textAt(one, 'aspectId') ?? '', one['scaleLevel']] as const);
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function vnfcIds(instance: Entity | undefined): readonly string[] {
  return entitiesAt(instance, 'instantiatedVnfInfo', 'vnfcResourceInfo').flatMap((one) => textAt(one, 'id') ?? []);
}

/** Scaling out, by way of a retry, and scaling in by as many steps leave the VNFCs as many as they were. */
export function scaledBack(before: string, out: string, back: string, after: string): (trace: Trace) => Judgement {
  return (trace) => {
    const [was, is] = [step(trace, before), step(trace, after)];
    const ended = (label: string): unknown => answered(steps(trace, `${label}.op_occ`).at(-1))?.['operationState'];
    if (was === undefined || is === undefined || answered(was) === undefined || answered(is) === undefined)
      return without('an instance that was scaled out by a retry and in again', trace);
    if (ended(out) !== 'COMPLETED' || ended(back) !== 'COMPLETED')
      return without('the completion of both scalings', trace);
    const about = {
      check: 'instance.scaled-back',
      clause: 'SOL003 5.4.14.3.1',
      message: 'A retried scaling that completes has scaled once: scaling back restores the number of VNFCs',
      deviation: 'retry:scaled-more-than-once',
      pointer: '/instantiatedVnfInfo/vnfcResourceInfo',
    };
    return judgement(1, compare(about, vnfcIds(answered(was)).length, vnfcIds(answered(is)).length, [was, is]));
  };
}
