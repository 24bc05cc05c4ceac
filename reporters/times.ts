/** An RFC 3339 time in UTC as people read it, to the second: `2026-01-01 12:00:00 UTC`. */
export function readable(time: string): string {
  return time.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');
}

/** The time of day alone: `12:00:00`. */
export function timeOfDay(time: string): string {
  return time.replace(/^.*T/, '').replace(/(\.\d+)?Z$/, '');
}
