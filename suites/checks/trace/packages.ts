import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Trace } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { atWork } from './at-work.ts';
import {
  answered,
  answerText,
  asked,
  judgement,
  listed,
  statusOf,
  step,
  textAt,
  without,
  type Entity,
} from './reading.ts';

/** A VNFD that nobody knows is a mistake in the request, not a missing resource and not a fault of the server. */
export function unknownVnfd(trace: Trace): Judgement {
  const made = step(trace, 'unknown-vnfd');
  if (made?.response === undefined) return without('a request with an unknown vnfdId', trace);
  return refusedVnfd(trace, made, `create:unknown-vnfd:${made.response.status}`);
}

/** So it is where the NFVO answers with a bare 404: why a package is not there it need not say (SOL013 6.4). */
export function unknownVnfdInSilence(trace: Trace): Judgement {
  const made = step(trace, 'unknown-vnfd.silent');
  const vnfdId = textAt(asked(made), 'vnfdId') ?? '';
  const reads = trace.exchanges.filter(
    ({ direction, api, request, response }) =>
      direction === 'inbound' && api === 'vnfpkgm' && request.url.includes(vnfdId) && response?.status === 404,
  );
  if (made?.response === undefined || reads.length === 0)
    return without('a package read that is answered with 404 and no payload', trace);
  const { status } = made.response;
  const same = step(trace, 'unknown-vnfd')?.response?.status === status;
  return refusedVnfd(trace, made, `create:unknown-vnfd:${same ? '' : 'silent:'}${status}`);
}

function refusedVnfd(trace: Trace, made: Exchange, deviation: string): Judgement {
  const status = statusOf(made);
  if (status === 422 || status === 400) return judgement(1, []);
  if (status < 300 && !atWork(made, trace)) return without('an answer that shows a creation or a refusal', trace);
  return judgement(1, [
    observe({
      check: 'package.unknown-vnfd',
      deviation,
      clause: 'SOL003 5.4.2.3.1',
      // Who makes the resource all the same may look at the VNFD later; the standard wants it known.
      keyword: status < 300 ? 'should' : 'shall',
      message: 'Creating a VNF instance of a VNFD that the NFVO does not know is refused as a client error',
      expected: '422',
      observed: answerText(made),
      pointer: 'status',
      exchange: made,
    }),
  ]);
}

/** A VNF instance says of its product what the package says. */
export function packageFacts(trace: Trace): Judgement {
  const made = step(trace, 'read.created');
  const body = answered(made);
  const vnfdId = textAt(body, 'vnfdId');
  const infos = trace.exchanges.filter(
    (one) => one.direction === 'inbound' && one.api === 'vnfpkgm' && one.response?.status === 200,
  );
  const infoIn = (one: Exchange | undefined): Entity | undefined =>
    [answered(one), ...(listed(one) ?? [])].find((info) => info?.['vnfdId'] === vnfdId);
  const source = infos.find((one) => infoIn(one) !== undefined);
  const info = infoIn(source);
  if (made === undefined || body === undefined || source === undefined || info === undefined)
    return without('a read of the VNF package information', trace);
  return judgement(
    1,
    ['vnfProvider', 'vnfProductName', 'vnfSoftwareVersion', 'vnfdVersion'].flatMap((name) =>
      body[name] === info[name]
        ? []
        : [
            observe({
              check: 'package.facts',
              keyword: 'shall',
              deviation: `created:${name}`,
              clause: 'SOL003 5.5.2.2',
              message: `${name} of a VNF instance is that of its package`,
              expected: String(info[name]),
              observed: body[name],
              pointer: `/${name}`,
              exchange: [source, made],
            }),
          ],
    ),
  );
}
