import { describe, expect, it } from 'vitest';
import type { Exchange } from '../exchange/exchange.ts';
import { begin, end, every, exchange, judgeWith, seen, trace } from './judge.test-data.ts';

describe('a run in which the SUT was not reachable for a while', () => {
  const cut = { failure: { kind: 'reset', message: 'socket hang up' } } as const;
  const unanswered = (id: string): Exchange => {
    const { response, ...rest } = exchange(id, cut);
    expect(response).toBeDefined();
    return rest;
  };
  const whole = every('b', (one) => (one.failure === undefined ? [] : [seen('no-answer', one.id)]));
  const disturbed = end({ kind: 'disturbed', reason: 'the SUT was not reachable', because: 'x2' });
  const failing = trace('a', () => ({ judged: 1, observations: [seen('d', 'x1')] }));

  it('fails no case over its trace, and passes none', () => {
    const open = { verdict: 'inconclusive', reason: 'the SUT was not reachable (exchange x2)', findings: [] };
    expect(judgeWith(failing, [begin(), exchange('x1'), disturbed])()).toMatchObject(open);
    const passing = trace('a', () => ({ judged: 1, observations: [] }));
    expect(judgeWith(passing, [begin(), exchange('x1'), disturbed])()).toMatchObject(open);
  });

  it('is judged as it is driven again', () => {
    const again = [begin('p@v2 again'), exchange('x3', { run: 'p@v2 again' }), end({ kind: 'done' }, 'p@v2 again')];
    expect(judgeWith(failing, [begin(), exchange('x1'), disturbed, ...again])()).toMatchObject({ verdict: 'fail' });
  });

  it('is not blamed for requests without an answer, but for what was answered', () => {
    expect(judgeWith(whole, [begin(), exchange('x1'), unanswered('x2'), disturbed])()).toMatchObject({
      verdict: 'pass',
      judged: 1,
    });
    const wrong = every('b', (one) => (one.response?.status === 500 ? [seen('d', one.id)] : []));
    const bad = exchange('x1', { response: { status: 500, headers: [] } });
    expect(judgeWith(wrong, [begin(), bad, disturbed])()).toMatchObject({ verdict: 'fail' });
  });

  it('is not blamed for what a gateway may have answered', () => {
    const refused = every('b', (one) => ((one.response?.status ?? 0) >= 500 ? [seen('d', one.id)] : []));
    const bad = exchange('x2', { response: { status: 502, headers: [] } });
    expect(judgeWith(refused, [begin(), exchange('x1'), bad, disturbed])()).toMatchObject({
      verdict: 'pass',
      judged: 1,
    });
    expect(judgeWith(refused, [begin(), exchange('x1'), bad, end()])()).toMatchObject({ verdict: 'fail', judged: 2 });
  });

  it('does not excuse other runs', () => {
    const lines = [begin(), exchange('x1'), unanswered('x2'), end()];
    expect(judgeWith(whole, lines)()).toMatchObject({ verdict: 'fail', findings: [{ exchanges: ['x2'] }] });
    expect(judgeWith(whole, [unanswered('x1')])()).toMatchObject({ verdict: 'fail' });
  });
});
