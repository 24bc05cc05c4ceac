import type { Exchange } from '../../src/exchange/exchange.ts';

/** What was taken of a number beyond the range of doubles may come back as no JSON: that is judged once (trace/huge-number.ts). */
export function showsHugeNumber({ stimulus }: Exchange): boolean {
  return stimulus.step?.startsWith('huge-number.') === true;
}
