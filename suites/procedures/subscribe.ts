import { resourcePath } from '../../src/exchange/uri.ts';
import type { Sink } from '../../counterparts/control.ts';
import type { Driver } from '../../src/drive/procedure.ts';
import type { Exchange } from '../../src/exchange/exchange.ts';
import type { Stimulus } from '../../src/exchange/stimulus.ts';
import { bodyOf, text } from './steps.ts';

/** Makes a subscription; the path is absent when there is none. */
export async function make(
  driver: Driver,
  sink: Sink,
  stimulus: Stimulus,
  more: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly answer: Exchange; readonly path?: string }> {
  const answer = await driver.send(
    { method: 'POST', path: '/subscriptions', json: { callbackUri: sink.uri, ...more } },
    stimulus,
  );
  const id = text(bodyOf(answer)['id']);
  return { answer, ...(id === undefined ? {} : { path: resourcePath('subscriptions', id) }) };
}
