import { jsonOf } from '../../../src/exchange/body.ts';
import { isObject } from '../../../src/model/json.ts';
import type { Judgement, Trace } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { answered, judgement, step, steps, textAt, without, type Entity } from './reading.ts';

/**
 * vimConnectionInfo of a VNF instance has the connections that are used for its resources (SOL003 5.5.2.2): those of the grant
 * among them, by their identifiers.
 */
export function grantedVimShown(trace: Trace): Judgement {
  const granted = connections(grantOf(trace), 'vimConnectionInfo', 'vimConnections');
  const end = textAt(answered(steps(trace, 'granted-vim.start.op_occ').at(-1)), 'operationState');
  const read = step(trace, 'granted-vim.after');
  const instance = answered(read);
  if (granted.size === 0) return without('a grant that names a VIM connection', trace);
  if (end !== 'COMPLETED' || read === undefined || instance === undefined)
    return without('a VNF instance with the VIM connection of the grant', trace);
  const shown = connections(instance, 'vimConnectionInfo');
  const missing = [...granted].filter(([id, vimType]) => shown.get(id) !== vimType);
  return judgement(
    granted.size,
    missing.map(([id, vimType]) =>
      observe({
        check: 'granted-vim.shown',
        deviation: `granted-vim:${shown.has(id) ? 'other-type' : 'not-shown'}`,
        clause: 'SOL003 5.5.2.2',
        keyword: 'shall',
        message: 'A VNF instance shows the VIM connection of the grant',
        expected: `${id} with vimType ${vimType ?? 'that it has'}`,
        observed: [...shown.keys()].join(', ') || 'no VIM connection',
        pointer: '/vimConnectionInfo',
        exchange: read,
      }),
    ),
  );
}

/** The grant for the instance that is looked at. */
function grantOf(trace: Trace): Entity | undefined {
  const id = textAt(answered(step(trace, 'granted-vim.create')), 'id');
  return trace.exchanges
    .filter(({ direction, api, response }) => direction === 'inbound' && api === 'grant' && response?.status === 201)
    .map(({ response }) => jsonOf(response?.body))
    .flatMap((json) => (json.kind === 'json' && isObject(json.value) ? [json.value] : []))
    .find((grant) => id !== undefined && grant['vnfInstanceId'] === id);
}

/** vimType by identifier, from the first of the attributes that is there: a list in v1, a map in v2. */
function connections(of: Entity | undefined, ...names: readonly string[]): ReadonlyMap<string, string | undefined> {
  const given = names.map((name) => of?.[name]).find((value) => value !== undefined);
  const known = new Map<string, string | undefined>();
  for (const [key, vim] of Object.entries(given ?? {}))
    if (isObject(vim)) known.set(textAt(vim, 'id') ?? key, textAt(vim, 'vimType'));
  return known;
}
