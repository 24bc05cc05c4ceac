import { lastStep } from '../../../src/exchange/uri.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Observation, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { isObject, mergePatch } from '../../../src/model/json.ts';
import { observe, type Seen } from '../observe.ts';
import {
  answered,
  answerText,
  asked,
  judgement,
  sameContent,
  statusOf,
  step,
  steps,
  without,
  type Entity,
} from './reading.ts';
import { lastRead, lastState } from './modify-reads.ts';
import { emptied, holdsNull, howOtherwise, mergedById } from './merge-patch.ts';

const CLAUSE = 'SOL003 5.4.3.3.4';

/** Attributes of a VNF instance that a modification may reach (SOL003 5.5.2.12), as far as the procedure uses them. */
const ATTRIBUTES = [
  'vnfInstanceName',
  'vnfInstanceDescription',
  'metadata',
  'extensions',
  'vnfConfigurableProperties',
  'vimConnectionInfo',
] as const;

/** Names in these are declared by the VNFD: one that is made up may be refused or left out. */
const DECLARED: ReadonlySet<string> = new Set(['extensions', 'vnfConfigurableProperties']);

type Rule = Pick<Seen, 'deviation' | 'message' | 'expected' | 'observed' | 'pointer' | 'keyword'>;

function said(rule: Rule, exchange: Exchange | readonly Exchange[]): Observation {
  return observe({ check: 'instance.modified', clause: CLAUSE, ...rule, exchange });
}

/** The patch was accepted, it shows in the instance as RFC 7396 says, and nothing else changed. */
export function patched(label: string): TraceCheck {
  return (trace) => {
    // What was asked again after a 409 counts by its last answer.
    const request = steps(trace, label).at(-1);
    const after = step(trace, `${label}.after`);
    if (request?.response === undefined || after?.response === undefined) return without(`step ${label}`, trace);
    const before = lastRead(trace, request, after.request.url);
    const wanted = asked(request) ?? {};
    if (before === undefined) return without('the instance before the modification', trace);
    const status = statusOf(request);
    if (status === 409) return judgement(0, [], `another operation was going on (exchange ${request.id})`);
    if (status !== 202)
      return judgement(1, refusesUndeclared(before, wanted, status) ? [] : [refused(wanted, status, request)]);
    const last = lastState(trace, request, label);
    if (last !== undefined && last.state !== 'COMPLETED')
      return judgement(1, [notCompleted(wanted, last.state, [request, last.exchange])]);
    if (statusOf(after) !== 200) return judgement(1, [unreadable(after, request)]);
    return judgement(1, differences(answered(before) ?? {}, wanted, answered(after) ?? {}, [request, after]));
  };
}

/** What a patch is about, as far as an implementation cares: removal of a kind of attribute, or an attribute. */
function about(wanted: Entity): string {
  const entries = Object.entries(wanted);
  if (entries.some(([name, value]) => value === null && !name.startsWith('vnfInstance'))) return 'null:attribute-map';
  if (entries.some(([, value]) => value === null)) return 'null:attribute';
  if (entries.some(([, value]) => holdsNull(value))) return 'null:entry';
  return entries.map(([name]) => name).join('+');
}

/** 422 is due where the VNFD declares no such name (SOL003 5.5.2.2), and an instance without it leaves that open. */
function refusesUndeclared(before: Exchange, wanted: Entity, status: number): boolean {
  const undeclared = ([name, value]: readonly [string, unknown]): boolean =>
    DECLARED.has(name) && isObject(value) && !knows(answered(before)?.[name], value);
  return status === 422 && Object.entries(wanted).every(undeclared);
}

function refused(wanted: Entity, status: number, request: Exchange): Observation {
  // A part of an entry is a merge patch all right, and not a VimConnectionInfo: read both ways.
  const part = isPart(wanted['vimConnectionInfo']);
  const arguable = part || Object.keys(wanted).some((name) => DECLARED.has(name));
  return said(
    {
      deviation: `modify:${about(wanted)}${part ? ':part' : ''}:refused:${status}`,
      keyword: arguable && status < 500 ? 'should' : 'shall',
      message: 'A legal modification is accepted with 202',
      expected: '202',
      observed: answerText(request),
      pointer: 'status',
    },
    request,
  );
}

function isPart(connections: unknown): boolean {
  return isObject(connections) && Object.values(connections).some((one) => isObject(one) && !('vimType' in one));
}

function notCompleted(wanted: Entity, state: string, exchanges: readonly Exchange[]): Observation {
  return said(
    {
      deviation: `modify:${about(wanted)}:${state}`,
      keyword: 'shall',
      message: 'An accepted modification completes',
      expected: 'COMPLETED',
      observed: state,
      pointer: '/operationState',
    },
    exchanges,
  );
}

function unreadable(after: Exchange, request: Exchange): Observation {
  return said(
    {
      deviation: `modify:instance-unreadable:${statusOf(after)}`,
      keyword: 'shall',
      message: 'A VNF instance can be read after a modification',
      expected: '200',
      observed: `${statusOf(after)} after ${request.request.body?.data ?? ''}`,
      pointer: 'status',
    },
    [request, after],
  );
}

function differences(
  before: Entity,
  wanted: Entity,
  after: Entity,
  exchanges: readonly Exchange[],
): readonly Observation[] {
  const due = mergePatch(before, wanted);
  return ATTRIBUTES.flatMap((name) => {
    const touched = name in wanted;
    const expected = Array.isArray(wanted[name]) ? mergedById(before[name], wanted[name]) : due[name];
    if (sameContent(emptied(expected), emptied(after[name]))) return [];
    // An empty text and none tell a reader the same.
    if (expected === '' && after[name] === undefined) return [];
    const kept = sameContent(emptied(before[name]), emptied(after[name]));
    const what = !touched ? 'changed-untouched' : kept ? 'not-applied' : howOtherwise(expected, after[name]);
    const undeclared = DECLARED.has(name) && !knows(before[name], wanted[name]);
    return [
      said(
        {
          deviation: `modify:${touched ? about({ [name]: wanted[name] }) : name}:${what}`,
          keyword: undeclared && touched ? 'should' : 'shall',
          message: touched
            ? `A modification of ${name} changes the VNF instance as a JSON merge patch does`
            : `${name} is unchanged by a modification that does not contain it`,
          expected: expected === undefined ? 'nothing' : JSON.stringify(expected),
          observed: after[name],
          pointer: `/${name}`,
        },
        exchanges,
      ),
    ];
  });
}

function knows(before: unknown, wanted: unknown): boolean {
  return isObject(before) && isObject(wanted) && Object.keys(wanted).every((name) => name in before);
}

/** Only attributes that a modification has, and nothing to be removed. */
function isPlain(request: Entity | undefined): boolean {
  return !holdsNull(request) && Object.keys(request ?? {}).every((name) => ATTRIBUTES.some((known) => known === name));
}

/** An accepted modification with its operation occurrence. */
export interface Modification {
  readonly label: string;
  readonly request: Exchange;
  readonly last: Exchange;
  readonly occ: Entity | undefined;
}

export function modifications(trace: Trace): readonly Modification[] {
  return trace.exchanges.flatMap((request) => {
    const label = request.stimulus.step;
    if (request.request.method !== 'PATCH' || statusOf(request) !== 202 || label === undefined) return [];
    const last = steps(trace, `${label}.op_occ`).at(-1);
    return last === undefined ? [] : [{ label, request, last, occ: answered(last) }];
  });
}

/** The operation occurrence of a modification can be read and says that it is one, of this instance, as asked. */
export function modificationOpOcc(trace: Trace): Judgement {
  const all = modifications(trace);
  if (all.length === 0) return without('an accepted modification', trace);
  const rule = { keyword: 'shall', message: 'The operation occurrence of a modification describes it' } as const;
  return judgement(
    all.length,
    all.flatMap(({ request, last, occ }) => {
      if (statusOf(last) !== 200 || occ === undefined)
        return [
          said(
            {
              ...rule,
              deviation: `modify:op-occ-unreadable:${statusOf(last)}`,
              expected: '200 with a VnfLcmOpOcc',
              observed: answerText(last),
              pointer: 'status',
            },
            [request, last],
          ),
        ];
      const instance = lastStep(request.request.url);
      const params = occ['operationParams'];
      const wrong: readonly (readonly [name: string, expected: unknown])[] = [
        ['operation', 'MODIFY_INFO'],
        ['vnfInstanceId', instance],
        ['isAutomaticInvocation', false],
        // What is to be removed may be told in more than one way.
        ...(params === undefined || !isPlain(asked(request)) ? [] : [['operationParams', asked(request)] as const]),
      ];
      return wrong
        .filter(([name, expected]) => !sameContent(expected, occ[name]))
        .map(([name, expected]) =>
          said(
            {
              ...rule,
              deviation: `modify:op-occ:${name}`,
              expected: JSON.stringify(expected),
              observed: occ[name],
              pointer: `/${name}`,
            },
            [request, last],
          ),
        );
    }),
  );
}

/** changedInfo names what the modification changed, with the values that hold now (SOL003 5.5.2.12a). */
export function changedInfo(trace: Trace): Judgement {
  const all = modifications(trace).filter(
    ({ label, occ }) => occ?.['operationState'] === 'COMPLETED' && statusOf(step(trace, `${label}.after`)) === 200,
  );
  if (all.length === 0) return without('a completed modification', trace);
  const observations = all.flatMap(({ label, request, last, occ }) => {
    const after = step(trace, `${label}.after`);
    const before = after === undefined ? undefined : lastRead(trace, request, after.request.url);
    const was = answered(before) ?? {};
    const is = answered(after) ?? {};
    const changed = ATTRIBUTES.filter((name) => !sameContent(emptied(was[name]), emptied(is[name])));
    const info = occ?.['changedInfo'];
    const askedFor = Object.keys(asked(request) ?? {});
    const extra = ATTRIBUTES.filter(
      (name) => isObject(info) && name in info && !changed.includes(name) && !askedFor.includes(name),
    );
    const superfluous = extra.map((name) =>
      said(
        {
          deviation: 'modify:changedInfo:unchanged',
          keyword: 'shall',
          message: 'changedInfo contains nothing that was neither requested nor changed',
          expected: `no ${name}`,
          observed: isObject(info) ? info[name] : undefined,
          pointer: `/changedInfo/${name}`,
        },
        [request, last],
      ),
    );
    const missing = changed.flatMap((name) => {
      const told = isObject(info) ? info[name] : undefined;
      const wanted = asked(request)?.[name];
      // Whether a removal is told by null, by the rest or not at all is left open.
      if (wanted === undefined || holdsNull(wanted)) return [];
      if (covers(told, wanted)) return [];
      return [
        said(
          {
            deviation: isObject(info) ? `modify:changedInfo:${name}` : 'modify:changedInfo:missing',
            keyword: 'shall',
            message: 'changedInfo of the operation occurrence contains what the modification changed',
            expected: JSON.stringify({ [name]: wanted }),
            observed: info,
            pointer: `/changedInfo/${name}`,
          },
          [request, last],
        ),
      ];
    });
    return [...missing, ...superfluous];
  });
  return judgement(all.length, observations);
}

/** Whether a value says at least what was asked for. */
function covers(told: unknown, wanted: unknown): boolean {
  if (!isObject(wanted)) return sameContent(told, wanted);
  return isObject(told) && Object.entries(wanted).every(([name, value]) => covers(told[name], value));
}
