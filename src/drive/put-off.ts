import { header } from '../exchange/body.ts';
import type { WireResult } from '../exchange/client.ts';

/** Statuses with which a SUT that has too much to do asks the client to come again (RFC 6585 4, RFC 9110 15.6.4). */
const BUSY: readonly number[] = [429, 503];

/** Whoever asks for longer than that, milliseconds, refuses. */
const LONGEST = 30_000;

/** Milliseconds after which the SUT asks to be asked again (Retry-After: RFC 9110 10.2.3); nothing where it does not. */
export function putOff({ response }: Pick<WireResult, 'response'>): number | undefined {
  if (response === undefined || !BUSY.includes(response.status)) return undefined;
  const said = header(response.headers, 'retry-after')?.trim() ?? '';
  const pause = /^\d+$/.test(said) ? Number(said) * 1000 : until(said, header(response.headers, 'date'));
  return pause <= LONGEST ? Math.max(0, pause) : undefined;
}

/** By the clock of the SUT, which may be another; NaN where either is no date. */
function until(said: string, date: string | undefined): number {
  return Date.parse(said) - (date === undefined ? Date.now() : Date.parse(date));
}
