import { header } from '../../../src/exchange/body.ts';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Judgement, Observation, Trace } from '../../../src/judge/case.ts';
import { observe, type Said } from '../observe.ts';
import { pathOf } from './matching.ts';
import { answered, judgement, statusOf, step, steps, textAt, without } from './reading.ts';
import { clauseOfTask, raceOr } from './states.ts';

function finding(task: string, said: Said): Observation {
  return observe({
    check: 'state.concurrent',
    clause: clauseOfTask(task),
    keyword: 'shall',
    pointer: 'status',
    ...said,
  });
}

function sentAtOnce(trace: Trace, name: string): readonly Exchange[] {
  return steps(trace, `concurrent.${name}`).filter(({ response }) => response !== undefined);
}

function wordsOf(exchanges: readonly Exchange[]): string {
  return exchanges.map((one) => statusOf(one)).join(' and ');
}

/** Of requests for several tasks at once exactly one is accepted, the others are refused with 409. */
export function oneOfSeveral(trace: Trace): Judgement {
  const sent = sentAtOnce(trace, 'several');
  if (sent.length < 2) {
    const open = without('several tasks at once', trace);
    const isAlone = trace.outcome.kind === 'done' && step(trace, 'concurrent.several') === undefined;
    return isAlone ? { ...open, notApplicable: 'the ICS claims fewer than two such tasks' } : open;
  }
  const accepted = sent.filter((one) => statusOf(one) === 202);
  const wrong = sent.find((one) => statusOf(one) !== 202 && statusOf(one) !== 409);
  if (accepted.length === 1 && wrong === undefined) return judgement(1, []);
  const end = wrong === undefined ? 'none' : String(statusOf(wrong));
  return judgement(1, [
    finding('', {
      deviation: accepted.length > 1 ? 'state-race' : `concurrent:several:${end}`,
      message: 'Of several tasks at once one is accepted and the others are refused with 409',
      expected: '202 once, else 409',
      observed: wordsOf(sent),
      exchange: sent,
    }),
  ]);
}

/** Two modifications at once: both may be accepted where the first had ended before the second began. */
export function modifiedOneByOne(trace: Trace): Judgement {
  const sent = sentAtOnce(trace, 'modify');
  if (sent.length < 2) return without('two requests to modify at once', trace);
  const accepted = sent.filter((one) => statusOf(one) === 202);
  const wrong = sent.find((one) => statusOf(one) !== 202 && statusOf(one) !== 409);
  if (accepted.length < 2)
    return judgement(
      1,
      accepted.length === 1 && wrong === undefined
        ? []
        : [
            finding('modify', {
              deviation: `concurrent:modify:${wrong === undefined ? 'none' : statusOf(wrong)}`,
              message: 'Of two modifications at once one is accepted and the other one accepted or refused with 409',
              expected: '202 and 409',
              observed: wordsOf(sent),
              exchange: sent,
            }),
          ],
    );
  const [first, second] = accepted.map((one) => spanOf(one, trace));
  if (first === undefined || second === undefined) return without('the end of two modifications at once', trace);
  if (!(first.from < second.to && second.from < first.to)) return judgement(1, []);
  return judgement(1, [
    finding('modify', {
      deviation: raceOr('modify', 202, trace),
      message: 'A modification is refused with 409 while another one goes on',
      expected: 'one after the other, or 202 and 409',
      observed: `${first.text}, ${second.text}`,
      pointer: '/startTime',
      exchange: [...sent, first.read, second.read],
    }),
  ]);
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly read: Exchange;
}

/** From the start of an accepted operation to where it came to rest, by the clock of the SUT. */
function spanOf(accepted: Exchange, trace: Trace): Span | undefined {
  const path = pathOf(header(accepted.response?.headers ?? [], 'location') ?? '');
  const read = steps(trace, 'rest')
    .filter((one) => pathOf(one.request.url) === path)
    .at(-1);
  const start = textAt(answered(read), 'startTime') ?? '';
  const entered = textAt(answered(read), 'stateEnteredTime') ?? '';
  const [from, to] = [Date.parse(start), Date.parse(entered)];
  if (read === undefined || Number.isNaN(from) || Number.isNaN(to)) return undefined;
  return { from, to, text: `${start} to ${entered}`, read };
}

/** Of two deletions at once one finds the resource; the other finds none, or one that is being deleted. */
export function deletedByOne(trace: Trace): Judgement {
  const sent = sentAtOnce(trace, 'delete');
  if (sent.length < 2) return without('two deletions at once', trace);
  const gone = sent.filter((one) => statusOf(one) === 204).length;
  const wrong = sent.find((one) => ![204, 404, 409].includes(statusOf(one)));
  if (gone === 1 && wrong === undefined) return judgement(1, []);
  return judgement(1, [
    finding('delete', {
      deviation: `concurrent:delete:${wrong === undefined ? (gone === 0 ? 'none' : '204') : statusOf(wrong)}`,
      // Two that overlap to the last may both have found it.
      keyword: gone > 1 ? 'should' : 'shall',
      message: 'Of two deletions at once one is answered with 204 and the other with 404 or 409',
      expected: '204 and 404, or 204 and 409',
      observed: wordsOf(sent),
      exchange: sent,
    }),
  ]);
}
