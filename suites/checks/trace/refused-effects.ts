import type { Exchange } from '../../../src/exchange/exchange.ts';
import { stepsOf } from '../../../src/exchange/uri.ts';
import type { Judgement, Observation, Trace } from '../../../src/judge/case.ts';
import { observe } from '../observe.ts';
import { operationName } from './operation-name.ts';
import { answeredPart } from './known-part.ts';
import { asked, judgement, listed, ofHarness, sameContent, statusOf, step, without } from './reading.ts';

/** First part of the steps of requests that are to be refused, and of the reads that show their effect. */
const REFUSED = 'refused.';
/** By what a resource is known again that a refused request has made all the same. */
const MARKS = ['vnfInstanceName', 'callbackUri'] as const;

/** What was refused for its Version was not done: nothing was made, changed or deleted. */
export function refusedHasNoEffect(trace: Trace): Judgement {
  const refused = toBeRefused(trace).filter((one) => statusOf(one) >= 400);
  const effects = refused.map((one) => effectOf(one, trace)).filter((one) => one !== undefined);
  if (effects.length === 0) return without('a request that was refused for its Version', trace);
  return judgement(effects.length, effects.flat());
}

function toBeRefused(trace: Trace): readonly Exchange[] {
  return ofHarness(trace).filter(
    ({ stimulus }) => stimulus.kind === 'version' && stimulus.step?.startsWith(REFUSED) === true,
  );
}

/** What was asked of the subject and accepted, though it was to be refused: its effect may show at any time. */
function isUnderWay(subject: Exchange, trace: Trace): boolean {
  return toBeRefused(trace).some(
    (one) => statusOf(one) > 0 && statusOf(one) < 300 && leadsThrough(one.request.url, subject.request.url),
  );
}

function leadsThrough(uri: string, resource: string): boolean {
  const [steps, of] = [stepsOf(uri), stepsOf(resource)];
  return of.every((step, i) => step === steps[i]);
}

/** `undefined` where its subject was not seen afterwards, or where another request for it was accepted. */
function effectOf(refused: Exchange, trace: Trace): readonly Observation[] | undefined {
  const label = refused.stimulus.step ?? '';
  const list = step(trace, `${label}.list`);
  if (list !== undefined) return made(refused, list, trace);
  const before = step(trace, `${label}.before`);
  const after = step(trace, `${label}.after`);
  if (before === undefined || after === undefined || statusOf(before) !== 200) return undefined;
  if (isUnderWay(before, trace)) return undefined;
  const isSame = statusOf(after) === 200 && sameContent(answeredPart(before, trace), answeredPart(after, trace));
  return isSame ? [] : [effect(refused, [before, refused, after], after.response?.body?.data, trace)];
}

function made(refused: Exchange, list: Exchange, trace: Trace): readonly Observation[] | undefined {
  const body = asked(refused);
  const mark = MARKS.find((name) => typeof body?.[name] === 'string');
  const items = listed(list);
  if (mark === undefined || items === undefined) return undefined;
  const found = items.find((item) => item[mark] === body?.[mark]);
  return found === undefined ? [] : [effect(refused, [refused, list], found, trace)];
}

function effect(refused: Exchange, exchange: readonly Exchange[], observed: unknown, trace: Trace): Observation {
  return observe({
    check: 'admission.effect',
    deviation: `refused-yet-done:${operationName(refused, trace)}`,
    clause: 'SOL013 6.4',
    keyword: 'shall',
    message: `What is refused with ${statusOf(refused)} is not done`,
    expected: 'as before',
    observed: observed ?? 'no payload',
    pointer: '',
    exchange,
  });
}
