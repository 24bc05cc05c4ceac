import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { messageOf, UserError } from '../errors.ts';

interface Common {
  /** Collection below {apiRoot}/{apiName}/{major}: `vnf_instances`. */
  readonly resource: string;
  readonly run: string;
  readonly api: string;
  readonly major: string;
}

/** A resource that the SUT said it has made. */
export interface Made extends Common {
  readonly kind: 'made';
  readonly url: string;
}

/** A request that creates, written down before it is sent: a kill may come between the SUT's answer and the word of it. */
export interface Asked extends Common {
  readonly kind: 'asked';
  readonly ask: string;
  /** RFC 3339 UTC. */
  readonly at: string;
  /** By what its resource is known again (marks.ts). */
  readonly marks: readonly string[];
}

/** What a run made on the SUT and what is gone again; read by the clean-up after a run and by `clean`. */
export type JournalEntry =
  Made | { readonly kind: 'gone'; readonly url: string } | Asked | { readonly kind: 'answered'; readonly ask: string };

/** Kept on disk with each change, so that a killed run leaves word of what it made. */
export class Journal {
  readonly #file: string;
  readonly #made = new Map<string, Made>();
  readonly #asked = new Map<string, Asked>();
  readonly #ever = new Map<string, Made>();
  #asks = 0;
  #unread = 0;

  /** @throws UserError E_RECORD where the file cannot be read */
  constructor(file: string) {
    this.#file = file;
    if (!existsSync(file)) return;
    const text = readText(file);
    for (const line of text.split('\n')) {
      if (line.trim() === '') continue;
      const entry = parse(line);
      if (entry === undefined) this.#unread += 1;
      else this.#note(entry);
    }
    // A line that was cut off is not to spoil the next one.
    if (text !== '' && !text.endsWith('\n')) appendFileSync(file, '\n');
  }

  /** The journal of a run that begins, there on disk before there is anything to write into it: without one, `clean` cannot tell that nothing was made. */
  static begin(file: string): Journal {
    appendFileSync(file, '');
    return new Journal(file);
  }

  /** Lines that no run wrote, or that were cut off: what they named is not known. */
  get unread(): number {
    return this.#unread;
  }

  made(entry: Omit<Made, 'kind'>): void {
    this.#write({ kind: 'made', ...entry });
  }

  gone(url: string): void {
    if (this.#made.has(url)) this.#write({ kind: 'gone', url });
  }

  /** Returns the name under which it is `answered`. */
  asked(entry: Omit<Asked, 'kind' | 'ask' | 'at'>): string {
    const ask = `a${this.#asks + 1}`;
    this.#write({ kind: 'asked', ask, at: new Date().toISOString(), ...entry });
    return ask;
  }

  answered(ask: string): void {
    if (this.#asked.has(ask)) this.#write({ kind: 'answered', ask });
  }

  /** All that was made since the journal was last compacted, also what is said to be gone. */
  everMade(): readonly Made[] {
    return [...this.#ever.values()];
  }

  /** What is still there, last made first; of one run or of all. */
  left(run?: string): readonly Made[] {
    return [...this.#made.values()].filter((entry) => run === undefined || entry.run === run).reverse();
  }

  /** Requests of which it is not known whether they made something; of one run or of all. */
  open(run?: string): readonly Asked[] {
    return [...this.#asked.values()].filter((entry) => run === undefined || entry.run === run);
  }

  /** Forgets what is settled. */
  compact(): void {
    const lines = [...this.#made.values(), ...this.#asked.values()].map((entry) => `${JSON.stringify(entry)}\n`);
    writeFileSync(this.#file, lines.join(''));
  }

  #write(entry: JournalEntry): void {
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`);
    this.#note(entry);
  }

  #note(entry: JournalEntry): void {
    if (entry.kind === 'made') {
      this.#made.set(entry.url, entry);
      this.#ever.set(entry.url, entry);
    } else if (entry.kind === 'gone') this.#made.delete(entry.url);
    else if (entry.kind === 'answered') this.#asked.delete(entry.ask);
    else {
      this.#asked.set(entry.ask, entry);
      this.#asks = Math.max(this.#asks, Number(entry.ask.slice(1)));
    }
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UserError(`${file} cannot be read: ${messageOf(cause)}`, {
      code: 'E_RECORD',
      wayOut: 'It names what a run created on the target. If that is settled, move it away.',
      cause,
    });
  }
}

/** `undefined` for what is no entry. */
function parse(line: string): JournalEntry | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  return isEntry(value) ? value : undefined;
}

const MEMBERS: Readonly<Record<JournalEntry['kind'], readonly string[]>> = {
  made: ['url', 'resource', 'run', 'api', 'major'],
  gone: ['url'],
  asked: ['ask', 'at', 'resource', 'run', 'api', 'major'],
  answered: ['ask'],
};

function isEntry(value: unknown): value is JournalEntry {
  if (typeof value !== 'object' || value === null) return false;
  const members = value as Readonly<Record<string, unknown>>;
  const wanted = Object.entries(MEMBERS).find(([kind]) => kind === members['kind'])?.[1];
  if (wanted?.every((name) => typeof members[name] === 'string') !== true) return false;
  return members['kind'] !== 'asked' || Array.isArray(members['marks']);
}
