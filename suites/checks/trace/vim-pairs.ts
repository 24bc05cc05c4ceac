import { isObject } from '../../../src/model/json.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Observation, Trace } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { howOtherwise } from './merge-patch.ts';
import { answered, asked, judgement, ofHarness, sameContent, without, type Entity } from './reading.ts';

/** interfaceInfo of a VIM connection is shown as it was given (SOL013 7.1.5); accessInfo need not be, and others may be added. */
export function vimPairs(trace: Trace): Judgement {
  const all = trace.exchanges.flatMap((made) => {
    const { stimulus, response } = made;
    if (stimulus.kind !== 'unusual' || stimulus.aspect !== 'vim-pairs' || response?.status !== 202) return [];
    const read = readAfter(trace, made);
    const given = interfaceInfo(asked(made));
    const shown = interfaceInfo(answered(read));
    return read === undefined || given === undefined || shown === undefined ? [] : [{ made, read, given, shown }];
  });
  if (all.length === 0) return without('a VNF instance that shows interfaceInfo of a VIM connection', trace);
  return judgement(
    all.length,
    all.flatMap(({ made, read, given, shown }) => differing(given, shown, [made, read])),
  );
}

function readAfter(trace: Trace, made: Exchange): Exchange | undefined {
  const instance = made.request.url.replace(/\/[^/]*$/, '');
  const exchanges = ofHarness(trace);
  return exchanges
    .slice(exchanges.indexOf(made))
    .find(({ request, response }) => request.method === 'GET' && request.url === instance && response?.status === 200);
}

/** Of the first connection: a list in v1, a map in v2. */
function interfaceInfo(body: Entity | undefined): Entity | undefined {
  const [first] = Object.values(body?.['vimConnectionInfo'] ?? {}) as readonly unknown[];
  const info = isObject(first) ? first['interfaceInfo'] : undefined;
  return isObject(info) ? info : undefined;
}

function differing(given: Entity, shown: Entity, exchange: readonly Exchange[]): readonly Observation[] {
  const present = Object.fromEntries(Object.entries(given).filter(([name]) => name in shown));
  const ways = [
    ...(Object.keys(present).length < Object.keys(given).length ? ['keys-changed'] : []),
    ...(Object.entries(present).every(([name, value]) => sameContent(value, shown[name]))
      ? []
      : [howOtherwise(present, shown)]),
  ];
  return ways.map((way) =>
    observe({
      check: 'vim.pairs',
      deviation: `round-trip:interfaceInfo:${way}`,
      clause: 'SOL013 7.1.5',
      keyword: 'shall',
      message: 'interfaceInfo of a VIM connection is shown as it was given',
      expected: JSON.stringify(given),
      observed: shown,
      pointer: '/vimConnectionInfo',
      exchange,
    }),
  );
}
