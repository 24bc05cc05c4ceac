import type { Body, Exchange } from '../src/exchange/exchange.ts';
import type { InboundRecorder } from './control.ts';

/** Keeps inbound exchanges in memory, as they came and without redaction: for tests and trials, never for a run. */
export interface MemoryRecorder extends InboundRecorder {
  readonly exchanges: readonly Exchange[];
  readonly subjects: readonly (string | undefined)[];
}

export function memoryRecorder(): MemoryRecorder {
  const exchanges: Exchange[] = [];
  const subjects: (string | undefined)[] = [];
  return {
    exchanges,
    subjects,
    record: (inbound) => {
      const { request, response, failure } = inbound;
      const exchange: Exchange = {
        type: 'exchange',
        id: `x${exchanges.length + 1}`,
        at: inbound.startedAt.toISOString(),
        ms: inbound.ms,
        direction: 'inbound',
        api: inbound.api,
        run: inbound.run ?? 'unattributed',
        stimulus: { kind: 'inbound', answer: inbound.answer },
        request: { ...request, body: bodyOf(request.body) },
        ...(response === undefined ? {} : { response: { ...response, body: bodyOf(response.body) } }),
        ...(failure === undefined ? {} : { failure }),
      };
      exchanges.push(exchange);
      subjects.push(inbound.subject);
      return exchange;
    },
  };
}

function bodyOf(bytes: Uint8Array): Body {
  const buffer = Buffer.from(bytes);
  const text = buffer.toString('utf8');
  return Buffer.from(text).equals(buffer)
    ? { encoding: 'utf8', data: text, bytes: bytes.length }
    : { encoding: 'base64', data: buffer.toString('base64'), bytes: bytes.length };
}
