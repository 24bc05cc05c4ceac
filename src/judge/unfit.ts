import { header, jsonOf } from '../exchange/body.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { decoded } from '../exchange/uri.ts';

/**
 * The version that a success says it follows, where its major version is not the one that was asked for (SOL013 9.2): right as the
 * answer may be there, it shows nothing of this one. What lists versions belongs to none.
 */
export function anotherVersion({ direction, major, request, response }: Exchange): string | undefined {
  if (direction !== 'outbound' || major === undefined || response === undefined || response.status >= 300)
    return undefined;
  if (/\/api_versions(?:\?|$)/.test(request.url)) return undefined;
  const version = header(response.headers, 'version');
  const said = /^(\d+)\./.exec(version ?? '')?.[1];
  return said === undefined || `v${said}` === major ? undefined : version;
}

/** Resources that a read by their id shows. */
const SINGLE = /\/(?:vnf_instances|vnf_lcm_op_occs|subscriptions|vnf_snapshots)\/([^/?#]+)$/;

/** Whether a read of one resource was answered with another one: such a server tells whatever it likes. */
export function anotherResource({ direction, request, response }: Exchange): boolean {
  if (direction !== 'outbound' || request.method !== 'GET' || response?.status !== 200) return false;
  const asked = SINGLE.exec(request.url)?.[1];
  const json = asked === undefined ? undefined : jsonOf(response.body);
  if (asked === undefined || json?.kind !== 'json' || typeof json.value !== 'object' || json.value === null)
    return false;
  const id: unknown = 'id' in json.value ? json.value.id : undefined;
  return typeof id === 'string' && id !== decoded(asked);
}

/** Why nothing in a run speaks for the SUT, whatever its answers look like. */
export function unfit(exchanges: readonly Exchange[]): string | undefined {
  for (const exchange of exchanges) {
    const version = anotherVersion(exchange);
    if (version !== undefined) return `answered as version ${version} (exchange ${exchange.id})`;
    if (anotherResource(exchange)) return `a read is answered with a different resource (exchange ${exchange.id})`;
  }
  return undefined;
}
