import { Problem } from '../problem.ts';
import { type Parameter, decoded } from './parameters.ts';
import { type Term, operatorNamed } from './term.ts';

/**
 * One filter parameter of SOL003 2.4.1 4.3.2: `attr.attr[.op]=value[,value]`; several parameters are joined by and,
 * several values by or. Without an operator it is eq.
 * @throws Problem 400
 */
export function parse241({ name, raw }: Parameter): Term {
  const parts = name.split('.');
  const operator = parts.length > 1 ? operatorNamed(parts[parts.length - 1] ?? '') : undefined;
  const path = operator ? parts.slice(0, -1) : parts;
  if (raw === undefined || path.some((part) => part === ''))
    throw new Problem(400, `${name} is not a filter of the form attribute.operator=value`);
  const values = raw.split(',').map(decoded);
  const several = values.length > 1;
  if (operator === undefined || operator === 'eq') return { operator: several ? 'in' : 'eq', path, values };
  if (operator === 'neq') return { operator: several ? 'nin' : 'neq', path, values };
  return { operator, path, values };
}
