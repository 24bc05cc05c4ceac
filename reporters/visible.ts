/**
 * Characters that act on a terminal, a line or the direction of text instead of being seen: controls (ESC among them), format
 * characters (bidirectional, zero width, byte order mark), line and paragraph separators, lone surrogates, noncharacters.
 */
const ACTING = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;

/** A string of the SUT with everything that acts written out as an escape; on one line. */
export function visible(text: string): string {
  return text.replace(ACTING, written);
}

/** The same for a payload: line ends and tabs stay what they are. */
export function visibleLines(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(ACTING, (char) => (char === '\n' || char === '\t' ? char : written(char)));
}

/** At most `length` UTF-16 units, the cut shown; no surrogate pair is torn. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  const torn = /[\ud800-\udbff]$/.test(text.slice(0, length - 1));
  return `${text.slice(0, torn ? length - 2 : length - 1)}…`;
}

function written(char: string): string {
  const code = (char.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
  return code.length > 4 ? `\\u{${code}}` : `\\u${code}`;
}
