import { describe, expect, it } from 'vitest';
import type { Exchange } from '../exchange/exchange.ts';
import { MOST_CALLS } from '../exchange/ration.ts';
import { loadModel } from '../model/load.ts';
import type { TestCase } from './case.ts';
import { Judge } from './judge.ts';
import { begin, common, end, every, exchange, judgeWith, seen, trace } from './judge.test-data.ts';

describe('a case over a trace', () => {
  it('passes when something was judged and nothing is wrong', () => {
    const verdict = judgeWith(
      trace('a', ({ exchanges }) => ({ judged: exchanges.length, observations: [] })),
      [begin(), exchange('x1'), end()],
    );
    expect(verdict()).toMatchObject({ verdict: 'pass', judged: 1 });
    expect(verdict('3.7.1')).toMatchObject({ verdict: 'pass', release: '3.7.1' });
  });

  it('fails on a shall, warns on a should', () => {
    const failing = judgeWith(
      trace('a', () => ({ judged: 2, observations: [seen('d', 'x1'), seen('d', 'x2'), seen('e', 'x1', 'should')] })),
      [begin(), exchange('x1'), end()],
    );
    expect(failing()).toMatchObject({
      verdict: 'fail',
      findings: [
        { deviation: 'd', places: 2, exchanges: ['x1', 'x2'] },
        { deviation: 'e', keyword: 'should' },
      ],
    });
    const warning = judgeWith(
      trace('a', () => ({ judged: 1, observations: [seen('e', 'x1', 'should')] })),
      [begin(), exchange('x1'), end()],
    );
    expect(warning().verdict).toBe('pass');
  });

  it('is never green by default: nothing judged is inconclusive and says why', () => {
    const nothing = trace('a', () => ({ judged: 0, observations: [] }));
    expect(judgeWith(nothing, [begin(), end()])()).toMatchObject({ verdict: 'inconclusive' });
    expect(
      judgeWith(nothing, [begin(), end({ kind: 'blocked', reason: 'no instance', because: 'x7' })])().reason,
    ).toContain('no instance (exchange x7)');
    expect(judgeWith(nothing, [])().reason).toContain('did not reach its end');
    expect(judgeWith(nothing, [begin(), exchange('x1')])().verdict).toBe('inconclusive');
  });

  it('does not apply where the SUT has nothing that the rule could be about', () => {
    const verdict = judgeWith(
      trace('a', () => ({ judged: 0, observations: [], notApplicable: 'every task is claimed' })),
      [begin(), end()],
    );
    expect(verdict()).toMatchObject({ verdict: 'not-applicable', reason: 'every task is claimed' });
  });

  it('still fails on what was seen before the procedure was blocked', () => {
    const verdict = judgeWith(
      trace('a', () => ({ judged: 1, observations: [seen('d', 'x1')], inconclusive: 'the rest is missing' })),
      [begin(), exchange('x1'), end({ kind: 'blocked', reason: 'r' })],
    );
    expect(verdict()).toMatchObject({ verdict: 'fail' });
  });

  it('is an error when the harness broke off', () => {
    expect(
      judgeWith(
        trace('a', () => ({ judged: 1, observations: [] })),
        [begin(), end({ kind: 'error', reason: 'bug' })],
      )(),
    ).toMatchObject({ verdict: 'error', reason: 'bug' });
  });

  it('is not asked where the release has no such rule or the ICS does not claim it', () => {
    const judge = (): never => {
      throw new Error('must not be asked');
    };
    expect(judgeWith(trace('a', judge, { since: '3.7.1' }), [begin('p@v2', ['3.3.1']), end()])().verdict).toBe(
      'not-applicable',
    );
    const denying = { 'vnflcm.scale': false, 'vnflcm.authentication': true };
    for (const ics of ['vnflcm.scale', ['vnflcm.authentication', 'vnflcm.scale']])
      expect(judgeWith(trace('a', judge, { ics }), [begin(), end()], denying)()).toMatchObject({
        verdict: 'not-supported',
        reason: 'the ICS does not claim vnflcm.scale',
      });
    const icsAny = ['vnflcm.scale', 'vnflcm.heal'];
    expect(
      judgeWith(trace('a', judge, { icsAny }), [begin(), end()], { 'vnflcm.scale': false, 'vnflcm.heal': false })(),
    ).toMatchObject({
      verdict: 'not-supported',
      reason: 'the ICS claims none of vnflcm.scale, vnflcm.heal',
    });
    const asked = judgeWith(
      trace('a', () => ({ judged: 1, observations: [] }), { icsAny }),
      [begin(), end()],
      denying,
    );
    expect(asked().verdict).toBe('pass');
  });

  it('is none of the cases of a release that has no such rule', () => {
    const model = loadModel();
    const since = trace('a', () => ({ judged: 1, observations: [] }), { since: '3.7.1' });
    const models = [model.release('3.3.1'), model.release('3.7.1')];
    const judge = new Judge([since], models, { roots: {}, claims: () => undefined });
    expect([...judge.verdicts()].map(({ release }) => release)).toEqual(['3.7.1']);
  });

  it('sees the exchanges of its own run only, and those in time', () => {
    const verdict = judgeWith(
      trace('a', ({ exchanges }) => ({ judged: exchanges.length, observations: [] })),
      [begin(), begin('q@v2'), exchange('x1'), exchange('x2', { run: 'q@v2' }), end(), exchange('x3')],
    );
    expect(verdict().judged).toBe(1);
  });
});

describe('a case over every exchange', () => {
  const statuses = every('b', (one) =>
    one.response?.status === 500 ? [seen('d', one.id)] : one.direction === 'outbound' ? [] : undefined,
  );

  it('on one operation is shown the exchanges of that alone', () => {
    const wrong = every('b', (one) => [seen('d', one.id)]);
    const url = 'http://sut/vnflcm/v2/subscriptions';
    const lines = [
      begin(),
      exchange('x1'),
      exchange('x2', { request: { method: 'GET', url, headers: [] } }),
      exchange('x3', { request: { method: 'POST', url, headers: [] } }),
      exchange('x4', { request: { method: 'GET', url: `${url}/s1`, headers: [] } }),
      exchange('x5', { request: { method: 'GET', url: `${url}?filter=(eq,id,x)`, headers: [] } }),
      end(),
    ];
    const verdict = judgeWith({ ...wrong, on: { resource: 'subscriptions', method: 'GET' } } as TestCase, lines)();
    expect(verdict).toMatchObject({ verdict: 'fail', judged: 2, findings: [{ exchanges: ['x2', 'x5'] }] });
    expect(
      judgeWith({ ...wrong, on: { resource: 'subscriptions', method: 'DELETE' } } as TestCase, lines)().verdict,
    ).toBe('inconclusive');
  });

  it('folds one finding of many exchanges, late ones and ambient ones too', () => {
    const bad = { response: { status: 500, headers: [] } };
    const verdict = judgeWith(statuses, [
      begin(),
      exchange('x1', bad),
      end(),
      exchange('x2', bad),
      exchange('x3', { run: 'ambient' }),
    ]);
    expect(verdict()).toMatchObject({ verdict: 'fail', judged: 3, findings: [{ deviation: 'd', places: 2 }] });
  });

  it('lists at most twenty exchanges and counts them all', () => {
    const bad = { response: { status: 500, headers: [] } };
    const verdict = judgeWith(statuses, [
      begin(),
      ...Array.from({ length: 30 }, (_, i) => exchange(`x${i}`, bad)),
      end(),
    ]);
    expect(verdict().findings[0]).toMatchObject({ places: 30 });
    expect(verdict().findings[0]?.exchanges).toHaveLength(20);
  });

  it('is judged for the releases that the run is evidence for', () => {
    const verdict = judgeWith(statuses, [begin('p@v2', ['3.7.1']), exchange('x1'), end()]);
    expect(verdict('3.3.1').verdict).toBe('inconclusive');
    expect(verdict('3.7.1').verdict).toBe('pass');
  });

  it('leaves exchanges of another major alone', () => {
    expect(judgeWith(statuses, [exchange('x1', { run: 'ambient', major: 'v1' })])().verdict).toBe('inconclusive');
  });

  it('tells the checks which resources came of broken bodies', () => {
    const told: string[][] = [];
    const every = {
      ...common,
      id: 'c',
      kind: 'every-exchange',
      judge: (_one, { fromBrokenBodies }) => {
        told.push([...(fromBrokenBodies ?? [])]);
        return [];
      },
    } satisfies TestCase;
    const judge = new Judge([every], [loadModel().release('3.3.1')], { roots: {}, claims: () => undefined });
    const mutation = { op: 'wrong-type', pointer: '/x', attribute: 'X.x' } as const;
    const stimulus = { kind: 'invalid-body', type: 'X', mutation } as const;
    const post = { method: 'POST', url: 'http://sut/vnflcm/v2/subscriptions', headers: [] };
    judge.begin(begin());
    judge.exchange(exchange('x1', { stimulus, request: post, response: { status: 400, headers: [] } }));
    const headers = [['Location', 'http://sut/vnflcm/v2/subscriptions/s1']] as const;
    judge.exchange(exchange('x2', { stimulus, request: post, response: { status: 201, headers } }));
    expect(told).toEqual([[], ['s1']]);
  });
});

describe('a run that the SUT floods', () => {
  const call = (id: string, run = 'p@v2'): Exchange => exchange(id, { run, direction: 'inbound' });
  const flood = Array.from({ length: MOST_CALLS + 1 }, (_, i) => call(`x${i + 1}`));
  const counting = trace('a', ({ exchanges }) => ({ judged: exchanges.length, observations: [] }));
  const failing = trace('a', () => ({ judged: 1, observations: [seen('d', 'x1')] }));

  it('is not judged as a whole: what is missing may be among the rest', () => {
    for (const one of [counting, failing])
      expect(judgeWith(one, [begin(), ...flood, end()])()).toMatchObject({ verdict: 'inconclusive', findings: [] });
    expect(judgeWith(counting, [begin(), ...flood, end()])().reason).toContain('more than 5000 calls');
    expect(judgeWith(failing, [begin(), ...flood.slice(1), end()])().verdict).toBe('fail');
  });

  it('costs no other run, and none of its exchanges goes unseen', () => {
    const other = judgeWith(counting, [begin(), begin('q@v2'), ...flood, exchange('x9', { run: 'q@v2' }), end()]);
    expect(other().verdict).toBe('inconclusive');
    const mine = flood.map((one) => ({ ...one, run: 'q@v2' }));
    expect(judgeWith(counting, [begin(), begin('q@v2'), ...mine, exchange('x9'), end()])()).toMatchObject({
      verdict: 'pass',
      judged: 1,
    });
    const all = judgeWith(
      every('e', () => []),
      [begin(), ...flood, end()],
    );
    expect(all().judged).toBe(MOST_CALLS + 1);
  });

  it('is not one for what the harness asked, however much', () => {
    const asked = Array.from({ length: MOST_CALLS + 1 }, (_, i) => exchange(`x${i + 1}`));
    expect(judgeWith(counting, [begin(), ...asked, end()])()).toMatchObject({
      verdict: 'pass',
      judged: MOST_CALLS + 1,
    });
  });
});

describe('a check that breaks down', () => {
  const down = (): never => {
    throw new Error('no such thing');
  };

  it('is an error of its case, and of no other', () => {
    const lines = [begin(), exchange('x1'), end()];
    expect(judgeWith(trace('c', down), lines)()).toMatchObject({ verdict: 'error' });
    expect(judgeWith(trace('c', down), lines)().reason).toContain('no such thing');
    expect(judgeWith(every('c', down), lines)()).toMatchObject({ verdict: 'error' });
    expect(judgeWith(every('c', down), lines)().reason).toContain(
      'x1: the check failed with an error: Error: no such thing',
    );
  });
});
