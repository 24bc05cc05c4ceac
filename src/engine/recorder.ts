import type { InboundRecorder } from '../../counterparts/control.ts';
import type { Outbound } from '../drive/driver.ts';
import { toBody } from '../exchange/body.ts';
import type { Body, Exchange, HeaderList, RunEvent, RunOutcome, StoreLine, WireFailure } from '../exchange/exchange.ts';
import type { Redactor } from '../exchange/redact.ts';
import type { Major } from '../model/release-model.ts';

type Inbound = Parameters<InboundRecorder['record']>[0];

/** Where the lines of a record go. */
export interface Keeper {
  readonly exchanges: number;
  append(line: StoreLine): void;
}

/** Who looks on while a record grows. */
export interface Watcher {
  begin(event: Extract<RunEvent, { type: 'begin' }>): void;
  exchange(exchange: Exchange): void;
  end(event: Extract<RunEvent, { type: 'end' }>): void;
}

/** The one door to the record: numbers exchanges, takes secrets out, stores, and lets the judge see. */
export class Recorder implements InboundRecorder {
  readonly #store: Keeper;
  readonly #judge: Watcher;
  readonly #redactor: Redactor;
  readonly #secrets: { secrets(): readonly string[] };
  readonly #owners = new Map<string, string>();
  readonly #majors = new Map<string, Major>();

  constructor(store: Keeper, judge: Watcher, redactor: Redactor, secrets: { secrets(): readonly string[] }) {
    this.#store = store;
    this.#judge = judge;
    this.#redactor = redactor;
    this.#secrets = secrets;
  }

  begin(event: Extract<RunEvent, { type: 'begin' }>): void {
    this.#majors.set(event.run, event.major);
    this.#store.append(event);
    this.#judge.begin(event);
  }

  /** The outcome as it was recorded: its reason may name what the SUT said. */
  end({ outcome, ...event }: Extract<RunEvent, { type: 'end' }>): RunOutcome {
    const told = outcome.kind === 'done' ? outcome : { ...outcome, reason: this.#redactor.text(outcome.reason) };
    this.#store.append({ ...event, outcome: told });
    this.#judge.end({ ...event, outcome: told });
    return told;
  }

  /** Inbound traffic about this VnfInstance belongs to the run that made it. */
  owns(vnfInstanceId: string, run: string): void {
    this.#owners.set(vnfInstanceId, run);
  }

  outbound(outbound: Outbound): Exchange {
    for (const secret of this.#secrets.secrets()) this.#redactor.learn(secret);
    const { result } = outbound;
    return this.#keep({
      type: 'exchange',
      id: this.#nextId(),
      at: result.startedAt.toISOString(),
      ms: result.ms,
      direction: 'outbound',
      api: outbound.api.name,
      major: outbound.api.major,
      dialect: outbound.api.release,
      run: outbound.run,
      stimulus: outbound.stimulus,
      request: {
        method: outbound.method,
        url: this.#redactor.text(outbound.url),
        headers: this.#redactor.headers(result.sent),
        ...this.#body(outbound.body),
      },
      ...(result.response === undefined
        ? {}
        : {
            response: {
              status: result.response.status,
              headers: this.#redactor.headers(result.response.headers),
              ...this.#body(result.response.body, result.response.headers),
            },
          }),
      ...(result.failure === undefined ? {} : { failure: this.#failure(result.failure) }),
    });
  }

  record(inbound: Inbound): Exchange {
    const run =
      inbound.run ?? (inbound.subject === undefined ? undefined : this.#owners.get(inbound.subject)) ?? 'ambient';
    const major = inbound.api === 'vnflcm-notification' ? this.#majors.get(run) : majorOf(inbound.request.url);
    return this.#keep({
      type: 'exchange',
      id: this.#nextId(),
      at: inbound.startedAt.toISOString(),
      ms: inbound.ms,
      direction: 'inbound',
      api: inbound.api,
      ...(major === undefined ? {} : { major }),
      run,
      stimulus: { kind: 'inbound', answer: inbound.answer },
      request: {
        method: inbound.request.method,
        url: this.#redactor.text(inbound.request.url),
        headers: this.#redactor.headers(inbound.request.headers),
        ...this.#body(inbound.request.body, inbound.request.headers),
        ...(inbound.request.certificate === undefined ? {} : { certificate: inbound.request.certificate }),
      },
      ...(inbound.response === undefined
        ? {}
        : {
            response: {
              status: inbound.response.status,
              headers: this.#redactor.headers(inbound.response.headers),
              ...this.#body(inbound.response.body),
            },
          }),
      ...(inbound.failure === undefined ? {} : { failure: this.#failure(inbound.failure) }),
    });
  }

  #keep(exchange: Exchange): Exchange {
    this.#store.append(exchange);
    this.#judge.exchange(exchange);
    return exchange;
  }

  #nextId(): string {
    return `x${this.#store.exchanges + 1}`;
  }

  #failure(failure: WireFailure): WireFailure {
    return { ...failure, message: this.#redactor.text(failure.message) };
  }

  #body(bytes: Uint8Array | undefined, headers: HeaderList = []): { body?: Body } {
    const body = bytes === undefined ? undefined : toBody(bytes, headers);
    if (body === undefined) return {};
    const redacted = (text: string): string =>
      body.truncated === true ? this.#redactor.cutText(text) : this.#redactor.text(text);
    if (body.encoding === 'utf8') return { body: { ...body, data: redacted(body.data) } };
    // Byte by byte: a secret is no less one beside bytes that are no text.
    const data = redacted(Buffer.from(body.data, 'base64').toString('latin1'));
    return { body: { ...body, data: Buffer.from(data, 'latin1').toString('base64') } };
  }
}

function majorOf(url: string): Major | undefined {
  const found = /\/(v[12])(?:\/|$)/.exec(url)?.[1];
  return found === 'v1' || found === 'v2' ? found : undefined;
}
