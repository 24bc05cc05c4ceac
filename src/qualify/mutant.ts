import type { Exchange } from '../exchange/exchange.ts';
import type { RecordedRun } from './record.ts';

/** A record one step away from what was recorded. */
export interface RecordMutant {
  readonly run: RecordedRun;
  /** The exchange that is touched. */
  readonly exchange: Exchange;
  /** What is done to it, and where: `drop-required VnfInstance.id`. Mutants of one rule differ in their exchange only. */
  readonly rule: string;
  /** The exchanges of the run with the mutation in place. */
  readonly mutate: (exchanges: readonly Exchange[]) => readonly Exchange[];
  /** Nothing forbids it, and why: who is blamed for it is blamed without reason. */
  readonly harmless?: string;
  /** The exchange as it is then; absent where it is gone or several are touched. */
  readonly becomes?: Exchange;
}

/** A mutant in which one exchange is another one. */
export function replaced(
  run: RecordedRun,
  exchange: Exchange,
  rule: string,
  becomes: Exchange,
  harmless?: string,
): RecordMutant {
  return {
    run,
    exchange,
    rule,
    becomes,
    mutate: (exchanges) => exchanges.map((one) => (one === exchange ? becomes : one)),
    ...(harmless === undefined ? {} : { harmless }),
  };
}
