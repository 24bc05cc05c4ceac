/**
 * JSON texts, read so that an item that many lists share is parsed, kept and looked at once: a list is asked for hundreds of
 * times with filters, selectors and pages, and nine of ten of its items were in the answers before.
 */

/** Nested deeper than this is not read (RFC 8259 9): no API has such payloads, and a walk through them would end us. */
export const DEPTH_LIMIT = 500;

/** Nested deeper than `DEPTH_LIMIT`. */
export const TOO_DEEP = Symbol('too deep');

/**
 * The value of a JSON text. Items of lists may be the same object in several values: nobody may change them.
 * @throws SyntaxError as JSON.parse does
 */
export function valueOf(text: string): unknown {
  // Too short to be deep, or for its items to be worth a look.
  if (text.length <= 2 * DEPTH_LIMIT) return JSON.parse(text);
  if (!text.startsWith('['))
    return hasManyBrackets(text) && endsOfItems(text) === TOO_DEEP ? TOO_DEEP : JSON.parse(text);
  const ends = endsOfItems(text);
  return ends === TOO_DEEP ? TOO_DEEP : (itemsOf(text, ends) ?? JSON.parse(text));
}

/** Without, it cannot be deep, and need not be gone through. */
function hasManyBrackets(text: string): boolean {
  let found = 0;
  for (const bracket of ['{', '['])
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1))
      if ((found += 1) > DEPTH_LIMIT) return true;
  return false;
}

const [QUOTE, COMMA, BACKSLASH, BEGIN_ARRAY, END_ARRAY, BEGIN_OBJECT, END_OBJECT] = [34, 44, 92, 91, 93, 123, 125];

/** Where the items of the outermost list end, the last of them at its bracket; of anything else this says nothing of use. */
function endsOfItems(text: string): readonly number[] | typeof TOO_DEEP {
  const ends: number[] = [];
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text.charCodeAt(i);
    if (character === QUOTE) i = endOfString(text, i);
    else if (character === BEGIN_ARRAY || character === BEGIN_OBJECT) {
      depth += 1;
      if (depth > DEPTH_LIMIT) return TOO_DEEP;
    } else if (character === END_ARRAY || character === END_OBJECT) {
      depth -= 1;
      if (depth === 0) ends.push(i);
    } else if (character === COMMA && depth === 1) ends.push(i);
  }
  return ends;
}

/** Of the quote that closes the string which begins at `from`; the end of the text where none does. */
function endOfString(text: string, from: number): number {
  let at = text.indexOf('"', from + 1);
  while (at !== -1 && isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at === -1 ? text.length : at;
}

function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text.charCodeAt(before - 1) === BACKSLASH) before -= 1;
  return (at - before) % 2 === 1;
}

const BLANK = /^[ \t\n\r]*$/;

/** The items of a list; `undefined` where the text is something else, or is no JSON: that is for JSON.parse to say. */
function itemsOf(text: string, ends: readonly number[]): readonly unknown[] | undefined {
  const end = ends.at(-1);
  if (end === undefined || !text.startsWith('[') || text[end] !== ']' || !BLANK.test(text.slice(end + 1)))
    return undefined;
  try {
    return ends.map((to, i) => items.value(text.slice((ends[i - 1] ?? 0) + 1, to)));
  } catch {
    return undefined;
  }
}

/** Texts that were parsed lately, with their values: at least the last `MOST` characters of them, at most twice as many. */
class Lately {
  static readonly MOST = 2_000_000;
  #young = new Map<string, unknown>();
  #old: ReadonlyMap<string, unknown> = new Map();
  #characters = 0;

  value(text: string): unknown {
    const young = this.#young.get(text);
    if (young !== undefined) return young;
    const value: unknown = this.#old.get(text) ?? JSON.parse(text);
    // A part of a text keeps the whole in memory; a copy does not.
    this.#young.set(Buffer.from(text, 'utf16le').toString('utf16le'), value);
    this.#characters += text.length;
    if (this.#characters > Lately.MOST) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#characters = 0;
    }
    return value;
  }
}

const items = new Lately();
