/** As encodeURIComponent, for texts of a SUT too: where it sends half a character, U+FFFD stands for it. */
export function uriComponent(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}

/** As decodeURIComponent, for texts of a SUT too: one that is not encoded right stays as it is. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
