import type { Finding } from '../../../src/judge/verdict.ts';
import { foreign, h, lazy, plural } from './dom.ts';
import { exchangeList } from './exchange.ts';

type Shown = Pick<Finding, 'keyword' | 'message' | 'expected' | 'observed' | 'pointer' | 'deviation' | 'places'>;

export function badge(kind: string, text = kind): HTMLElement {
  return h('span', { class: `badge ${kind}` }, text);
}

/** What was expected, what was seen, and where; `clauses` where they are not in the heading. */
export function comparison(finding: Shown, clauses: readonly string[], checks: readonly string[]): HTMLElement {
  return h(
    'div',
    { class: 'comparison' },
    h(
      'div',
      { class: 'sides' },
      side('Expected', finding.expected, 'expected'),
      side('Observed', finding.observed, 'observed'),
    ),
    h(
      'dl',
      { class: 'terms' },
      ...(clauses.length === 0 ? [] : term('Clause', clauses.join(', '))),
      ...term('At', finding.pointer === '' ? 'the whole payload' : finding.pointer, true),
      ...term('Seen', plural(finding.places, 'place')),
      ...term('Responsible', finding.keyword === 'info' ? 'nobody: for information' : 'SUT'),
      ...term('Deviation', finding.deviation, true),
      ...term('Check', checks.join(', '), true),
    ),
  );
}

function side(title: string, text: string, className: string): HTMLElement {
  return h('div', { class: className }, h('h5', {}, title), h('pre', { dir: 'auto' }, text));
}

function term(name: string, value: string, code = false): readonly HTMLElement[] {
  return [h('dt', {}, name), h('dd', {}, code ? foreign(value) : value)];
}

/** A finding of a case, its exchanges behind a disclosure. */
export function findingArticle(target: number, finding: Finding): HTMLElement {
  return h(
    'article',
    { class: 'finding' },
    h(
      'h4',
      {},
      badge(finding.keyword),
      ' ',
      h('span', { class: 'clause' }, finding.clause),
      ' ',
      foreign(finding.message, 'span'),
    ),
    comparison(finding, [], [finding.check]),
    exchangeSection(target, finding.exchanges),
  );
}

export function exchangeSection(target: number, ids: readonly string[]): HTMLElement {
  if (ids.length === 0) return h('p', { class: 'dim' }, 'No single exchange shows this.');
  const more = ids.length > 5;
  const first = exchangeList(target, ids.slice(0, 5));
  if (!more) return first;
  first.append(
    lazy('more', h('summary', {}, `${ids.length - 5} more exchanges`), () => [exchangeList(target, ids.slice(5))]),
  );
  return first;
}
