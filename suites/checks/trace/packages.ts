import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { atWork } from './at-work.ts';
import { lastState } from './modify-reads.ts';
import { failsAnyway } from './control.ts';
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

/** So it is where the NFVO answers 404 with less than a ProblemDetails: why a package is not there it need not say (SOL013 6.4). */
export function unknownVnfdWith(how: 'silent' | 'html'): TraceCheck {
  return (trace) => {
    const made = step(trace, `unknown-vnfd.${how}`);
    const vnfdId = textAt(asked(made), 'vnfdId') ?? '';
    if (made?.response === undefined || !wasRead(trace, vnfdId, 404))
      return without('a package read that is answered with 404 and no ProblemDetails', trace);
    const { status } = made.response;
    const same = step(trace, 'unknown-vnfd')?.response?.status === status;
    return refusedVnfd(trace, made, `create:unknown-vnfd:${same ? '' : `${how}:`}${status}`);
  };
}

function wasRead(trace: Trace, vnfdId: string, status: number): boolean {
  return trace.exchanges.some(
    ({ direction, api, request, response }) =>
      direction === 'inbound' && api === 'vnfpkgm' && request.url.includes(vnfdId) && response?.status === status,
  );
}

/** What the NFVO refuses the SUT is no matter of the client's credentials (RFC 9110 15.5.2). */
export function nfvoUnauthorized(trace: Trace): Judgement {
  const made = step(trace, 'nfvo-unauthorized');
  if (made?.response === undefined || !wasRead(trace, textAt(asked(made), 'vnfdId') ?? '', 401))
    return without('a package read that is answered with 401', trace);
  const { status } = made.response;
  if (status < 400) return without('an answer that shows a refusal', trace);
  if (status !== 401 && status !== 403) return judgement(1, []);
  return judgement(1, [
    observe({
      check: 'package.nfvo-unauthorized',
      deviation: `create:nfvo-unauthorized:${status}`,
      clause: 'RFC 9110 15.5.2',
      keyword: 'should',
      message: 'That the NFVO refuses the credentials of the SUT is not told as a refusal of those of the client',
      expected: '503, or another answer that is not about credentials',
      observed: `${status} ${made.response.body?.data ?? ''}`,
      pointer: 'status',
      exchange: made,
    }),
  ]);
}

/** The same of an instance that is there: it is found, and what it is to become is not. */
export function unknownVnfdLater(task: 'modify' | 'change_vnfpkg'): TraceCheck {
  return (trace) => {
    const label = `unknown-vnfd.${task}`;
    const request = step(trace, label);
    if (request?.response === undefined) return without(`${task} with an unknown vnfdId`, trace);
    const { status } = request.response;
    if (status === 409) return judgement(0, [], `another operation was going on (exchange ${request.id})`);
    const ended = status === 202 ? lastState(trace, request, label) : undefined;
    if (status < 400 && ended === undefined) return without('an answer that shows an operation or a refusal', trace);
    const refused = status >= 400 && status < 500 && status !== 404;
    if (refused || (ended !== undefined && ended.state !== 'COMPLETED')) return judgement(1, []);
    const same = step(trace, 'unknown-vnfd')?.response?.status === status;
    return judgement(1, [
      observe({
        check: 'package.unknown-vnfd',
        // The same answer comes from the same place.
        deviation: same ? `create:unknown-vnfd:${status}` : `${task}:unknown-vnfd:${status}`,
        clause: task === 'modify' ? 'SOL003 5.4.3.3.4' : 'SOL003 5.4.11a.3.1',
        keyword: status < 300 ? 'should' : 'shall',
        message: `${task} with a VNFD that nobody knows is refused as a mistake in the request`,
        expected: '422',
        observed: `${status} ${request.response.body?.data ?? ''}`,
        pointer: 'status',
        exchange: request,
      }),
    ]);
  };
}

function refusedVnfd(trace: Trace, made: Exchange, deviation: string): Judgement {
  const status = statusOf(made);
  if (status === 422 || status === 400) return judgement(1, []);
  const open = failsAnyway([made], trace);
  if (open !== undefined) return judgement(0, [], open);
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
