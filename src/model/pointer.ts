/** Steps of a JSON pointer (RFC 6901), unescaped. */
export function stepsOfPointer(pointer: string): string[] {
  return pointer.split('/').slice(1).map(unescapedStep);
}

export function unescapedStep(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** The JSON pointer of steps. */
export function pointerOf(steps: readonly string[]): string {
  return steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
