import { decoded } from '../../../src/exchange/uri.ts';
import type { Judgement, Trace } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { asked, judgement, textAt, without } from './reading.ts';

/** Ids of VNFDs that are legal and that need encoding. */
function ids(trace: Trace): readonly string[] {
  return trace.exchanges.flatMap((exchange) =>
    exchange.stimulus.kind === 'unusual' && exchange.stimulus.aspect.startsWith('vnfd-')
      ? (textAt(asked(exchange), 'vnfdId') ?? [])
      : [],
  );
}

/** A package is asked for by the whole id, encoded; what a URI is cut or redirected by must not take effect. */
export function vnfdInUri(trace: Trace): Judgement {
  const calls = trace.exchanges.flatMap((exchange) => {
    if (exchange.direction !== 'inbound' || exchange.api !== 'vnfpkgm') return [];
    const url = decoded(exchange.request.url);
    const id = ids(trace).find((one) => pieces(one).some((piece) => url.includes(piece)));
    return id === undefined ? [] : [{ exchange, id, url }];
  });
  if (calls.length === 0) return without('a package read for an id that needs encoding', trace);
  return judgement(
    calls.length,
    calls
      .filter(({ id, url }) => !url.includes(id))
      .map(({ exchange, id }) =>
        observe({
          check: 'call.encoded',
          deviation: 'call-uri:vnfpkgm:not-encoded',
          clause: 'RFC 3986 2.2',
          keyword: 'shall',
          message: 'An id is encoded where it becomes part of a URI',
          expected: encodeURIComponent(id),
          observed: exchange.request.url,
          pointer: 'target',
          exchange,
        }),
      ),
  );
}

/** Words that stay as they are in every encoding. */
function pieces(id: string): readonly string[] {
  return id.split(/[^a-z-]/).filter((piece) => piece.length > 10);
}
