import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { ExchangeContext, Observation } from '../../../src/judge/case.ts';
import type { ResponseModel, SchemaIssue } from '../../../src/model/release-model.ts';
import { issuesOf, unknownOf, validatorFor } from '../../../src/model/schema.ts';
import { observe } from '../observe.ts';
import type { Answer } from './answers.ts';

/** Attribute selectors leave out what is mandatory elsewhere (SOL013 5.3): what, is judged by the cases on selectors. */
function isPartial(exchange: Exchange): boolean {
  return /[?&](exclude_fields|fields|exclude_default)\b/.test(exchange.request.url);
}

/** What is wrong with a value whatever was left out of it; a choice between structures may depend on what is missing. */
const WHATEVER_IS_MISSING = new Set(['type', 'enum', 'const', 'format', 'pattern', 'maxItems', 'minimum', 'maximum']);

/** How the payload of a success follows its data type. */
export function schemaOf(
  { exchange, match, context }: Pick<Answer, 'exchange' | 'match' | 'context'>,
  known: ResponseModel,
  type: string,
  value: unknown,
): readonly Observation[] {
  const validator = validatorFor(
    context.model,
    type,
    known.list === true
      ? { list: true, allFields: /[?&]all_fields\b/.test(exchange.request.url), direction: 'response' }
      : { direction: 'response' },
  );
  const all = issuesOf(validator, value);
  const issues = isPartial(exchange) ? all.filter(({ keyword }) => WHATEVER_IS_MISSING.has(keyword)) : all;
  const clause = context.model.types.get(type)?.clause ?? match.resource.clause;
  return [
    ...issues.map((issue) =>
      observe({
        check: 'answer.schema',
        deviation: schemaDeviation(issue),
        clause: clauseOf(context, issue.attribute) ?? clause,
        keyword: isDisputed(issue, context) ? 'should' : 'shall',
        message: `${issue.attribute} violates its data type (${issue.keyword})`,
        expected: issue.expected,
        observed: issue.observed,
        pointer: issue.pointer,
        exchange,
      }),
    ),
    ...unknownOf(validator, context.model, type, value).map(({ attribute, pointer }) =>
      observe({
        check: 'answer.schema',
        deviation: `unknown-attribute:${attribute}`,
        clause,
        keyword: 'info',
        message: `${attribute} is not an attribute of this release`,
        expected: 'attributes of the release',
        observed: attribute,
        pointer,
        exchange,
      }),
    ),
  ];
}

/** Mandatory by the table of the GS, and not by the OpenAPI files of ETSI: a product made by these is not to blame. */
const REQUIRED_BY_TEXT_ALONE: Readonly<Record<string, readonly string[]>> = {
  'VnfInstance.instantiatedVnfInfo.extCpInfo': ['3.3.1'],
  'VnfInstance._links': ['3.3.1', '3.7.1'],
  'VnfLcmOpOcc._links': ['3.3.1', '3.7.1'],
};

/** 1..N by table and file; a VNF whose VNFD declares no external CP, as the harness's own, has none to show. */
const EMPTY_BY_NATURE = 'VnfInstance.instantiatedVnfInfo.extCpInfo';

function isDisputed({ attribute, keyword }: SchemaIssue, { model }: ExchangeContext): boolean {
  if (attribute === EMPTY_BY_NATURE && keyword === 'minItems') return true;
  return keyword === 'required' && REQUIRED_BY_TEXT_ALONE[attribute]?.includes(model.release) === true;
}

/**
 * Root cause of a broken data type. Times of one data type are written by one piece of code, those of all notifications too;
 * so are optional attributes of a data type that are written as null, and links of the notifications about identifiers.
 */
export function schemaDeviation(issue: SchemaIssue): string {
  const [type = '', ...path] = issue.attribute.split('.');
  const family = type.replace(/^VnfIdentifier(?:Creation|Deletion)Notification$/, 'VnfIdentifierNotification');
  if (issue.keyword === 'format' && issue.expected.includes('date-time'))
    return `schema:${/Notification$/.test(type) ? 'Notification' : type}:date-time`;
  if (issue.keyword === 'type' && issue.observed === null) return `schema:${type}:null`;
  return `schema:${[family, ...path].join('.')}:${issue.keyword}`;
}

/** Clause of the data type that an attribute path starts with. */
export function clauseOf(context: ExchangeContext, attribute: string): string | undefined {
  return context.model.types.get(attribute.split('.')[0] ?? '')?.clause;
}
