import type { LeftOver, LeftOvers } from '../src/judge/run-info.ts';
import { plural } from './count.ts';

const TYPES: Readonly<Record<string, string>> = {
  vnf_instances: 'VnfInstance',
  subscriptions: 'LccnSubscription',
  vnf_snapshots: 'VnfSnapshotInfo',
};

/** Ids named for each type. */
const NAMED = 5;

/** What a run left on the target, in one line. */
export function leftText({ resources, unread }: LeftOvers, dir: string): string {
  const own = resources.filter((one) => one.own);
  const others = resources.filter((one) => !one.own);
  const parts = [
    ...(own.length === 0 ? [] : [`${byType(own)}; \`nfv-tst clean ${dir}\` tries again`]),
    ...(others.length === 0 ? [] : [`${byType(others)}, new since the start and perhaps somebody else's`]),
    ...(unread.length === 0 ? [] : [`not known for lists that could not be read: ${unread.join(', ')}`]),
  ];
  return parts.length === 0 ? 'nothing' : parts.join('; ');
}

function byType(resources: readonly LeftOver[]): string {
  const types = new Map<string, string[]>();
  for (const { resource, url } of resources)
    types.set(resource, [...(types.get(resource) ?? []), url.slice(url.lastIndexOf('/') + 1)]);
  return [...types]
    .map(([resource, ids]) => {
      const more = ids.length > NAMED ? `, and ${ids.length - NAMED} more` : '';
      return `${plural(ids.length, TYPES[resource] ?? resource)} (${ids.slice(0, NAMED).join(', ')}${more})`;
    })
    .join(', ');
}
