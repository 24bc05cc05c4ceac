import { isObject } from '../../../src/model/json.ts';
import type { TraceCheck } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { granted } from './grants.ts';
import { answered, judgement, step, textAt, without, type Entity } from './reading.ts';

/**
 * vimConnectionInfo of a VNF instance gets the connections that it does not have and that a grant names, whatever the operation
 * (SOL003 9.5.2.3), and shows those that are used for its resources (5.5.2.2).
 * @param label of the operation that was granted @param after step that reads the instance when it has completed
 * @param deviation first part of its name
 */
export function grantedVimShown(label: string, after: string, deviation: string): TraceCheck {
  return (trace) => {
    const { operation, grant } = granted(trace, label);
    const given = connections(answered(grant), 'vimConnectionInfo', 'vimConnections');
    const read = step(trace, after);
    const instance = answered(read);
    if (given.size === 0) return without('a grant that names a VIM connection', trace);
    if (operation?.occ['operationState'] !== 'COMPLETED' || read === undefined || instance === undefined)
      return without('a VNF instance with the VIM connection of the grant', trace);
    const shown = connections(instance, 'vimConnectionInfo');
    const missing = [...given].filter(([id, vimType]) => shown.get(id) !== vimType);
    return judgement(
      given.size,
      missing.map(([id, vimType]) =>
        observe({
          check: 'granted-vim.shown',
          deviation: `${deviation}:${shown.has(id) ? 'other-type' : 'not-shown'}`,
          clause: 'SOL003 9.5.2.3',
          keyword: 'shall',
          message: 'A VNF instance shows the VIM connection of the grant',
          expected: `${id} with vimType ${vimType ?? 'that it has'}`,
          observed: [...shown.keys()].join(', ') || 'no VIM connection',
          pointer: '/vimConnectionInfo',
          exchange: read,
        }),
      ),
    );
  };
}

/** vimType by identifier, from the first of the attributes that is there: a list in v1, a map in v2. */
function connections(of: Entity | undefined, ...names: readonly string[]): ReadonlyMap<string, string | undefined> {
  const given = names.map((name) => of?.[name]).find((value) => value !== undefined);
  const known = new Map<string, string | undefined>();
  for (const [key, vim] of Object.entries(given ?? {}))
    if (isObject(vim)) known.set(textAt(vim, 'id') ?? key, textAt(vim, 'vimType'));
  return known;
}
