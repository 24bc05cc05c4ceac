import { InvalidArgumentError } from 'commander';
import { didYouMean } from '../model/nearest.ts';
import { RELEASES, type Release } from '../model/release-model.ts';

/** Parser of a release that may be given more than once. */
export function releases(written: string, before: readonly Release[] | undefined): readonly Release[] {
  const found = RELEASES.find((release) => release === written);
  if (found === undefined)
    throw new InvalidArgumentError(`The releases are ${RELEASES.join(', ')}${didYouMean(written, RELEASES)}.`);
  return [...new Set([...(before ?? []), found])];
}

/** Parser of a text that may be given more than once. */
export function texts(written: string, before: readonly string[] | undefined): readonly string[] {
  return [...new Set([...(before ?? []), written])];
}

/** Parser of a whole number between two limits. */
export function between(least: number, most: number): (written: string) => number {
  return (written) => {
    const value = Number(written);
    if (!/^[0-9]+$/.test(written) || value < least || value > most)
      throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
    return value;
  };
}

/** Parser of one of a few words. */
export function oneOf<T extends string>(words: readonly T[]): (written: string) => T {
  return (written) => {
    const found = words.find((word) => word.toLowerCase() === written.toLowerCase());
    if (found === undefined)
      throw new InvalidArgumentError(`Expected ${words.join(' or ')}${didYouMean(written, words)}.`);
    return found;
  };
}

/** Examples below the options of a help text. */
export function examples(...lines: readonly (readonly [command: string, what: string])[]): string {
  const width = Math.max(...lines.map(([command]) => command.length));
  return `\nExamples:\n${lines.map(([command, what]) => `  ${command.padEnd(width)}  ${what}`).join('\n')}\n`;
}
