import { describe, expect, it } from 'vitest';
import { hasMark, marksOf } from './marks.ts';

const secret = 'http://127.0.0.1:9/c2VjcmV0LXNlY3JldC1zZWNy';

describe('marks of a payload', () => {
  it.each([
    ['a name with a random end', '{"vnfInstanceName":"tst-r@v2-1a2b3c4d"}', { vnfInstanceName: 'tst-r@v2-1a2b3c4d' }],
    ['a description', '{"vnfInstanceDescription":"tst-1a2b3c4d"}', { vnfInstanceDescription: 'tst-1a2b3c4d' }],
    ['the secret path of a sink', `{"callbackUri":"${secret}","x":1}`, { callbackUri: secret }],
    ['one with a query', `{"callbackUri":"${secret}?a=1&b=x%20y"}`, { callbackUri: `${secret}?a=1&b=x%20y` }],
    ['one that a SUT shows without it', `{"callbackUri":"${secret}?a=1"}`, { callbackUri: secret }],
    ['a payload that is no JSON', `{"n":NaN,"callbackUri":"${secret}",}`, { callbackUri: secret }],
  ])('%s is known again', (_what, payload, item) => {
    expect(hasMark(item, marksOf(payload))).toBe(true);
    expect(marksOf(payload).join()).not.toContain('c2VjcmV0');
  });

  it.each([
    ['a name that anybody could give', '{"vnfInstanceName":"tst it"}', { vnfInstanceName: 'tst it' }],
    ['a path without a secret', '{"callbackUri":"http://x/callback"}', { callbackUri: 'http://x/callback' }],
    ['a longer path', `{"callbackUri":"${secret}"}`, { callbackUri: `${secret}XY` }],
    ['a text that the resource shows elsewhere', `{"callbackUri":"${secret}"}`, { vnfdId: secret }],
    ['another name', '{"vnfInstanceName":"tst-r-1a2b3c4d"}', { vnfInstanceName: 'tst-r-1a2b3c4e' }],
  ])('%s is none', (_what, payload, item) => expect(hasMark(item, marksOf(payload))).toBe(false));
});
