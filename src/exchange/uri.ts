/** As encodeURIComponent, for texts of a SUT too: where it sends half a character, U+FFFD stands for it. */
export function uriComponent(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}

/** As decodeURIComponent, for texts of a SUT too: one that is not encoded right stays as it is. */
export function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Path of a resource below its API: an identifier is any string, and not every character stands in a path as it is (RFC 3986 3.3). */
export function resourcePath(collection: string, id: string): string {
  return `/${collection}/${uriComponent(id)}`;
}

/** What was found of URIs asked for lately: checks ask for the same few again and again. */
const known = new Map<string, readonly string[]>();
const MOST_KNOWN = 2000;
/** Longer ones are a SUT's idea, and not kept. */
const LONGEST_KNOWN = 500;

/** Steps of the path of a URI, decoded, as producers differ in what they encode; a slash at the end is none. */
export function stepsOf(uri: string): readonly string[] {
  const before = known.get(uri);
  if (before !== undefined) return before;
  const steps = stepsIn(uri);
  if (known.size >= MOST_KNOWN) known.clear();
  if (uri.length <= LONGEST_KNOWN) known.set(uri, steps);
  return steps;
}

function stepsIn(uri: string): readonly string[] {
  const path = uri.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').split(/[?#]/)[0] ?? '';
  return path.replace(/\/$/, '').split('/').slice(1).map(decoded);
}

/** The last step of the path of a URI: the identifier of the resource. */
export function lastStep(uri: string): string {
  return stepsOf(uri).at(-1) ?? '';
}

/** Whether the path of a URI ends with these steps. */
export function leadsTo(uri: string, ...steps: readonly string[]): boolean {
  const last = stepsOf(uri).slice(-steps.length);
  return last.length === steps.length && last.every((step, i) => step === steps[i]);
}

/** Whether two URIs have the same path. */
export function samePath(a: string, b: string): boolean {
  const [one, other] = [stepsOf(a), stepsOf(b)];
  return one.length === other.length && one.every((step, i) => step === other[i]);
}
