import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Observation, Trace } from '../../../src/judge/case.ts';
import { isObject } from '../../../src/model/json.ts';
import { finder } from '../observe.ts';
import { operationOf } from './grants.ts';
import { notifications } from './notifications.ts';
import { answered, asked, at, judgement, sameContent, step, without, type Entity } from './reading.ts';

/** An instantiation that brings values for what the VNFD declares: each is an attribute and a name in it. */

const finding = finder({ check: 'instantiate.values', clause: 'SOL003 5.5.2.4', pointer: '' });

type Place = readonly [attribute: string, name: string];

function placesIn(request: Entity | undefined): readonly Place[] {
  return ['extensions', 'vnfConfigurableProperties'].flatMap((attribute) => {
    const values = request?.[attribute];
    return isObject(values) ? Object.keys(values).map((name) => [attribute, name] as const) : [];
  });
}

/** The instance has the values that came with the instantiation. */
export function valuesTaken(trace: Trace): Judgement {
  const operation = operationOf(trace, 'declared.instantiate');
  const after = step(trace, 'declared.after');
  const body = answered(after);
  if (operation?.occ['operationState'] !== 'COMPLETED' || after === undefined || body === undefined)
    return without('a completed instantiation with values for what the VNFD declares', trace);
  const given = asked(operation.request);
  const wrong = placesIn(given).filter((place) => !sameContent(at(body, ...place), at(given, ...place)));
  return judgement(
    1,
    wrong.map((place) =>
      finding({
        deviation: `instantiate:${place[0]}:not-applied`,
        message: `${place[0]} of an instantiation are those of the VNF instance`,
        expected: JSON.stringify(at(given, ...place)),
        observed: at(body, ...place),
        pointer: `/${place.join('/')}`,
        exchange: [operation.request, after],
      }),
    ),
  );
}

/** What an operation changed of the information about the instance is told with its result, and by its occurrence. */
export function valuesTold(trace: Trace): Judgement {
  const operation = operationOf(trace, 'declared.instantiate');
  const was = answered(step(trace, 'declared.instantiate.before'));
  const is = answered(step(trace, 'declared.after'));
  const changed = placesIn(asked(operation?.request)).filter(
    (place) => at(is, ...place) !== undefined && !sameContent(at(was, ...place), at(is, ...place)),
  );
  if (operation === undefined || was === undefined || changed.length === 0)
    return without('an instantiation that changed information about the VNF instance', trace);
  const result = notifications(trace).find(
    ({ body }) =>
      body['vnfLcmOpOccId'] === operation.id && body['operationState'] === 'COMPLETED' && body['verbosity'] !== 'SHORT',
  );
  if (result === undefined) return without('the notification of its end', trace);
  const seen = [operation.request, operation.last];
  return judgement(1, [
    ...untold(result.body, changed, 'notification:op-occ', [operation.request, result.exchange]),
    // There it is for what is applicable.
    ...untold(operation.occ, changed, 'op-occ', seen).map((one) => ({ ...one, keyword: 'should' as const })),
  ]);
}

function untold(
  body: Entity,
  changed: readonly Place[],
  where: string,
  exchange: readonly Exchange[],
): readonly Observation[] {
  const missing = changed.filter((place) => at(body, 'changedInfo', ...place) === undefined);
  if (missing.length === 0) return [];
  return [
    finding({
      check: 'instantiate.changes',
      deviation: `${where}:changedInfo:missing:INSTANTIATE`,
      clause: 'SOL003 5.5.2.17',
      message: 'changedInfo tells what an operation changed of the information about the VNF instance',
      expected: missing.map((place) => place.join('/')).join(', '),
      observed: body['changedInfo'],
      pointer: '/changedInfo',
      exchange,
    }),
  ];
}
