import { jsonOf } from '../../../src/exchange/body.ts';
import type { TestCase } from '../../../src/judge/case.ts';
import { answerForm } from '../../checks/exchange/answers.ts';
import { callForm } from '../../checks/exchange/calls.ts';
import { idPart, scoped } from '../scope.ts';

/** One case an operation: whatever provoked them, its answers have the form that the release lays down. */
export const answerForms: readonly TestCase[] = scoped('vnflcm', (resource, method) =>
  resource.operations.has(method),
).map(({ resource, method, ...range }) => ({
  id: `vnflcm.${idPart(resource)}.${method.toLowerCase()}.form`,
  title: `answers to ${method} ${resource.path} have the right form`,
  purpose:
    'Status, headers, media type and payload of every answer are as the release lays down for the operation, also those of error answers.',
  api: 'vnflcm',
  suite: 'vnflcm',
  role: 'producer',
  clause: `SOL003 ${resource.operations.get(method)?.clause ?? resource.clause}`,
  ...ics(resource.operations.get(method)?.ics),
  ...range,
  kind: 'every-exchange',
  judge: (exchange, context) =>
    exchange.direction === 'outbound' &&
    context.match?.resource.name === resource.name &&
    exchange.request.method === method
      ? answerForm(exchange, context)
      : undefined,
  // A server that only ever refuses is not shown to be right; whether a snapshot holds state of the VNF is up to the VNF.
  shows: ({ response }) =>
    response !== undefined &&
    jsonOf(response.body).kind !== 'unread' &&
    (response.status < 400 || (response.status === 404 && resource.path.endsWith('/vnf_state_snapshot'))),
}));

/** Answers to methods that a resource does not have: no operation is theirs, so none of the cases above is about them. */
export const refusalForms: readonly TestCase[] = [
  {
    id: 'vnflcm.unsupported-methods.form',
    title: 'answers to methods that a resource does not have say which it has, and why they refuse',
    purpose: 'A 405 carries Allow and ProblemDetails, whatever the resource.',
    api: 'vnflcm',
    suite: 'vnflcm',
    role: 'producer',
    clause: 'SOL013 6.4',
    kind: 'every-exchange',
    judge: (exchange, context) =>
      exchange.direction === 'outbound' &&
      exchange.api === 'vnflcm' &&
      context.match !== undefined &&
      context.match.operation === undefined
        ? answerForm(exchange, context)
        : undefined,
  },
];

function ics(item: string | undefined): { ics?: string } {
  return item === undefined ? {} : { ics: item };
}

interface Calls {
  readonly id: string;
  readonly title: string;
  readonly api: string;
  readonly role: 'producer' | 'consumer';
  readonly clause: string;
  readonly method?: string;
  readonly ics?: string;
}

/** What the SUT sends as a client, one case an API: which of its operations a SUT uses is its own affair. */
const CALLS: readonly Calls[] = [
  {
    id: 'vnflcm-notification.test.call',
    title: 'the endpoint test has the right form',
    api: 'vnflcm-notification',
    role: 'producer',
    clause: 'SOL003 5.4.20.3.2',
    method: 'GET',
  },
  {
    id: 'vnflcm-notification.notify.call',
    title: 'notifications have the right form',
    api: 'vnflcm-notification',
    role: 'producer',
    clause: 'SOL003 5.4.20.3.1',
    method: 'POST',
  },
  {
    id: 'grant.call',
    title: 'grant requests have the right form',
    api: 'grant',
    role: 'consumer',
    clause: 'SOL003 9.4',
    ics: 'grant.request',
  },
  {
    id: 'vnfpkgm.call',
    title: 'package reads have the right form',
    api: 'vnfpkgm',
    role: 'consumer',
    clause: 'SOL003 10.4',
    ics: 'vnfpkgm.read',
  },
];

export const callForms: readonly TestCase[] = CALLS.map(({ method, ...call }) => ({
  ...call,
  purpose: 'Method, headers and payload of every request that the SUT sends are as the release lays down.',
  suite: 'vnflcm',
  kind: 'every-exchange',
  judge: (exchange, context) =>
    exchange.direction === 'inbound' &&
    context.match !== undefined &&
    (method === undefined || exchange.request.method === method)
      ? callForm(exchange, context)
      : undefined,
  shows: ({ request }) => jsonOf(request.body).kind !== 'unread',
}));
