import type { StoreLine } from './exchange.ts';
import { FlawedLine } from './store-line.ts';

/** How a record ends. */
export type RecordEnd =
  | { readonly complete: true; readonly exchanges: number }
  /** `reason`: what is missing, with file and line if possible. */
  | { readonly complete: false; readonly exchanges: number; readonly reason: string };

/**
 * Follows a record line by line and detects that something is missing: exchanges are numbered without gaps, a procedure
 * run begins before it ends, and the footer counts all of them.
 */
export class RecordCourse {
  readonly #open = new Set<string>();
  #begun = false;
  #exchanges = 0;
  #runs = 0;
  #resumed = 0;
  #footed = false;

  get exchanges(): number {
    return this.#exchanges;
  }

  /** Procedure runs that have ended. */
  get runs(): number {
    return this.#runs;
  }

  get resumed(): number {
    return this.#resumed;
  }

  /** Procedure runs that have begun and not ended. */
  get open(): readonly string[] {
    return [...this.#open];
  }

  get nextId(): string {
    return `x${this.#exchanges + 1}`;
  }

  /** @throws FlawedLine where the line cannot follow those before it */
  take(line: StoreLine): void {
    this.#mustFollow(line.type);
    switch (line.type) {
      case 'header':
        return;
      case 'exchange':
        if (line.id !== this.nextId) throw new FlawedLine(`exchange ${this.nextId} must come here, it is ${line.id}`);
        this.#exchanges += 1;
        return;
      case 'begin':
        if (this.#open.has(line.run)) throw new FlawedLine(`procedure run ${line.run} has begun before and not ended`);
        this.#open.add(line.run);
        return;
      case 'end':
        if (!this.#open.delete(line.run)) throw new FlawedLine(`procedure run ${line.run} ends here and never began`);
        this.#runs += 1;
        return;
      case 'resumed':
        this.#open.clear();
        this.#resumed += 1;
        return;
      case 'footer':
        this.#mustCount(line);
        this.#footed = true;
        return;
    }
  }

  /** As `take` of the exchange whose id is `nextId`, where nothing else of it is looked at. */
  takeNextExchange(): void {
    this.#mustFollow('exchange');
    this.#exchanges += 1;
  }

  /** The record is resumed. */
  takeFooterBack(): void {
    this.#footed = false;
  }

  /** @param flaw why nothing can be read any more */
  end(flaw?: string): RecordEnd {
    const exchanges = this.#exchanges;
    if (this.#footed && flaw === undefined) return { complete: true, exchanges };
    return { complete: false, exchanges, reason: flaw ?? 'its footer is missing: the run did not reach its end' };
  }

  #mustFollow(type: StoreLine['type']): void {
    if (this.#footed) throw new FlawedLine('nothing comes after the footer');
    if (this.#begun === (type === 'header'))
      throw new FlawedLine(this.#begun ? 'a second header' : 'the header is missing before it');
    this.#begun = true;
  }

  #mustCount({ exchanges, runs, resumed = 0 }: Extract<StoreLine, { type: 'footer' }>): void {
    for (const [what, counted, held] of [
      ['exchanges', exchanges, this.#exchanges],
      ['ended procedure runs', runs, this.#runs],
      ['resumed lines', resumed, this.#resumed],
    ] as const)
      if (counted !== held) throw new FlawedLine(`the footer counts ${counted} ${what}, the record holds ${held}`);
    const [left] = this.#open;
    if (left !== undefined) throw new FlawedLine(`procedure run ${left} has not ended before the footer`);
  }
}
