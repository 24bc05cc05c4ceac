/** Deeper levels are indented like this one: a payload of a hundred thousand levels must not fill the memory. */
const DEEPEST = 40;

/**
 * Lays JSON out over lines without touching a token: numbers keep their digits, members that occur twice stay both.
 * `undefined` for what is not JSON.
 */
export function layOut(text: string): string | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
  const out: string[] = [];
  let depth = 0;
  const line = (): string => `\n${'  '.repeat(Math.min(depth, DEEPEST))}`;
  for (const [i, token] of tokens.entries()) {
    const before = tokens[i - 1];
    if (token === '{' || token === '[') {
      depth += 1;
      out.push(token);
      const next = tokens[i + 1];
      if (next !== '}' && next !== ']') out.push(line());
    } else if (token === '}' || token === ']') {
      depth -= 1;
      if (before !== '{' && before !== '[') out.push(line());
      out.push(token);
    } else if (token === ',') out.push(token, line());
    else if (token === ':') out.push(': ');
    else out.push(token);
  }
  return out.join('');
}
