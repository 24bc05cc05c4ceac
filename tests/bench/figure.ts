import { cpus, totalmem } from 'node:os';

/** One measured figure; a line of JSON on stdout. */
export interface Figure {
  readonly figure: string;
  readonly value: number;
  readonly unit: 'ratio' | 's' | 'ms' | 'per s' | 'MB';
  /** Most (or with `per s` least) that the design allows. */
  readonly limit?: number;
  /** What the figure was made of. */
  readonly of: Readonly<Record<string, number | string>>;
}

export function report(figure: Figure): void {
  const { value, limit, unit } = figure;
  const held = limit === undefined ? undefined : unit === 'per s' ? value >= limit : value <= limit;
  const line = { ...figure, value: round(value), ...(held === undefined ? {} : { held }) };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** What the figures were measured on. */
export function environment(): Readonly<Record<string, number | string>> {
  const [cpu] = cpus();
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpu?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryMB: Math.round(totalmem() / 1e6),
  };
}

export function round(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

/** Middle of the values. @throws Error where there are none */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
}

/** Seconds that the work takes. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}
