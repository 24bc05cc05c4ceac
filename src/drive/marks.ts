import { createHash } from 'node:crypto';

/** What nobody else sends, because its end is random: names that procedures give, and secret paths of sinks, whatever follows. */
const NAME = /^tst-.*[0-9a-f]{8}$/;
const SECRET_PATH = /^https?:\/\/[^?#]*\/([\w-]{24})(?=$|[/?#])/;
const QUOTED = /"((?:[^"\\]|\\.)*)"/g;

/** Attributes that a request brings and that the resource shows again, in lists, too. */
const SHOWN = ['vnfInstanceName', 'vnfInstanceDescription', 'callbackUri'] as const;

/** By what a resource is known again that the payload makes, valid JSON or not. Digests: a secret path is not told. */
export function marksOf(payload: string): readonly string[] {
  return [...new Set([...payload.matchAll(QUOTED)].flatMap((found) => markOf(found[1] ?? '') ?? []))];
}

/** Whether a resource, as a list shows it, has one of the marks. */
export function hasMark(item: Readonly<Record<string, unknown>>, marks: readonly string[]): boolean {
  return SHOWN.some((name) => {
    const value = item[name];
    const mark = typeof value === 'string' ? markOf(value) : undefined;
    return mark !== undefined && marks.includes(mark);
  });
}

function markOf(text: string): string | undefined {
  const ours = NAME.test(text) ? text : SECRET_PATH.exec(text)?.[1];
  return ours === undefined ? undefined : createHash('sha256').update(ours).digest('base64url').slice(0, 22);
}
