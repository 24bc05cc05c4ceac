import { expect, test } from 'vitest';
import type { WireResult } from '../exchange/client.ts';
import type { Exchange, HeaderList } from '../exchange/exchange.ts';
import { loadModel } from '../model/load.ts';
import { createDriver, type DriverParts } from './driver.ts';

const model = loadModel().release('3.3.1');
const api = model.apis.get('vnflcm');
if (api === undefined) throw new Error('no API');

function answer(status: number, ...headers: HeaderList): WireResult {
  const response = { status, headers, body: new Uint8Array(), size: 0 };
  return { sent: [], startedAt: new Date(), ms: 1, response };
}

interface Came {
  readonly recorded: readonly string[];
  readonly came: number | undefined;
}

/** Reads a list of a SUT that gives these answers. @returns stimuli and statuses as recorded, and the status that came of it */
function read(...answers: readonly WireResult[]): Promise<Came> {
  return ask('/vnf_instances', answers);
}

async function ask(path: string, answers: readonly WireResult[], otherOrigins: readonly string[] = []): Promise<Came> {
  const recorded: string[] = [];
  const left = [...answers];
  const parts = {
    client: { send: () => Promise.resolve(left.shift() ?? answer(500)) },
    profile: {
      apis: { vnflcm: { v2: 'http://sut/vnflcm/v2' } },
      otherOrigins,
      headers: {},
      timeouts: { request: 1000 },
    },
    credentials: { headers: () => Promise.resolve({}) },
    record: ({ stimulus, result }: Parameters<DriverParts['record']>[0]) => {
      recorded.push(`${stimulus.kind} ${result.response?.status ?? 0}`);
      return {
        stimulus,
        request: { url: '' },
        response: { status: result.response?.status, headers: [] },
      } as unknown as Exchange;
    },
  } as unknown as DriverParts;
  const driver = createDriver(parts, 'r', model, api as NonNullable<typeof api>);
  const { response } = await driver.send({ method: 'GET', path }, { kind: 'observe' });
  return { recorded, came: response?.status };
}

const LATER = answer(503, ['Retry-After', '0']);

test('a request that is put off is sent again, and what put it off is no answer to it', async () => {
  expect(await read(LATER, answer(200))).toEqual({ recorded: ['put-off 503', 'observe 200'], came: 200 });
});

test('what is put off again and again is refused', async () => {
  const recorded = ['put-off 503', 'put-off 503', 'put-off 503', 'observe 503'];
  expect(await read(LATER, LATER, LATER, LATER, answer(200))).toEqual({ recorded, came: 503 });
});

test('without a time to come again, it is refused at once', async () => {
  expect(await read(answer(503), answer(200))).toEqual({ recorded: ['observe 503'], came: 503 });
});

test('a link to where the profile does not name the SUT is not followed', async () => {
  const elsewhere = ask('http://other:9890/vnflcm/v2/subscriptions', [answer(200)], ['https://other:9890']);
  await expect(elsewhere).rejects.toThrow(/^http:\/\/other:9890 is not in the profile.*otherOrigins/);
});

test('a link to another origin of the SUT is followed, and one to its own', async () => {
  const others = ['https://other:9890'];
  const recorded = ['observe 200'];
  expect(await ask('https://OTHER:9890/a?b=c', [answer(200)], others)).toEqual({ recorded, came: 200 });
  expect(await ask('http://sut/vnflcm/v2/subscriptions', [answer(200)], others)).toEqual({ recorded, came: 200 });
});
