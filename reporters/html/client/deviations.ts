import type { Deviation } from '../../../src/judge/matrix.ts';
import type { PageTarget } from '../page-data.ts';
import { inScope } from './cases.ts';
import { foreign, h, lazy, plural } from './dom.ts';
import { badge, comparison, exchangeSection } from './finding.ts';
import { pages } from './pages.ts';
import type { State } from './state.ts';

type OpenCase = (id: string) => void;

/** One entry for each root cause that shows in the releases and columns chosen. */
export function deviationList(page: PageTarget, state: State, openCase: OpenCase): readonly Node[] {
  const inColumn = columnFilter(page, state);
  const chosen = page.deviations.filter(
    (deviation) =>
      deviation.releases.some((release) => inScope(page, state, release)) &&
      inColumn(deviation) &&
      matches(deviation, state.search),
  );
  if (chosen.length === 0) return [h('p', { class: 'empty' }, 'No deviation matches these filters.')];
  return pages(chosen, (deviation) => deviationEntry(page, deviation, state.target, openCase));
}

/** By the verdicts of the column: an API may be a column twice, as producer and as consumer. */
function columnFilter(page: PageTarget, state: State): (deviation: Deviation) => boolean {
  const column = page.columns[state.column];
  if (column === undefined) return () => true;
  const seen = new Set<string>();
  for (const [, release, api, role, , , , findings] of page.verdicts) {
    if (api !== column.api || role !== column.role || !inScope(page, state, release)) continue;
    for (const index of findings) {
      const finding = page.findings[index];
      if (finding !== undefined) seen.add(`${finding.keyword} ${finding.deviation}`);
    }
  }
  return (deviation) => seen.has(`${deviation.keyword} ${deviation.deviation}`);
}

function matches(deviation: Deviation, search: string): boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const { message, observed, pointer, clauses, cases } = deviation;
  const text = [deviation.deviation, message, observed, pointer, ...clauses, ...cases].join('\n').toLowerCase();
  return words.every((word) => text.includes(word));
}

function deviationEntry(page: PageTarget, deviation: Deviation, target: number, openCase: OpenCase): HTMLElement {
  const claimed = new Set(page.releases.filter((row) => row.claimed).map((row) => row.release));
  const summary = h(
    'summary',
    {},
    badge(deviation.keyword),
    h('span', { class: 'message-line', dir: 'auto' }, deviation.message),
    h('span', { class: 'clause' }, deviation.clauses.join(', ')),
    h(
      'span',
      { class: 'releases' },
      ...deviation.releases.map((release) =>
        h(
          'span',
          {
            class: `release ${claimed.has(release) ? '' : 'apart'}`,
            title: claimed.has(release) ? 'claimed' : 'not claimed',
          },
          release,
        ),
      ),
    ),
    h('span', { class: 'dim' }, plural(deviation.places, 'place')),
  );
  return lazy('deviation', summary, () => [
    comparison(deviation, deviation.clauses, deviation.checks),
    casesOf(deviation, openCase),
    exchangeSection(target, deviation.exchanges),
  ]);
}

function casesOf(deviation: Deviation, openCase: OpenCase): HTMLElement {
  const links = deviation.cases.slice(0, 30).map((id) => {
    const button = h('button', { type: 'button', class: 'link' }, foreign(id));
    button.addEventListener('click', () => openCase(id));
    return h('li', {}, button);
  });
  const more = deviation.cases.length - links.length;
  if (more > 0) links.push(h('li', { class: 'dim' }, `and ${more} more`));
  return h('div', { class: 'shown-by' }, h('h5', {}, 'Shown by'), h('ul', {}, ...links));
}
