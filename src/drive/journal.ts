import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** What a run made on the SUT and what is gone again; read by the clean-up after a run and by `clean`. */
export type JournalEntry =
  | {
      readonly kind: 'made';
      readonly resource: string;
      readonly url: string;
      readonly run: string;
      readonly api: string;
      readonly major: string;
    }
  | { readonly kind: 'gone'; readonly url: string };

/** Kept on disk with each change, so that a killed run leaves word of what it made. */
export class Journal {
  readonly #file: string;
  readonly #made = new Map<string, Extract<JournalEntry, { kind: 'made' }>>();

  constructor(file: string) {
    this.#file = file;
    if (!existsSync(file)) return;
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const entry = parse(line);
      if (entry !== undefined) this.#note(entry);
    }
  }

  made(entry: Omit<Extract<JournalEntry, { kind: 'made' }>, 'kind'>): void {
    this.#write({ kind: 'made', ...entry });
  }

  gone(url: string): void {
    if (this.#made.has(url)) this.#write({ kind: 'gone', url });
  }

  /** What is still there, last made first; of one run or of all. */
  left(run?: string): readonly Extract<JournalEntry, { kind: 'made' }>[] {
    return [...this.#made.values()].filter((entry) => run === undefined || entry.run === run).reverse();
  }

  #write(entry: JournalEntry): void {
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`);
    this.#note(entry);
  }

  #note(entry: JournalEntry): void {
    if (entry.kind === 'made') this.#made.set(entry.url, entry);
    else this.#made.delete(entry.url);
  }
}

function parse(line: string): JournalEntry | undefined {
  try {
    return JSON.parse(line) as JournalEntry;
  } catch {
    return undefined;
  }
}
