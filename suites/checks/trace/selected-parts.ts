import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Observation, Trace } from '../../../src/judge/case.ts';
import { attributeAt } from '../../../src/model/attribute-path.ts';
import { isObject } from '../../../src/model/json.ts';
import { observe, type Seen } from '../observe.ts';
import { type Entity } from './reading.ts';

/** An item of a list that was asked for with `fields` or `exclude_fields`, beside the same item as a whole. */
export interface Selected {
  readonly trace: Trace;
  readonly type: string;
  readonly selector: 'fields' | 'exclude_fields';
  readonly paths: readonly (readonly string[])[];
  readonly item: Entity;
  readonly whole: Entity;
  readonly exchange: Exchange;
}

/** What a selection does to structures, beyond the paths that it names (SOL013 5.3.2). */
export function selectedParts(selected: Selected): readonly Observation[] {
  return [
    ...(selected.selector === 'fields' ? [...unasked(selected), ...partLost(selected)] : []),
    ...mandatoryParts(selected),
  ];
}

function finding(
  { selector, exchange }: Selected,
  seen: Pick<Seen, 'deviation' | 'message' | 'expected' | 'observed'>,
) {
  const pointer = `query:${selector}`;
  return { check: 'selector.parts', clause: 'SOL013 5.3.2', keyword: 'shall', pointer, exchange, ...seen } as const;
}

/** `fields` adds the complex attributes that it names, and no others. */
function unasked(selected: Selected): readonly Observation[] {
  const { trace, type, paths, item } = selected;
  const others = Object.keys(item).filter(
    (name) => isOptionalComplex(trace, type, name) && !paths.some((path) => path[0] === name),
  );
  if (others.length === 0) return [];
  return [
    observe(
      finding(selected, {
        deviation: 'selector:fields:unasked',
        message: 'fields adds only the complex attributes that it names',
        expected: `no ${others.join(', ')} for fields=${written(paths)}`,
        observed: `an item with ${others.join(', ')}`,
      }),
    ),
  ];
}

/** A structure that is named by itself is there as a whole, also where one of its parts is named besides. */
function partLost(selected: Selected): readonly Observation[] {
  const { paths, item, whole } = selected;
  return paths.flatMap(([name, ...rest]) => {
    if (name === undefined || rest.length > 0) return [];
    const [given, there] = [item[name], whole[name]];
    if (!isObject(given) || !isObject(there)) return [];
    const lost = Object.keys(there).filter((part) => !(part in given));
    if (lost.length === 0) return [];
    return [
      observe(
        finding(selected, {
          deviation: 'selector:fields:part-lost',
          message: 'An attribute that fields names is returned with all its parts',
          expected: `${name} with ${lost.join(', ')} for fields=${written(paths)}`,
          observed: `${name} without`,
        }),
      ),
    ];
  });
}

/** Only what may be absent can be left out: parts that are mandatory in their structure stay. A recommendation, since the GS speaks of the resource. */
function mandatoryParts(selected: Selected): readonly Observation[] {
  const { trace, type, selector, paths, item, whole } = selected;
  const lost = paths
    .filter((path) => path.length > 1)
    .flatMap(([name = '']) => missing(trace, type, name, item[name], whole[name]));
  if (lost.length === 0) return [];
  return [
    observe({
      ...finding(selected, {
        deviation: `selector:${selector}:mandatory-parts`,
        message: `${selector} leaves the mandatory parts of a structure in place`,
        expected: [...new Set(lost)].join(', '),
        observed: `an item without, for ${selector}=${written(paths)}`,
      }),
      keyword: 'should',
    }),
  ];
}

function missing(trace: Trace, type: string, name: string, given: unknown, there: unknown): readonly string[] {
  if (!isObject(given) || !isObject(there)) return [];
  return Object.keys(there)
    .filter((part) => !(part in given) && (attributeAt(trace.model, type, [name, part])?.attribute.min ?? 0) > 0)
    .map((part) => `${name}/${part}`);
}

function isOptionalComplex(trace: Trace, type: string, name: string): boolean {
  const target = attributeAt(trace.model, type, [name]);
  if (target === undefined || name === '_links' || target.attribute.min > 0) return false;
  return target.attribute.collection !== 'one' || target.scalar === 'structure' || target.scalar === 'any';
}

const written = (paths: readonly (readonly string[])[]): string => paths.map((path) => path.join('/')).join(',');
