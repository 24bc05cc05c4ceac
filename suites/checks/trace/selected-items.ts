import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Observation, Trace } from '../../../src/judge/case.ts';
import { hasAttribute } from '../../../src/model/attribute-path.ts';
import type { SchemaIssue } from '../../../src/model/release-model.ts';
import { issuesOfItem, validatorFor } from '../../../src/model/schema.ts';
import { schemaDeviation } from '../exchange/payload.ts';
import { observe } from '../observe.ts';
import { answered, listed, steps, textAt, type Entity } from './reading.ts';

/** What items show when selectors are used, beside what they show elsewhere in the same run. */

type Items = ReadonlyMap<string | undefined, Entity>;

export const ALL_FIELDS_LOST = 'selector:all_fields:lost';

/** With all_fields an item shows whatever of its data type it shows elsewhere (SOL013 5.3.2); `own` are items that stayed as they were. */
export function allShown(
  trace: Trace,
  collection: string,
  type: string,
  own: Items,
  sent: readonly Exchange[],
): readonly Observation[] {
  const shown = namesShown(trace, collection);
  return sent.flatMap((exchange) => {
    const lost = (listed(exchange) ?? [])
      .filter((item) => own.has(textAt(item, 'id')))
      .flatMap((item) =>
        [...(shown.get(textAt(item, 'id')) ?? [])].filter(
          (name) => !(name in item) && hasAttribute(trace.model, type, name),
        ),
      );
    if (lost.length === 0) return [];
    return [
      observe({
        check: 'selector.all-fields',
        deviation: ALL_FIELDS_LOST,
        clause: 'SOL013 5.3.2',
        keyword: 'shall',
        message: 'all_fields returns the attributes that other reads of the same resources show',
        expected: [...new Set(lost)].join(', '),
        observed: 'items without',
        pointer: 'query:all_fields',
        exchange,
      }),
    ];
  });
}

/** Names of attributes by id of the item, of all that was read of the collection. */
function namesShown(trace: Trace, collection: string): ReadonlyMap<string | undefined, ReadonlySet<string>> {
  const lists = trace.exchanges.filter(
    ({ stimulus, response }) =>
      (stimulus.kind === 'selector' || stimulus.kind === 'filter') &&
      stimulus.step === collection &&
      response?.status === 200,
  );
  const shown = new Map<string | undefined, Set<string>>();
  for (const item of [...lists.flatMap((list) => listed(list) ?? []), ...alone(trace, collection)]) {
    const id = textAt(item, 'id');
    const names = shown.get(id) ?? new Set();
    shown.set(id, names);
    // Links say less in lists.
    for (const name of Object.keys(item)) if (name !== '_links') names.add(name);
  }
  return shown;
}

function alone(trace: Trace, collection: string): readonly Entity[] {
  return steps(trace, `single.${collection}`)
    .filter((one) => one.response?.status === 200)
    .flatMap((one): readonly Entity[] => {
      const item = answered(one);
      return item === undefined ? [] : [item];
    });
}

/** However much is left out, what is shown follows its data type; what breaks it without selectors, too, is no matter of theirs. */
export function stillTyped(
  trace: Trace,
  collection: string,
  type: string,
  whole: Items,
  sent: readonly Exchange[],
): readonly Observation[] {
  const validator = validatorFor(trace.model, type, { direction: 'response' });
  const issues = (item: Entity): readonly SchemaIssue[] =>
    issuesOfItem(validator, item).filter(
      // Types further down are judged where they are shown whole.
      ({ keyword, attribute }) =>
        ['type', 'enum', 'format'].includes(keyword) && new RegExp(`^${type}\\.[^.]+$`).test(attribute),
    );
  const anyhow = new Set(
    [...whole.values(), ...alone(trace, collection)].flatMap((item) => issues(item).map(schemaDeviation)),
  );
  return sent
    .flatMap((exchange) => (listed(exchange) ?? []).flatMap(issues).map((issue) => ({ exchange, issue })))
    .filter(({ issue }) => !anyhow.has(schemaDeviation(issue)))
    .map(({ exchange, issue }) =>
      observe({
        check: 'selector.schema',
        deviation: schemaDeviation(issue),
        clause: trace.model.types.get(type)?.clause ?? 'SOL003 5.5.2',
        keyword: 'shall',
        message: `${issue.attribute} keeps its data type when it is selected (${issue.keyword})`,
        expected: issue.expected,
        observed: issue.observed,
        pointer: issue.pointer,
        exchange,
      }),
    );
}
