import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WireClient } from '../exchange/client.ts';
import type { Exchange, WireFailure } from '../exchange/exchange.ts';
import { isOfGateway } from '../exchange/gateway.ts';
import type { Outage } from '../judge/run-info.ts';
import type { Profile } from '../target/profile.ts';

/** A time in which the SUT could not be reached, and the exchange that showed it. */
interface Known {
  /** The last answer before; milliseconds since the epoch, as what follows. */
  readonly from: number;
  readonly shown: number;
  until?: number;
  readonly because?: string;
  readonly message: string;
}

/** Milliseconds between two attempts to connect. */
const PAUSE = 200;

/**
 * Times in which nobody listened where the SUT is: new connections were refused or not answered, or a gateway said so of any
 * request. That says nothing of the request which was to be sent. A connection that was cut, or silent, after a request is about that
 * request, and begins no such time.
 */
export class Outages {
  readonly #all: Known[] = [];
  readonly #reach: () => Promise<boolean>;
  readonly #back: readonly (() => void)[];
  readonly #before: readonly Outage[];
  #answered = 0;
  #doubt: Promise<void> | undefined;

  /** @param reach whether the SUT takes requests @param back are told when it is reachable again @param before in the part of the run that was interrupted */
  constructor(reach: () => Promise<boolean>, back: readonly (() => void)[], before: readonly Outage[] = []) {
    this.#reach = reach;
    this.#back = back;
    this.#before = before;
  }

  get all(): readonly Outage[] {
    const now = this.#all.map(({ from, until }) => ({
      from: timeOf(from),
      ...(until === undefined ? {} : { until: timeOf(until) }),
    }));
    return [...this.#before, ...now];
  }

  /** Takes what came of a request to the SUT. */
  see({ id, at, ms, response, failure }: Exchange): void {
    const start = Date.parse(at);
    const end = start + ms;
    const open = this.#open();
    const ofGateway = isOfGateway(response?.status);
    if (response !== undefined && !ofGateway) {
      // What was under way before comes to its end all the same.
      if (open !== undefined && start >= open.shown) this.#over(open, start);
      this.#answered = Math.max(this.#answered, end);
    } else if (failure?.kind === 'refused') this.#begin(start, id, failure.message);
    else if (open === undefined && (ofGateway || failure?.kind === 'timeout')) {
      const message = ofGateway ? `${response?.status ?? ''} to any request` : 'connections are not answered';
      this.#doubt ??= this.#verify(start, id, message).then(() => (this.#doubt = undefined));
    }
  }

  /** Begins an outage where the SUT takes no other request either, and none is answered meanwhile. */
  async #verify(start: number, because: string, message: string): Promise<void> {
    const answered = this.#answered;
    const isTaken = await this.#reach();
    // What was asked before the last answer may have come too late for it.
    if (!isTaken && answered === this.#answered) this.#begin(Math.max(start, answered), because, message);
  }

  #begin(start: number, because: string, message: string): void {
    if (this.#open() !== undefined || start < this.#answered) return;
    this.#all.push({ from: this.#answered || start, shown: start, because, message });
  }

  get isOver(): boolean {
    return this.#open() === undefined;
  }

  /** Tries to reach the SUT, where something else suggests that nobody listens. */
  async look(): Promise<void> {
    await this.#doubt;
    const from = Date.now();
    const isTaken = await this.#reach();
    if (!isTaken && this.#open() === undefined) this.#all.push({ from, shown: from, message: 'no connection' });
  }

  /** The last outage, where it was not over at a moment, milliseconds since the epoch. */
  since(moment: number): { readonly reason: string; readonly because?: string } | undefined {
    const found = this.#all.at(-1);
    if (found === undefined || (found.until !== undefined && found.until <= moment)) return undefined;
    const { from, until, because, message } = found;
    const end = until === undefined ? ' on' : ` to ${timeOf(until)}`;
    return {
      reason: `the SUT was not reachable from ${timeOf(from)}${end}: ${message}`,
      ...(because === undefined ? {} : { because }),
    };
  }

  /**
   * Waits until the SUT takes connections again; not for one that has never answered.
   * @param patience milliseconds from the beginning of the outage after which it counts as gone
   */
  async over(patience: number, isStopped: () => boolean): Promise<void> {
    for (let open = this.#open(); open !== undefined; open = this.#open()) {
      if (this.#answered === 0 || Date.now() - open.from > patience || isStopped()) return;
      if (await this.#reach()) this.#over(open, Date.now());
      else await sleep(PAUSE);
    }
  }

  #open(): Known | undefined {
    const last = this.#all.at(-1);
    return last?.until === undefined ? last : undefined;
  }

  #over(outage: Known, at: number): void {
    if (outage.until !== undefined) return;
    outage.until = at;
    for (const tell of this.#back) tell();
  }
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}

/**
 * Whether all servers of a target take requests. What is sent to them says nothing and has no credentials; how it is refused is no
 * matter, but by a gateway.
 */
export async function takesRequests(client: WireClient, { apis }: Pick<Profile, 'apis'>): Promise<boolean> {
  const uris = Object.values(apis).flatMap((majors) => Object.values(majors));
  const taken = uris.map(async (uri) => (await takesConnection(uri)) && !(await isGone(client, uri)));
  return (await Promise.all(taken)).every(Boolean);
}

/** Milliseconds. A server that listens and does not answer in time may be busy. */
const LONGEST = 1000;

async function isGone(client: WireClient, uri: string): Promise<boolean> {
  const { response } = await client.send({ method: 'GET', url: new URL(uri), headers: [], timeoutMs: LONGEST });
  return isOfGateway(response?.status);
}

function takesConnection(uri: string): Promise<boolean> {
  const { protocol, hostname, port } = new URL(uri);
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const socket = connect({ host, port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port) });
    const settle = (is: boolean): void => {
      socket.destroy();
      resolve(is);
    };
    socket.setTimeout(LONGEST, () => settle(false));
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}

const CUT: ReadonlySet<WireFailure['kind']> = new Set(['reset', 'closed', 'timeout']);

/** Records requests so that outages are seen, and gathers those that were cut off before their answer was whole, by a gateway or by silence (`cut`). */
export function watched<T>(
  record: (outbound: T) => Exchange,
  outages: Outages,
): { readonly record: (outbound: T) => Exchange; readonly cut: readonly string[] } {
  const cut: string[] = [];
  const watch = (outbound: T): Exchange => {
    const exchange = record(outbound);
    outages.see(exchange);
    const { failure, response } = exchange;
    if ((failure !== undefined && CUT.has(failure.kind)) || isOfGateway(response?.status)) cut.push(askedOf(exchange));
    return exchange;
  };
  return { record: watch, cut };
}

/** What a request asked and why, without the ids of resources: the same when it is driven again. */
function askedOf({ request, stimulus }: Exchange): string {
  const path = new URL(request.url).pathname.replace(/(\/(?:vnf_\w+|subscriptions))\/[^/]+/g, '$1/*');
  return `${request.method} ${path} ${JSON.stringify(stimulus)}`;
}
