import { randomUUID } from 'node:crypto';
import { takes } from './manners/taken.ts';

/** A new identifier for something of a kind. */
export type IdSource = (kind?: 'instance' | 'operation' | 'subscription' | 'snapshot') => string;

/** UUIDs; with a seed the same ones in each run (mulberry32). */
export function idSource(seed: number | undefined): IdSource {
  const next = uuids(seed);
  const made = new Map<string, number>();
  return (kind) => {
    if (takes('identifiers-with-signs')) return `tst:${next()}+a@b,ü`;
    if (!takes('numbered-by-kind')) return next();
    const number = (made.get(kind ?? '') ?? 0) + 1;
    made.set(kind ?? '', number);
    return String(number);
  };
}

function uuids(seed: number | undefined): () => string {
  if (seed === undefined) return randomUUID;
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  return () => {
    const hex = [next(), next(), next(), next()].map((n) => n.toString(16).padStart(8, '0')).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  };
}
