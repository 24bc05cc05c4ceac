import { jsonOf } from '../../../src/exchange/body.ts';
import type { TestCase } from '../../../src/judge/case.ts';
import { answerForm } from '../../checks/exchange/answers.ts';
import { callForm } from '../../checks/exchange/calls.ts';
import { clauseOf, idOf, itemOf, scoped } from '../scope.ts';

/** One case an operation: whatever provoked them, its answers have the form that the release lays down. */
export const answerForms: readonly TestCase[] = scoped('vnflcm', (resource, method) =>
  resource.operations.has(method),
).map(({ resource, method, ...range }) => ({
  id: `vnflcm.${idOf({ resource, method }, 'form')}`,
  title: `answers to ${method} ${resource.path} have the right form`,
  purpose: `Whatever ${method} ${resource.path} was sent for, each of its answers has a status of the operation, the headers due and a payload of the right media type and data type; error answers explain themselves in a ProblemDetails.`,
  api: 'vnflcm',
  suite: 'vnflcm',
  role: 'producer',
  clause: clauseOf({ resource, method }),
  ...ics(itemOf({ resource, method })),
  ...range,
  kind: 'every-exchange',
  on: { resource: resource.name, method },
  judge: (exchange, context) => (exchange.direction === 'outbound' ? answerForm(exchange, context) : undefined),
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
    purpose:
      'Each answer to a method that its resource does not have, whatever the resource, carries Allow where it is 405, the version of the API, and a ProblemDetails of the right form where it has a payload.',
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
    // A server that fails at everything shows nothing of how it refuses.
    shows: (exchange) => exchange.response?.status === 405,
  },
];

function ics(item: string | undefined): { ics?: string } {
  return item === undefined ? {} : { ics: item };
}

interface Calls {
  readonly id: string;
  readonly title: string;
  readonly purpose: string;
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
    purpose:
      'Every GET with which the SUT tests a callback, whatever subscription led to it, names the version of the API in Version.',
    api: 'vnflcm-notification',
    role: 'producer',
    clause: 'SOL003 5.4.20.3.2',
    method: 'GET',
  },
  {
    id: 'vnflcm-notification.notify.call',
    title: 'notifications have the right form',
    purpose:
      'Every notification that the SUT sends, whatever it is about, is a POST that names the version of the API and has a payload of the right media type and data type.',
    api: 'vnflcm-notification',
    role: 'producer',
    clause: 'SOL003 5.4.20.3.1',
    method: 'POST',
  },
  {
    id: 'grant.call',
    title: 'grant requests have the right form',
    purpose:
      'Every request that the SUT sends to the granting API has a method of its resource, names the version of the API, and has a payload of the right media type and data type where one is due.',
    api: 'grant',
    role: 'consumer',
    clause: 'SOL003 9.4',
    ics: 'grant.request',
  },
  {
    id: 'vnfpkgm.call',
    title: 'package reads have the right form',
    purpose:
      'Every request that the SUT sends to the VNF package API has a method of its resource and names the version of the API.',
    api: 'vnfpkgm',
    role: 'consumer',
    clause: 'SOL003 10.4',
    ics: 'vnfpkgm.read',
  },
];

export const callForms: readonly TestCase[] = CALLS.map(({ method, ...call }) => ({
  ...call,
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
