import { expect, test } from 'vitest';
import type { HeaderList } from '../../../src/exchange/exchange.ts';
import { sent } from '../trace/build.test-data.ts';
import { cited, get, JSON_TYPE, judge, ofAnswer, PROBLEM } from './judge.test-data.ts';
import { problemDetails } from './problem-details.ts';

const explained = (answer: unknown, headers: HeaderList, status: number): readonly string[] =>
  judge(ofAnswer(problemDetails), get('/vnf_instances', answer, headers, status));

test('an error explains itself in a ProblemDetails of its own status', () => {
  expect(explained({ status: 400, detail: 'd' }, PROBLEM, 400)).toEqual([]);
  expect(explained({ status: 409, detail: 'd' }, PROBLEM, 400)).toEqual(['shall problem-details:status-differs']);
  expect(explained({ status: 400 }, PROBLEM, 400)).toEqual(['shall problem-details:ProblemDetails.detail:required']);
});

test('some need no explanation', () => {
  expect(explained(undefined, PROBLEM, 409)).toEqual(['shall problem-details:missing:409']);
  expect(explained(undefined, PROBLEM, 404)).toEqual([]);
});

test('a 412 should have one', () => {
  expect(explained({ status: 412, detail: 'd' }, PROBLEM, 412)).toEqual([]);
  expect(explained(undefined, PROBLEM, 412)).toEqual(['should problem-details:missing:412']);
  expect(explained({ message: 'x' }, JSON_TYPE, 412)).toEqual(['should problem-details:other-payload:412']);
});

test('its presence and its form are different rules', () => {
  const clauses = (answer: unknown): readonly string[] =>
    cited(ofAnswer(problemDetails), get('/vnf_instances', answer, PROBLEM, 400));
  expect(clauses(undefined)).toEqual(['SOL013 6.4']);
  expect(clauses({ status: 400 })).toEqual(['SOL013 6.3']);
});

test('it is sent as what it is', () => {
  expect(explained({ status: 400, detail: 'd' }, JSON_TYPE, 400)).toEqual([
    'shall problem-details:media-type:application/json',
  ]);
  expect(explained({ message: 'x' }, JSON_TYPE, 500)).toEqual(['shall problem-details:other-payload:500']);
  expect(explained({ message: 'x' }, JSON_TYPE, 404)).toEqual(['should problem-details:other-payload:404']);
  expect(explained('not JSON', [...PROBLEM], 400)).toEqual(['shall problem-details:ProblemDetails:type']);
});

test('it is JSON', () => {
  const cut = { path: '/vnf_instances', rawAnswer: '{"status":', answerHeaders: PROBLEM, status: 400 };
  expect(judge(ofAnswer(problemDetails), sent({ kind: 'observe' }, cut))).toEqual(['shall problem-details:not-json']);
});
