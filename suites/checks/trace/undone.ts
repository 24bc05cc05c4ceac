import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Observation, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { compare } from './compare.ts';
import { answered, at, entitiesAt, judgement, step, steps, without, type Entity } from './reading.ts';
import { levelsIn, vnfcIds } from './scaling.ts';

/** What the rollback of an operation on an instantiated VNF leaves; `label` is the first part of its steps. */

interface RolledBack {
  readonly was: Entity;
  readonly is: Entity;
  readonly occ: Entity;
  /** Reads of the instance before and after, and the last one of the operation occurrence. */
  readonly exchanges: readonly [before: Exchange, after: Exchange, last: Exchange];
}

function rolledBack(label: string, judge: (seen: RolledBack) => readonly Observation[]): TraceCheck {
  return (trace: Trace) => {
    const [before, after] = [step(trace, `${label}.before`), step(trace, `${label}.after`)];
    const last = steps(trace, `${label}.rollback.op_occ`).at(-1);
    const [was, is, occ] = [answered(before), answered(after), answered(last)];
    if (before === undefined || after === undefined || last === undefined || was === undefined || is === undefined)
      return without('a VNF instance around an operation that was rolled back', trace);
    if (occ?.['operationState'] !== 'ROLLED_BACK') return without('a rollback that was carried out', trace);
    return judgement(1, judge({ was, is, occ, exchanges: [before, after, last] }));
  };
}

/** The instance is as it was before. */
export function restored(label: string): TraceCheck {
  return rolledBack(label, ({ was, is, exchanges }) =>
    Object.entries(FACTS).flatMap(([name, fact]) =>
      compare(
        {
          check: 'rollback.restores',
          deviation: `rollback:not-restored:${name}`,
          clause: 'SOL003 5.4.15.3.1',
          message: `A rollback restores what the VNF instance was: ${name}`,
          pointer: '/instantiatedVnfInfo',
        },
        fact(was),
        fact(is),
        exchanges,
      ),
    ),
  );
}

const FACTS: Readonly<Record<string, (instance: Entity) => unknown>> = {
  instantiationState: (instance) => instance['instantiationState'],
  vnfdId: (instance) => instance['vnfdId'],
  scaleStatus: levelsIn,
  'number of VNFCs': (instance) => vnfcIds(instance).length,
};

/** VNFCs that came or went all the same are named: resourceChanges are those of the operation with its error handling. */
export function rollbackChanges(label: string): TraceCheck {
  return rolledBack(label, ({ was, is, occ, exchanges }) => {
    const [had, has] = [vnfcIds(was), vnfcIds(is)];
    const changed = [...had.filter((id) => !has.includes(id)), ...has.filter((id) => !had.includes(id))];
    const named = entitiesAt(at(occ, 'resourceChanges'), 'affectedVnfcs').map((one) => one['id']);
    return compare(
      {
        check: 'rollback.changes',
        deviation: 'op-occ:resourceChanges:missing-after-rollback',
        clause: 'SOL003 5.5.2.13',
        message: 'resourceChanges name each VNFC that is another than before the operation',
        pointer: '/resourceChanges/affectedVnfcs',
      },
      [],
      changed.filter((id) => !named.includes(id)),
      exchanges,
    );
  });
}
