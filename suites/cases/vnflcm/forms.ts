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
}));

function ics(item: string | undefined): { ics?: string } {
  return item === undefined ? {} : { ics: item };
}

/** What the SUT sends as a client: one case an operation of the API that it calls. */
export const callForms: readonly TestCase[] = (
  [
    ['vnflcm-notification', 'producer'],
    ['grant', 'consumer'],
    ['vnfpkgm', 'consumer'],
  ] as const
).flatMap(([api, role]) =>
  scoped(api, (resource, method) => resource.operations.has(method)).map(
    ({ resource, method, ...range }): TestCase => ({
      id: `${api}.${idPart(resource)}.${method.toLowerCase()}.call`,
      title: `${method} ${resource.path} as the SUT sends it has the right form`,
      purpose: 'Method, headers and payload of every request that the SUT sends are as the release lays down.',
      api,
      suite: 'vnflcm',
      role,
      clause: `SOL003 ${resource.operations.get(method)?.clause ?? resource.clause}`,
      ...range,
      kind: 'every-exchange',
      judge: (exchange, context) =>
        exchange.direction === 'inbound' &&
        context.match?.resource.name === resource.name &&
        exchange.request.method === method
          ? callForm(exchange, context)
          : undefined,
    }),
  ),
);
