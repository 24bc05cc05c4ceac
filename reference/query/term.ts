export const OPERATORS = ['eq', 'neq', 'in', 'nin', 'gt', 'gte', 'lt', 'lte', 'cont', 'ncont'] as const;
export type Operator = (typeof OPERATORS)[number];

/** One condition of a filter; conditions are joined by and. */
export interface Term {
  readonly operator: Operator;
  readonly path: readonly string[];
  readonly values: readonly string[];
}

export function operatorNamed(name: string): Operator | undefined {
  return OPERATORS.find((o) => o === name);
}
