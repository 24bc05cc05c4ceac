import { matchExchange } from '../../../src/exchange/match.ts';
import type { Exchange, HeaderList } from '../../../src/exchange/exchange.ts';
import type { ExchangeCheck, Observation } from '../../../src/judge/case.ts';
import { generate } from '../../../src/model/generate.ts';
import { loadModel } from '../../../src/model/load.ts';
import type { Release } from '../../../src/model/release-model.ts';
import { sent, traceOf } from '../trace/build.test-data.ts';
import type { Answer } from './answers.ts';

/** Single exchanges for tests of checks, and what is found in them. */

export const JSON_TYPE: HeaderList = [
  ['Content-Type', 'application/json'],
  ['Version', '2.0.0'],
];
export const PROBLEM: HeaderList = [
  ['Content-Type', 'application/problem+json; charset=utf-8'],
  ['Version', '2.0.0'],
];

/** Deviations of one exchange, with their keyword. */
export function judge(check: ExchangeCheck, exchange: Exchange, release: Release = '3.3.1'): readonly string[] {
  const seen = observations(check, exchange, release);
  return seen?.map(({ keyword, deviation }) => `${keyword} ${deviation}`) ?? ['does not apply'];
}

/** Clauses that the findings in one exchange cite. */
export function cited(check: ExchangeCheck, exchange: Exchange, release: Release = '3.3.1'): readonly string[] {
  return observations(check, exchange, release)?.map(({ clause }) => clause) ?? [];
}

function observations(check: ExchangeCheck, exchange: Exchange, release: Release): readonly Observation[] | undefined {
  const { model, target, exchanges } = traceOf([exchange], { release });
  const api = model.apis.get(exchange.api);
  const one = exchanges[0];
  if (api === undefined || one === undefined) throw new Error('no such API');
  const match = matchExchange(one, model, target.roots);
  return check(one, { model, api, target, ...(match === undefined ? {} : { match }) });
}

export const model = loadModel().release('3.3.1');
export const instance = {
  ...(generate(model, 'VnfInstance') as Record<string, unknown>),
  id: 'i1',
  instantiationState: 'NOT_INSTANTIATED',
};
export const get = (path: string, answer: unknown, answerHeaders = JSON_TYPE, status = 200): Exchange =>
  sent({ kind: 'observe' }, { path, answer, answerHeaders, status });
export const without = (headers: HeaderList, name: string): HeaderList => headers.filter(([field]) => field !== name);

/** A part of the check of answers, asked alone. */
export function ofAnswer(part: (answer: Answer) => readonly Observation[]): ExchangeCheck {
  return (exchange, context) =>
    exchange.response === undefined || context.match === undefined
      ? undefined
      : part({ exchange, response: exchange.response, match: context.match, context });
}
