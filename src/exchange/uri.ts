/** As encodeURIComponent, for texts of a SUT too: where it sends half a character, U+FFFD stands for it. */
export function uriComponent(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}
