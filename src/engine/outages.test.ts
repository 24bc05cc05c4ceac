import { createServer as createWebServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { WireClient } from '../exchange/client.ts';
import type { Exchange, WireFailure } from '../exchange/exchange.ts';
import { reading } from '../exchange/exchange.test-data.ts';
import { Outages, takesRequests, watched } from './outages.ts';

const NOON = Date.UTC(2026, 0, 1, 12);
const time = (second: number): number => NOON + second * 1000;

/** An exchange that took a second; `came` is the status of its answer, or why there is none. */
function exchange(second: number, came: number | WireFailure['kind'], part: Partial<Exchange> = {}): Exchange {
  return reading({
    id: `x${second}`,
    at: new Date(time(second)).toISOString(),
    ms: 1000,
    ...(typeof came === 'number'
      ? { response: { status: came, headers: [] } }
      : { failure: { kind: came, message: came } }),
    ...part,
  });
}

function seen(...all: readonly Exchange[]): Outages & { readonly backs: () => number } {
  let backs = 0;
  const outages = new Outages(() => Promise.resolve(false), [() => (backs += 1)]);
  for (const one of all) outages.see(one);
  return Object.assign(outages, { backs: () => backs });
}

describe('an outage', () => {
  it('begins with a connection that is refused, and dates from the last answer', () => {
    const outages = seen(exchange(0, 200), exchange(2, 'reset'), exchange(4, 'refused'), exchange(5, 'refused'));
    expect(outages.all).toEqual([{ from: '2026-01-01T12:00:01.000Z' }]);
    expect(outages.isOver).toBe(false);
    expect(outages.since(time(9))).toEqual({
      reason: 'the SUT was not reachable from 2026-01-01T12:00:01.000Z on: refused',
      because: 'x4',
    });
  });

  it('is none where a connection is cut, closed or silent: that is about the request', async () => {
    const outages = new Outages(() => Promise.resolve(true), []);
    for (const [second, kind] of (['reset', 'closed', 'timeout'] as const).entries())
      outages.see(exchange(second, kind));
    await outages.look();
    expect(outages.all).toEqual([]);
    expect(seen(exchange(0, 200), exchange(2, 'reset'), exchange(4, 'closed')).all).toEqual([]);
  });

  it('begins with a silence where no other connection is answered either', async () => {
    const outages = seen(exchange(0, 200), exchange(2, 'timeout'));
    await outages.look();
    expect(outages.since(time(9))).toEqual({
      reason: 'the SUT was not reachable from 2026-01-01T12:00:01.000Z on: connections are not answered',
      because: 'x2',
    });
  });

  it('begins with the last answer where the silent request was asked before that', async () => {
    const outages = seen(exchange(1, 200), exchange(0, 'timeout', { ms: 9000 }));
    await outages.look();
    expect(outages.all).toEqual([{ from: '2026-01-01T12:00:02.000Z' }]);
    outages.see(exchange(1, 200, { ms: 500 }));
    expect(outages.isOver).toBe(false);
    outages.see(exchange(20, 200));
    expect(outages.isOver).toBe(true);
  });

  it('ends with the next answer, whatever it says, and the credentials are renewed', () => {
    const outages = seen(exchange(0, 200), exchange(4, 'refused'), exchange(6, 401));
    expect(outages.all).toEqual([{ from: '2026-01-01T12:00:01.000Z', until: '2026-01-01T12:00:06.000Z' }]);
    expect(outages.backs()).toBe(1);
    expect(outages.since(time(3))?.reason).toContain('to 2026-01-01T12:00:06.000Z');
    // A run that began when it was over was not disturbed.
    expect(outages.since(time(6))).toBeUndefined();
  });

  it('is not ended by what was under way before, nor begun by what was refused before an answer', () => {
    expect(seen(exchange(1, 200), exchange(4, 'refused'), exchange(0, 200, { ms: 5000 })).isOver).toBe(false);
    expect(seen(exchange(4, 200), exchange(2, 'refused')).all).toEqual([]);
  });

  it('is waited for, no longer than patience lasts, and not where the run is stopped', async () => {
    const replies = [false, true];
    const outages = new Outages(() => Promise.resolve(replies.shift() ?? true), []);
    const at = (ms: number): Partial<Exchange> => ({ at: new Date(Date.now() + ms).toISOString() });
    outages.see(exchange(0, 200, at(-2000)));
    outages.see(exchange(1, 'refused', at(0)));
    await outages.over(10_000, () => true);
    expect(outages.isOver).toBe(false);
    await outages.over(-1, () => false);
    expect(outages.isOver).toBe(false);
    await outages.over(10_000, () => false);
    expect(outages.isOver).toBe(true);
    expect(replies).toEqual([]);
  });

  it('is not waited for where nobody has ever answered', async () => {
    const outages = seen(exchange(0, 'refused'));
    await outages.over(Infinity, () => false);
    expect(outages.isOver).toBe(false);
  });

  it('is looked for where no request could be sent', async () => {
    const outages = seen();
    await outages.look();
    expect(outages.since(Date.now())?.reason).toContain('no connection');
  });
});

describe('a gateway that answers for the SUT', () => {
  it('shows an outage where it does so to any request, until something else is answered', async () => {
    const outages = seen(exchange(0, 200), exchange(2, 502));
    await outages.look();
    expect(outages.since(time(9))).toEqual({
      reason: 'the SUT was not reachable from 2026-01-01T12:00:01.000Z on: 502 to any request',
      because: 'x2',
    });
    outages.see(exchange(4, 503));
    expect(outages.isOver).toBe(false);
    outages.see(exchange(6, 500));
    expect(outages.isOver).toBe(true);
  });

  it('shows none where the SUT answers others: that is about the request', async () => {
    const outages = new Outages(() => Promise.resolve(true), []);
    outages.see(exchange(0, 200));
    for (const status of [502, 503, 504]) outages.see(exchange(2, status));
    await outages.look();
    expect(outages.all).toEqual([]);
  });

  it('shows none where the SUT has answered since', async () => {
    const replies = [false, true];
    const outages = new Outages(() => Promise.resolve(replies.shift() ?? true), []);
    for (const one of [exchange(0, 200), exchange(2, 503), exchange(3, 200)]) outages.see(one);
    await outages.look();
    expect(replies).toEqual([]);
    expect(outages.all).toEqual([]);
  });
});

describe('a server takes requests', () => {
  const client = new WireClient();
  afterAll(() => client.close());
  const taken = async (server: Server): Promise<readonly boolean[]> => {
    await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
    const uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/vnflcm/v2`;
    const ask = (): Promise<boolean> => takesRequests(client, { apis: { vnflcm: { v2: uri } } });
    const whileItListens = await ask();
    await new Promise((closed) => server.close(closed));
    return [whileItListens, await ask()];
  };
  const saying = (status: number): Server =>
    createWebServer((_request, response) => response.writeHead(status, { connection: 'close' }).end());

  it('while it listens, whatever it says', async () => {
    expect(await taken(createServer((socket) => socket.destroy()))).toEqual([true, false]);
    expect(await taken(saying(401))).toEqual([true, false]);
    expect(await taken(saying(500))).toEqual([true, false]);
  });

  it('not where it is a gateway with nobody behind it', async () => {
    for (const status of [502, 503, 504]) expect(await taken(saying(status))).toEqual([false, false]);
  });
});

it('a request that is cut off twice is known again, whichever resource it was about', () => {
  const healed = (id: string, kind: WireFailure['kind'], step = 'heal'): readonly string[] => {
    const url = `http://sut/vnflcm/v2/vnf_instances/${id}/heal`;
    const { record, cut } = watched((one: Exchange) => one, seen());
    const stimulus = { kind: 'legal', task: 'heal', step } as const;
    record(exchange(0, kind, { request: { method: 'POST', url, headers: [] }, stimulus }));
    return cut;
  };
  expect(healed('a', 'reset')).toHaveLength(1);
  expect(healed('a', 'reset')).toEqual(healed('b', 'closed'));
  expect(healed('a', 'reset')).not.toEqual(healed('a', 'reset', 'heal.again'));
  expect(healed('a', 'reset')).toEqual(healed('b', 'timeout'));
  expect(healed('a', 'refused')).toEqual([]);
});

it('keeps those before an interruption', () => {
  const before = [{ from: '2026-01-01T12:00:00.000Z' }];
  expect(new Outages(() => Promise.resolve(true), [], before).all).toEqual(before);
});
