import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Observation, Trace } from '../../../src/judge/case.ts';
import { compare } from './compare.ts';
import { answered, at, entitiesAt, judgement, step, without, type Entity } from './reading.ts';
import { levelsIn } from './scaling.ts';

/** A healing that failed, also one that was rolled back, changes no scale level, and shows no VNFC without a resource. */
export function afterHealing(trace: Trace): Judgement {
  const [before, after] = [step(trace, 'heal-failed.before'), step(trace, 'heal-failed.after')];
  const [was, is] = [answered(before), answered(after)];
  if (before === undefined || after === undefined || was === undefined || is?.['instantiationState'] !== 'INSTANTIATED')
    return without('a VNF instance around a healing that failed', trace);
  return judgement(1, [...levels(was, is, [before, after]), ...withoutResource(is, after)]);
}

function levels(was: Entity, is: Entity, exchange: readonly Exchange[]): readonly Observation[] {
  const [had, has] = [was, is].map(levelsIn);
  if (Object.keys(had ?? {}).length === 0) return [];
  return compare(
    {
      check: 'heal.failed',
      deviation: `heal-failed:scaleStatus:${Object.keys(has ?? {}).length === 0 ? 'missing' : 'changed'}`,
      clause: 'SOL003 5.5.2.2',
      message: 'A healing that fails leaves the scale levels as they were',
      pointer: '/instantiatedVnfInfo/scaleStatus',
    },
    had,
    has,
    exchange,
  );
}

function withoutResource(instance: Entity, exchange: Exchange): readonly Observation[] {
  const bare = entitiesAt(instance, 'instantiatedVnfInfo', 'vnfcResourceInfo').filter(
    (one) => at(one, 'computeResource', 'resourceId') === '',
  );
  const about = {
    check: 'heal.failed',
    deviation: 'heal-failed:resourceId:empty',
    clause: 'SOL003 4.4.1.7',
    message: 'resourceId identifies the compute resource of a VNFC',
    pointer: '/instantiatedVnfInfo/vnfcResourceInfo',
  };
  return compare(about, [], bare, exchange);
}
