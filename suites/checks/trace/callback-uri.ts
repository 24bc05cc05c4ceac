import { header } from '../../../src/exchange/body.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Trace } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { atWork } from './at-work.ts';
import { asked, judgement, statusOf, textAt, without } from './reading.ts';
import { testsOf } from './callbacks.ts';

/**
 * The endpoint that is tested is the one that the subscription names, its query included. Where that was tested, other tests
 * at the time belong to others: to a subscription for the same place that was given up, for one.
 */
export function callbackWhole(trace: Trace): Judgement {
  const all = trace.exchanges.flatMap((made) => {
    const uri = textAt(asked(made), 'callbackUri');
    if (made.direction !== 'outbound' || made.response === undefined || uri?.includes('?') !== true) return [];
    const tests = testsOf(trace, made).filter((test) => isDuring(test, made));
    return tests.length === 0 ? [] : [{ made, uri, tests }];
  });
  if (all.length === 0) return without('an endpoint test of a callback with a query', trace);
  return judgement(
    all.length,
    all
      .filter(({ uri, tests }) => tests.every((test) => queryOf(uri) !== queryOf(test.request.url)))
      .flatMap(({ made, uri, tests }) => tests.map((test) => ({ made, uri, test })))
      .map(({ made, uri, test }) =>
        observe({
          check: 'subscription.callback-uri',
          deviation: 'subscription:callback:query-lost',
          clause: 'SOL003 5.4.20.3.2',
          keyword: 'shall',
          message: 'The endpoint test goes to callbackUri as it was given, with its query',
          expected: uri,
          observed: test.request.url,
          pointer: 'target',
          exchange: [made, test],
        }),
      ),
  );
}

/** 303 is for those who have a subscription with the same callback already (SOL003 5.4.18.3.1). */
export function ownCallback(trace: Trace): Judgement {
  const made = trace.exchanges.filter((exchange) => {
    const { stimulus } = exchange;
    const isMeant = stimulus.kind === 'unusual' && stimulus.aspect === 'callback-characters';
    return isMeant && (statusOf(exchange) === 303 || atWork(exchange, trace));
  });
  if (made.length === 0) return without('a subscription with a callback of its own', trace);
  return judgement(
    made.length,
    made
      .filter((exchange) => statusOf(exchange) === 303)
      .map((exchange) =>
        observe({
          check: 'subscription.callback-own',
          deviation: 'subscription:callback:taken-for-another',
          clause: 'SOL003 5.4.18.3.1',
          keyword: 'shall',
          message: 'A subscription with another callbackUri is another subscription',
          expected: '201',
          observed: `303 ${header(exchange.response?.headers ?? [], 'location') ?? ''}`,
          pointer: 'status',
          exchange,
        }),
      ),
  );
}

function isDuring(test: Exchange, made: Exchange): boolean {
  const begin = Date.parse(made.at);
  return Date.parse(test.at) >= begin && Date.parse(test.at) <= begin + made.ms;
}

/** In one spelling: a space may be written in two ways. */
function queryOf(uri: string): string {
  return URL.canParse(uri) ? new URL(uri).searchParams.toString() : '';
}
