import { closeSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { UserError } from '../errors.ts';
import type { StoreLine } from './exchange.ts';
import { flawAt, isBlank, isWhole, rawLines } from './read-record.ts';
import { RecordCourse } from './record-course.ts';
import { FlawedLine, parseLine } from './store-line.ts';

/** Append-only NDJSON: a header, exchanges and run events in order, a footer when the run came to its end. */
export class ExchangeStore {
  readonly #fd: number;
  readonly #course: RecordCourse;
  #closed = false;

  private constructor(fd: number, course = new RecordCourse()) {
    this.#fd = fd;
    this.#course = course;
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
   * @throws UserError E_RECORD where a kill does not explain its damage: to resume it would hide that something is missing
   */
  static async resume(file: string, run: string): Promise<ExchangeStore> {
    const { kept, course } = await survey(file);
    const fd = openSync(file, 'a');
    ftruncateSync(fd, kept);
    const store = new ExchangeStore(fd, course);
    const at = new Date().toISOString();
    if (kept === 0) store.append({ type: 'header', format: 1, run, at });
    store.append({ type: 'resumed', at, abandoned: course.open });
    return store;
  }

  get exchanges(): number {
    return this.#course.exchanges;
  }

  /** A whole line with one write: what a kill leaves behind is readable up to its last line. */
  append(line: StoreLine): void {
    if (this.#closed) throw new Error('the record is closed');
    this.#course.take(line);
    writeSync(this.#fd, `${JSON.stringify(line)}\n`);
  }

  /** Writes the footer, without which a record counts as cut off; none where the run was stopped before its end. */
  close(whole = true): void {
    if (this.#closed) return;
    const { exchanges, runs, resumed } = this.#course;
    const at = new Date().toISOString();
    if (whole) this.append({ type: 'footer', exchanges, runs, ...(resumed === 0 ? {} : { resumed }), at });
    this.#closed = true;
    fsyncSync(this.#fd);
    closeSync(this.#fd);
  }
}

/** Follows a record that is to be resumed, up to its end or to where it was cut off. `kept`: bytes of it that stay. */
async function survey(file: string): Promise<{ readonly kept: number; readonly course: RecordCourse }> {
  const course = new RecordCourse();
  let kept = 0;
  let number = 0;
  for await (const lines of rawLines(file)) {
    for (const bytes of lines) {
      number += 1;
      const isFooter = isWhole(bytes) && !isBlank(bytes) && takenBy(course, file, number, bytes) === 'footer';
      if (isWhole(bytes) && !isFooter) kept += bytes.length;
    }
  }
  course.takeFooterBack();
  return { kept, course };
}

/** @throws UserError E_RECORD */
function takenBy(course: RecordCourse, file: string, number: number, bytes: Buffer): StoreLine['type'] {
  try {
    const line = parseLine(bytes.toString());
    course.take(line);
    return line.type;
  } catch (error) {
    if (!(error instanceof FlawedLine)) throw error;
    throw new UserError(`the record cannot be resumed: ${flawAt(file, number, bytes, error)}`, {
      code: 'E_RECORD',
      wayOut: '`nfv-tst judge` judges what comes before that line; `nfv-tst run` starts anew.',
      cause: error,
    });
  }
}
