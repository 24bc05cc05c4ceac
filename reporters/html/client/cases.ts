import type { VerdictKind } from '../../../src/judge/verdict.ts';
import type { PageTarget, PageVerdict } from '../page-data.ts';
import { foreign, h, lazy, openNow, plural } from './dom.ts';
import { exchangeList } from './exchange.ts';
import { badge, findingArticle } from './finding.ts';
import { pages } from './pages.ts';
import type { State } from './state.ts';

const WEIGHT: Readonly<Record<VerdictKind, number>> = {
  fail: 0,
  error: 1,
  inconclusive: 2,
  pass: 3,
  'not-supported': 4,
  'not-applicable': 5,
};

/** The cases that the filters leave, failures first. */
export function caseList(page: PageTarget, state: State): readonly Node[] {
  const chosen = page.verdicts.filter((verdict) => fits(page, verdict, state));
  chosen.sort(
    (a, b) => WEIGHT[a[4]] - WEIGHT[b[4]] || (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0) || (a[1] < b[1] ? -1 : 1),
  );
  if (chosen.length === 0) return [h('p', { class: 'empty' }, 'No case matches these filters.')];
  return pages(chosen, (verdict) => caseEntry(page, verdict, state));
}

export function inScope(page: PageTarget, state: State, release: string): boolean {
  if (state.release === 'all') return true;
  if (state.release !== 'claimed') return release === state.release;
  return page.releases.some((row) => row.release === release && row.claimed);
}

function fits(page: PageTarget, verdict: PageVerdict, state: State): boolean {
  const [id, release, api, role, kind, reason, , findings] = verdict;
  const column = page.columns[state.column];
  if (!inScope(page, state, release)) return false;
  if (column !== undefined && (column.api !== api || column.role !== role)) return false;
  if (state.verdicts.length > 0 && !state.verdicts.includes(kind)) return false;
  const words = state.search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const about = page.cases[id];
  const texts = [id, release, page.reasons[reason], about?.title, about?.clause, ...(about?.tst010 ?? [])];
  for (const index of findings) {
    const finding = page.findings[index];
    texts.push(finding?.message, finding?.clause, finding?.deviation, finding?.observed, finding?.pointer);
  }
  const text = texts.join('\n').toLowerCase();
  return words.every((word) => text.includes(word));
}

function caseEntry(page: PageTarget, verdict: PageVerdict, state: State): HTMLElement {
  const [id, release, , role, kind, reason, , findings] = verdict;
  const about = page.cases[id];
  const hint = page.reasons[reason] ?? page.findings[findings[0] ?? -1]?.message;
  const more = findings.length > 1 ? ` (and ${plural(findings.length - 1, 'more finding')})` : '';
  const summary = h(
    'summary',
    {},
    badge(kind),
    h('span', { class: 'release' }, release),
    h('span', { class: 'case-id' }, id),
    role === 'consumer' ? h('span', { class: 'dim' }, 'consumer') : undefined,
    about?.title === undefined ? undefined : h('span', { class: 'case-title' }, about.title),
    about?.clause === undefined ? undefined : h('span', { class: 'clause' }, about.clause),
    hint === undefined ? undefined : h('span', { class: 'hint below', dir: 'auto' }, `${hint}${more}`),
  );
  const entry = lazy('case', summary, () => caseBody(page, verdict, state.target));
  entry.dataset['case'] = id;
  if (state.open === id) openNow(entry);
  return entry;
}

function caseBody(page: PageTarget, verdict: PageVerdict, target: number): readonly Node[] {
  const [id, , , , kind, reasonIndex, judged, findings] = verdict;
  const about = page.cases[id];
  const reason = page.reasons[reasonIndex];
  const nodes: Node[] = [];
  if (about?.title !== undefined) nodes.push(h('p', {}, h('b', {}, about.title), '. ', about.purpose ?? ''));
  const facts = [
    ...(about?.clause === undefined ? [] : [about.clause]),
    `${plural(judged, 'exchange')} judged`,
    ...((about?.tst010.length ?? 0) > 0 ? [`answers TST010 ${about?.tst010.join(', ') ?? ''}`] : []),
    `responsible: ${RESPONSIBLE[kind]}`,
  ];
  nodes.push(h('p', { class: 'dim' }, facts.join(' · ')));
  if (reason !== undefined) {
    nodes.push(h('p', { class: 'why' }, foreign(reason, 'span')));
    const named = [...new Set(reason.match(/\bx\d+\b/g) ?? [])];
    if (named.length > 0) nodes.push(exchangeList(target, named));
  }
  for (const index of findings) {
    const finding = page.findings[index];
    if (finding !== undefined) nodes.push(findingArticle(target, finding));
  }
  return nodes;
}

const RESPONSIBLE: Readonly<Record<VerdictKind, string>> = {
  fail: 'SUT',
  error: 'the harness',
  inconclusive: 'undetermined, see the reason',
  pass: 'nobody',
  'not-supported': 'nobody: the ICS does not claim it',
  'not-applicable': 'nobody: the release has no such rule',
};
