import { isObject } from '../../../src/model/json.ts';
import type { Judgement, Trace } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { answered, asked, at, judgement, step, textAt, without } from './reading.ts';

/** What the VNFD of the harness's own declares with an initial value (counterparts/initial-values.ts holds the same). */
export const INITIAL_VALUES = {
  vnfConfigurableProperties: { tstProperty: 'initial property' },
  extensions: { tstExtension: 'initial extension' },
  metadata: { tstMetadata: 'initial metadata' },
} as const;

/** A new VNF instance shows what its VNFD declares with an initial value (SOL003 5.5.2.2). */
export function initialValues(trace: Trace): Judgement {
  const made = step(trace, 'create');
  const read = step(trace, 'read.created');
  const body = answered(read);
  const vnfdId = textAt(asked(made), 'vnfdId');
  const served = trace.exchanges.some(
    ({ direction, api, response }) => direction === 'inbound' && api === 'vnfpkgm' && response?.status === 200,
  );
  if (made === undefined || read === undefined || !served || body === undefined || body['vnfdId'] !== vnfdId)
    return without('a new VNF instance whose VNFD was read from the harness', trace);
  const wrong = Object.entries(INITIAL_VALUES).filter(([name, values]) =>
    Object.entries(values).some(([key, value]) => at(body, name, key) !== value),
  );
  if (wrong.length === 0) return judgement(1, []);
  return judgement(1, [
    observe({
      check: 'instance.initial-values',
      // All three are filled by the same code.
      deviation: 'created:initial-values',
      clause: 'SOL003 5.5.2.2',
      keyword: 'shall',
      message: 'A new VNF instance has what the VNFD declares with an initial value',
      expected: JSON.stringify(Object.fromEntries(wrong)),
      observed: Object.fromEntries(wrong.map(([name]) => [name, isObject(body[name]) ? body[name] : 'nothing'])),
      pointer: `/${wrong[0]?.[0] ?? ''}`,
      exchange: [made, read],
    }),
  ]);
}
