import {
  closeSync,
  createReadStream,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import type { StoreLine } from './exchange.ts';

interface Counts {
  exchanges: number;
  runs: number;
  resumed: number;
}

/** Append-only NDJSON: a header, exchanges and run events in order, a footer when the run came to its end. */
export class ExchangeStore {
  readonly #fd: number;
  readonly #counts: Counts;
  #closed = false;

  private constructor(fd: number, counts: Counts = { exchanges: 0, runs: 0, resumed: 0 }) {
    this.#fd = fd;
    this.#counts = counts;
  }

  /** A new record. @throws Error (EEXIST) where there is one */
  static begin(file: string, run: string): ExchangeStore {
    const store = new ExchangeStore(openSync(file, 'ax'));
    store.append({ type: 'header', format: 1, run, at: new Date().toISOString() });
    return store;
  }

  /**
   * Resumes a record that was cut off: an incomplete line is removed, as is the footer of a record that had reached its end,
   * and a line says which procedure runs are abandoned. Memory does not grow with the record.
   */
  static async resume(file: string, run: string): Promise<ExchangeStore> {
    const { kept, open, ...counts } = await survey(file);
    const fd = openSync(file, 'a');
    ftruncateSync(fd, kept);
    const store = new ExchangeStore(fd, counts);
    const at = new Date().toISOString();
    if (kept === 0) store.append({ type: 'header', format: 1, run, at });
    store.append({ type: 'resumed', at, abandoned: [...open] });
    return store;
  }

  get exchanges(): number {
    return this.#counts.exchanges;
  }

  /** A whole line with one write: what a kill leaves behind is readable up to its last line. */
  append(line: StoreLine): void {
    if (this.#closed) throw new Error('the record is closed');
    countIn(this.#counts, line);
    writeSync(this.#fd, `${JSON.stringify(line)}\n`);
  }

  /** Writes the footer, without which a record counts as cut off; none where the run was stopped before its end. */
  close(whole = true): void {
    if (this.#closed) return;
    const { exchanges, runs, resumed } = this.#counts;
    const at = new Date().toISOString();
    if (whole) this.append({ type: 'footer', exchanges, runs, ...(resumed === 0 ? {} : { resumed }), at });
    this.#closed = true;
    fsyncSync(this.#fd);
    closeSync(this.#fd);
  }
}

function countIn(counts: Counts, line: StoreLine): void {
  if (line.type === 'exchange') counts.exchanges += 1;
  if (line.type === 'end') counts.runs += 1;
  if (line.type === 'resumed') counts.resumed += 1;
}

/** What a record holds before it is resumed: how many bytes of it stay, and which runs have begun and not ended. */
async function survey(file: string): Promise<Counts & { readonly kept: number; readonly open: ReadonlySet<string> }> {
  const counts: Counts = { exchanges: 0, runs: 0, resumed: 0 };
  const open = new Set<string>();
  let kept = 0;
  for await (const lines of rawLines(file)) {
    for (const bytes of lines) {
      const line = bytes.at(-1) === NEWLINE ? parseLine(bytes.toString()) : undefined;
      if (line === undefined || line.type === 'footer') return { ...counts, kept, open };
      countIn(counts, line);
      if (line.type === 'begin') open.add(line.run);
      else if (line.type === 'end') open.delete(line.run);
      else if (line.type === 'resumed') open.clear();
      kept += bytes.length;
    }
  }
  return { ...counts, kept, open };
}

/** How a record ends. */
export interface RecordEnd {
  readonly complete: boolean;
  /** Why it is not complete. */
  readonly reason?: string;
}

/**
 * Streams a record; the return value tells whether it is whole. Memory does not grow with the record. What belongs to a
 * procedure run that was abandoned is left out: that run was driven again.
 */
export async function* readRecord(file: string): AsyncGenerator<StoreLine, RecordEnd> {
  const batches = readBatches(file);
  for (;;) {
    const next = await batches.next();
    if (next.done === true) return next.value;
    yield* next.value;
  }
}

/** The same, as many lines at a time as come with one read: for a whole record, waiting for each takes longer than to parse it. */
export async function* readBatches(file: string): AsyncGenerator<readonly StoreLine[], RecordEnd> {
  const counts: Counts = { exchanges: 0, runs: 0, resumed: 0 };
  let footer: Extract<StoreLine, { type: 'footer' }> | undefined;
  const abandoned = await abandonedRuns(file);
  for await (const texts of linesOf(file)) {
    const lines: StoreLine[] = [];
    for (const text of texts) {
      const line = parseLine(text);
      if (line === undefined) {
        yield lines;
        return { complete: false, reason: 'its last line was cut off' };
      }
      countIn(counts, line);
      if (line.type === 'footer') footer = line;
      if (line.type === 'header' || !('run' in line) || abandoned[counts.resumed]?.has(line.run) !== true)
        lines.push(line);
    }
    yield lines;
  }
  if (footer === undefined) return { complete: false, reason: 'its footer is missing: the run did not reach its end' };
  if (footer.exchanges !== counts.exchanges || footer.runs !== counts.runs) {
    return {
      complete: false,
      reason: `its footer counts ${footer.exchanges} exchanges, the record holds ${counts.exchanges}`,
    };
  }
  return { complete: true };
}

/**
 * What each `resumed` line abandons, in order. A pass of its own, because they come after what they are about; none for a
 * record whose footer knows of no such line.
 */
async function abandonedRuns(file: string): Promise<readonly ReadonlySet<string>[]> {
  const end = lastLine(file);
  if (end?.type === 'footer' && end.resumed === undefined) return [];
  const all: ReadonlySet<string>[] = [];
  for await (const lines of rawLines(file)) {
    for (const bytes of lines) {
      if (bytes.toString('latin1', 0, RESUMED.length) !== RESUMED) continue;
      const line = parseLine(bytes.toString());
      if (line?.type === 'resumed') all.push(new Set(line.abandoned));
    }
  }
  return all;
}

const RESUMED = '{"type":"resumed"';

/** Bytes in which the last line must lie, where it is a footer. */
const TAIL = 1024;

/** The last line of a record, where it is short enough to be a footer. */
export function lastLine(file: string): StoreLine | undefined {
  const fd = openSync(file, 'r');
  try {
    const { size } = fstatSync(fd);
    const tail = Buffer.alloc(Math.min(TAIL, size));
    readSync(fd, tail, 0, tail.length, size - tail.length);
    return parseLine(tail.toString().trimEnd().split('\n').at(-1) ?? '');
  } finally {
    closeSync(fd);
  }
}

/** Texts of lines with something in them, as many at a time as come with one read. */
async function* linesOf(file: string): AsyncGenerator<readonly string[]> {
  for await (const lines of rawLines(file)) {
    yield lines.map((bytes) => bytes.toString()).filter((text) => text.trim() !== '');
  }
}

/**
 * Lines with their line ends, as many at a time as come with one read: waiting for each would take longer than to read it.
 * Cut as bytes and made text one by one, which takes half the time of `readline`.
 */
async function* rawLines(file: string): AsyncGenerator<readonly Buffer[]> {
  let rest: readonly Buffer[] = [];
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
    const lines: Buffer[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      const line = chunk.subarray(start, end + 1);
      lines.push(rest.length === 0 ? line : Buffer.concat([...rest, line]));
      rest = [];
      start = end + 1;
    }
    if (start < chunk.length) rest = [...rest, chunk.subarray(start)];
    yield lines;
  }
  if (rest.length > 0) yield [Buffer.concat(rest)];
}

const CHUNK = 1024 * 1024;
const NEWLINE = 0x0a;

function parseLine(text: string): StoreLine | undefined {
  try {
    return JSON.parse(text) as StoreLine;
  } catch {
    return undefined;
  }
}
