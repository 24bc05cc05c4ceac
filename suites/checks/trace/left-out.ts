import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Observation } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { listed } from './reading.ts';

/** Left out of lists by default and with exclude_default (SOL003 5.4.2.3.2, 5.4.12.3.2). */
export const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  vnf_instances: ['vnfConfigurableProperties', 'vimConnectionInfo', 'instantiatedVnfInfo', 'metadata', 'extensions'],
  vnf_lcm_op_occs: ['operationParams', 'error', 'resourceChanges', 'changedInfo', 'changedExtConnectivity'],
};

/** Lists, or pages of lists, that were asked for without selectors or with exclude_default. */
export function leftOut(collection: string, lists: readonly Exchange[]): readonly Observation[] {
  return lists.flatMap((exchange) => {
    const shown = (LEFT_OUT[collection] ?? []).filter((name) => listed(exchange)?.some((item) => name in item));
    if (shown.length === 0) return [];
    const how = exchange.stimulus.kind === 'selector' ? 'exclude_default' : 'default';
    return [
      observe({
        check: 'selector.defaults',
        deviation: `selector:${how}:not-left-out`,
        clause: collection === 'vnf_instances' ? 'SOL003 5.4.2.3.2' : 'SOL003 5.4.12.3.2',
        keyword: 'shall',
        message: `A list omits what it has to omit ${how === 'default' ? 'by default' : 'with exclude_default'}`,
        expected: `no ${(LEFT_OUT[collection] ?? []).join(', ')}`,
        observed: shown.join(', '),
        pointer: 'query:exclude_default',
        exchange,
      }),
    ];
  });
}
