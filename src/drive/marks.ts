import { createHash } from 'node:crypto';

/** Texts that nobody else sends, because their end is random: names that procedures give, and secret paths of sinks. */
const OURS = /(?:^tst-.*[0-9a-f]{8}|\/[\w-]{24})$/;
const QUOTED = /"((?:[^"\\]|\\.)*)"/g;

/** Attributes that a request brings and that the resource shows again, in lists, too. */
const SHOWN = ['vnfInstanceName', 'vnfInstanceDescription', 'callbackUri'] as const;

/** By what a resource is known again that the payload makes, valid JSON or not. Digests: a secret path is not told. */
export function marksOf(payload: string): readonly string[] {
  const texts = [...payload.matchAll(QUOTED)].map((found) => found[1] ?? '');
  return [...new Set(texts.filter((text) => OURS.test(text)).map(digest))];
}

/** Whether a resource, as a list shows it, has one of the marks. */
export function hasMark(item: Readonly<Record<string, unknown>>, marks: readonly string[]): boolean {
  return SHOWN.some((name) => {
    const value = item[name];
    return typeof value === 'string' && marks.includes(digest(value));
  });
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
