import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Observation, Trace } from '../../../src/judge/case.ts';
import type { Keyword } from '../../../src/judge/verdict.ts';
import { isObject } from '../../../src/model/json.ts';
import { observe } from '../observe.ts';
import { compare, type About } from './compare.ts';
import {
  answered,
  answerText,
  asked,
  judgement,
  sameContent,
  statusOf,
  step,
  steps,
  textAt,
  without,
  type Entity,
} from './reading.ts';
import { testsOf } from './callbacks.ts';

/** How a task goes: it is accepted, its operation occurrence tells of it, and it comes to its end. */

/** A request that is legal in its state was accepted with the status of success. */
export function accepted(label: string, status: number, task: string): (trace: Trace) => Judgement {
  return (trace) => {
    // What was asked again after a 409 counts by its last answer.
    const all = steps(trace, label)
      .filter((exchange) => exchange.response !== undefined)
      .slice(-1);
    if (all.length === 0) return without(`step ${label}`, trace);
    const late = all.find((exchange) => statusOf(exchange) !== status && testAnsweredLate(trace, exchange));
    if (late !== undefined)
      return judgement(0, [], `the harness was too busy to answer the endpoint test in time (exchange ${late.id})`);
    return judgement(
      all.length,
      all.flatMap((exchange) =>
        statusOf(exchange) === status
          ? []
          : [
              observe({
                check: 'task.accepted',
                deviation: `refused:${task}:${statusOf(exchange)}`,
                clause: 'SOL003 5.4',
                keyword: 'shall',
                message: `A legal request to ${task} is accepted with ${status}`,
                expected: String(status),
                observed: answerText(exchange),
                pointer: 'status',
                exchange,
              }),
            ],
      ),
    );
  };
}

/** Milliseconds by which the clocks of two exchanges may be rounded apart. */
const SAME_MOMENT = 5;

/** The SUT gave up on the endpoint test: our listener answered after the subscription was refused, or found nobody there. */
function testAnsweredLate(trace: Trace, subscription: Exchange): boolean {
  return testsOf(trace, subscription).some(
    (one) =>
      one.response === undefined ||
      Date.parse(one.at) + one.ms > Date.parse(subscription.at) + subscription.ms + SAME_MOMENT,
  );
}

/**
 * The operation that a legal request started came to COMPLETED. `keyword`: an operation that fails for a reason that it states breaks no rule of the GS; what the IXIT promises to complete
 * is another matter.
 */
export function completed(label: string, operation: string, keyword: Keyword = 'shall'): (trace: Trace) => Judgement {
  return (trace) => {
    const last = steps(trace, `${label}.op_occ`).at(-1);
    const occ = answered(last);
    if (last === undefined || occ === undefined) return without(`the operation occurrence of ${label}`, trace);
    const about = {
      check: 'task.completed',
      clause: 'SOL003 5.4',
      message: `${operation} completes`,
      deviation: `not-completed:${operation}:${textAt(occ, 'operationState') ?? 'none'}`,
      pointer: '/operationState',
    };
    const explained = isObject(occ['error']) ? keyword : 'shall';
    const found = compare(about, 'COMPLETED', occ['operationState'], last);
    return judgement(
      1,
      found.map((one) => ({ ...one, keyword: explained })),
    );
  };
}

/** The operation occurrence of a task says which operation on which instance it is, and repeats what was asked. */
export function describesTask(label: string, operation: string): (trace: Trace) => Judgement {
  return (trace) => {
    const request = step(trace, label);
    const last = steps(trace, `${label}.op_occ`).at(-1);
    const occ = answered(last);
    const instance = textAt(answered(step(trace, 'create')), 'id');
    if (request === undefined || last === undefined || occ === undefined)
      return without(`the operation occurrence of ${label}`, trace);
    const about = (name: string): About => ({
      check: 'op-occ.content',
      clause: 'SOL003 5.5.2.13',
      message: `${name} of the operation occurrence fits the request`,
      deviation: `op-occ:content:${name}`,
      pointer: `/${name}`,
    });
    return judgement(1, [
      ...compare(about('operation'), operation, occ['operation'], last),
      ...compare(about('vnfInstanceId'), instance, occ['vnfInstanceId'], last),
      ...(occ['isAutomaticInvocation'] === undefined
        ? []
        : compare(about('isAutomaticInvocation'), false, occ['isAutomaticInvocation'], last)),
      ...(isObject(occ['operationParams'])
        ? parameters(asked(request) ?? {}, occ['operationParams'], [request, last], operation)
        : []),
    ]);
  };
}

/** operationParams hold what the request held; credentials may be left out. */
function parameters(
  request: Entity,
  params: Entity,
  exchange: readonly Exchange[],
  operation: string,
): readonly Observation[] {
  const names = Object.keys(request).filter((name) => name !== 'vimConnectionInfo' && name !== 'additionalParams');
  const about = {
    check: 'op-occ.params',
    clause: 'SOL003 5.5.2.13',
    message: 'operationParams repeat the parameters of the request',
    deviation: `op-occ:operationParams:${operation}`,
    pointer: '/operationParams',
  };
  const of = (source: Entity): Entity => Object.fromEntries(names.map((name) => [name, source[name]]));
  if (sameContent(of(request), of(params))) return [];
  return compare(about, of(request), params, exchange);
}
