import { toBody } from '../../../src/exchange/body.ts';
import type { Exchange, HeaderList, RunOutcome } from '../../../src/exchange/exchange.ts';
import type { Stimulus } from '../../../src/exchange/stimulus.ts';
import type { Judgement, Trace, TraceCheck } from '../../../src/judge/case.ts';
import { loadModel } from '../../../src/model/load.ts';
import type { Release } from '../../../src/model/release-model.ts';

/** Small traces for tests of checks: exchanges in a row, half a second apart. */

interface Wire {
  readonly method?: string;
  readonly path?: string;
  readonly json?: unknown;
  readonly raw?: string;
  readonly headers?: HeaderList;
  readonly status?: number;
  readonly answer?: unknown;
  readonly rawAnswer?: string;
  readonly answerHeaders?: HeaderList;
}

export const ROOT = 'http://sut.example/vnflcm/v2';
export const ROOT_V1 = 'http://sut.example/vnflcm/v1';

/** The harness asked the SUT. */
export function sent(stimulus: Stimulus, wire: Wire = {}): Exchange {
  return exchange({ direction: 'outbound', api: 'vnflcm', stimulus }, { ...wire, path: `${ROOT}${wire.path ?? '/'}` });
}

/** An observing read of the SUT. */
export function observed(step: string, path: string, answer: unknown, status = 200): Exchange {
  return sent({ kind: 'observe', step }, { path, status, answer });
}

/** The SUT asked a counterpart. */
export function inbound(api: string, path: string, wire: Wire = {}): Exchange {
  return exchange(
    { direction: 'inbound', api, stimulus: { kind: 'inbound', answer: '' } },
    { method: 'POST', ...wire, path: `http://harness.example${path}` },
  );
}

/** A notification that the sink took. */
export function notification(body: unknown, path = '/sink', status = 204): Exchange {
  return inbound('vnflcm-notification', path, { json: body, status });
}

function exchange(
  about: Pick<Exchange, 'direction' | 'api' | 'stimulus'>,
  { method = 'GET', path = '', json, raw, headers = [], status = 200, answer, rawAnswer, answerHeaders = [] }: Wire,
): Exchange {
  const body = raw === undefined && json === undefined ? undefined : toBody(Buffer.from(raw ?? JSON.stringify(json)));
  const back =
    rawAnswer === undefined && answer === undefined
      ? undefined
      : toBody(Buffer.from(rawAnswer ?? JSON.stringify(answer)));
  return {
    type: 'exchange',
    id: '',
    at: '',
    ms: 1,
    run: 'test',
    ...about,
    request: { method, url: path, headers, ...(body === undefined ? {} : { body }) },
    response: { status, headers: answerHeaders, ...(back === undefined ? {} : { body: back }) },
  };
}

export interface TraceOptions {
  readonly release?: Release;
  readonly claims?: Readonly<Record<string, boolean>>;
  readonly outcome?: RunOutcome;
}

/** Gives the exchanges their ids and times. */
export function traceOf(exchanges: readonly Exchange[], options: TraceOptions = {}): Trace {
  const model = loadModel().release(options.release ?? '3.3.1');
  const api = model.apis.get('vnflcm');
  if (api === undefined) throw new Error('no vnflcm');
  const start = Date.parse('2026-01-01T00:00:00.000Z');
  return {
    model,
    api,
    outcome: options.outcome ?? { kind: 'done' },
    exchanges: exchanges.map((one, i) => ({
      ...one,
      id: `x${i + 1}`,
      at: new Date(start + i * 500).toISOString(),
    })),
    target: { roots: { 'vnflcm/v1': ROOT_V1, 'vnflcm/v2': ROOT }, claims: (item) => options.claims?.[item] },
  };
}

/** What a check found: `shall wrong-state:scale:ongoing:202`; `inconclusive` where it could not tell. */
export function found(check: TraceCheck, exchanges: readonly Exchange[], options?: TraceOptions): readonly string[] {
  const said: Judgement = check(traceOf(exchanges, options));
  if (said.observations.length === 0 && (said.judged === 0 || said.inconclusive !== undefined)) return ['inconclusive'];
  return [...new Set(said.observations.map((one) => `${one.keyword} ${one.deviation}`))];
}

/** A read of one operation occurrence; reads are half a second apart. */
export const occRead = (operationState: string, stateEnteredTime: string): Exchange =>
  observed('op', '/vnf_lcm_op_occs/o', {
    id: 'o',
    operationState,
    startTime: '2026-01-01T00:00:00Z',
    stateEnteredTime,
  });

/** Seconds after the start of that operation. */
export const occAt = (second: number, fraction = ''): string => `2026-01-01T00:00:0${second}${fraction}Z`;
