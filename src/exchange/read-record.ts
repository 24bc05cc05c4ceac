import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import type { StoreLine } from './exchange.ts';
import { RecordCourse, type RecordEnd } from './record-course.ts';
import { FlawedLine, NOT_JSON, parseLine } from './store-line.ts';

/**
 * Streams a record; the return value tells whether it is whole. Memory does not grow with the record. What belongs to a
 * procedure run that was abandoned is left out: that run was driven again.
 *
 * Reading stops at the first line that is damaged or cannot follow the lines before it: if something is missing, the rest
 * could show a deviation that the SUT does not have. A procedure run that has not ended there is not judged.
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
  const course = new RecordCourse();
  const abandoned = await abandonedRuns(file);
  const flaw = yield* taken(file, (bytes) => {
    const line = parseLine(bytes.toString());
    course.take(line);
    if (course.resumed > abandoned.length)
      throw new FlawedLine('the footer does not count that the record was resumed');
    const isAbandoned = line.type !== 'header' && 'run' in line && abandoned[course.resumed]?.has(line.run) === true;
    return isAbandoned ? undefined : line;
  });
  return course.end(flaw);
}

/**
 * Whether a record is whole, as far as that can be determined without parsing its exchanges: they are counted, and only
 * the beginning and end of each line is checked. Takes a tenth of the time of reading the record, or less.
 */
export async function countRecord(file: string): Promise<RecordEnd> {
  const course = new RecordCourse();
  const lines = taken(file, (bytes) => {
    const begins = `{"type":"exchange","id":"${course.nextId}",`;
    // Lines written by other programs may have blanks or another order of members.
    if (bytes.toString('latin1', 0, begins.length) === begins && bytes.at(-2) === END_OBJECT) course.takeNextExchange();
    else course.take(parseLine(bytes.toString()));
    return undefined;
  });
  for (;;) {
    const next = await lines.next();
    if (next.done === true) return course.end(next.value);
  }
}

/** The results of `take` for each line, as many at a time as come with one read. Returns why a line is flawed. */
async function* taken<T>(
  file: string,
  take: (bytes: Buffer) => T | undefined,
): AsyncGenerator<readonly T[], string | undefined> {
  let number = 0;
  for await (const rows of rawLines(file)) {
    const all: T[] = [];
    for (const bytes of rows) {
      number += 1;
      if (isBlank(bytes)) continue;
      try {
        const one = take(bytes);
        if (one !== undefined) all.push(one);
      } catch (error) {
        if (!(error instanceof FlawedLine)) throw error;
        yield all;
        return flawAt(file, number, bytes, error);
      }
    }
    yield all;
  }
  return undefined;
}

/** Where a record is damaged: `exchanges.ndjson:17: request.url must be a string, it is missing`. */
export function flawAt(file: string, number: number, bytes: Buffer, { message }: FlawedLine): string {
  const isCut = message === NOT_JSON && !isWhole(bytes);
  return `${basename(file)}:${number}: ${isCut ? 'its last line was cut off' : message}`;
}

export function isBlank(bytes: Buffer): boolean {
  return bytes.length <= 2 && bytes.toString().trim() === '';
}

/** Only the last line of a file can be without a line end. */
export function isWhole(bytes: Buffer): boolean {
  return bytes.at(-1) === NEWLINE;
}

/**
 * What each `resumed` line abandons, in order. A pass of its own, because they come after what they are about; none for a
 * record whose footer knows of no such line.
 */
async function abandonedRuns(file: string): Promise<readonly ReadonlySet<string>[]> {
  const end = readLine(lastBytes(file));
  if (end?.type === 'footer' && end.resumed === undefined) return [];
  const all: ReadonlySet<string>[] = [];
  for await (const lines of rawLines(file)) {
    for (const bytes of lines) {
      if (bytes.toString('latin1', 0, RESUMED.length) !== RESUMED) continue;
      const line = readLine(bytes);
      if (line?.type === 'resumed') all.push(new Set(line.abandoned));
    }
  }
  return all;
}

const RESUMED = '{"type":"resumed"';

/** `undefined` for what is no line. */
function readLine(bytes: Buffer): StoreLine | undefined {
  try {
    return parseLine(bytes.toString());
  } catch (error) {
    if (error instanceof FlawedLine) return undefined;
    throw error;
  }
}

/** Bytes in which the last line must lie, where it is a footer. */
const TAIL = 1024;

/** The last line of a record, where it is short enough to be a footer. */
function lastBytes(file: string): Buffer {
  const fd = openSync(file, 'r');
  try {
    const { size } = fstatSync(fd);
    const tail = Buffer.alloc(Math.min(TAIL, size));
    readSync(fd, tail, 0, tail.length, size - tail.length);
    const text = tail.toString('latin1').trimEnd();
    return tail.subarray(text.lastIndexOf('\n') + 1);
  } finally {
    closeSync(fd);
  }
}

/**
 * Lines with their line ends, as many at a time as come with one read: waiting for each would take longer than to read it.
 * Cut as bytes and made text one by one, which takes half the time of `readline`.
 */
export async function* rawLines(file: string): AsyncGenerator<readonly Buffer[]> {
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
const END_OBJECT = 0x7d;
