import type { VerdictKind } from '../../../src/judge/verdict.ts';
import { scopeKey, type PageData, type PageTarget, type ReleaseScope } from '../page-data.ts';
import { caseList } from './cases.ts';
import { deviationList } from './deviations.ts';
import { h, plural } from './dom.ts';
import { fromHash, toHash, type State } from './state.ts';

const KINDS: readonly VerdictKind[] = ['fail', 'error', 'inconclusive', 'pass', 'not-supported', 'not-applicable'];

/** Matrix cells and the panel under the matrices that they lead to. */
class Explorer {
  readonly #data: PageData;
  readonly #root: HTMLElement;
  readonly #list = h('div', { class: 'list', role: 'tabpanel', id: 'list' });
  readonly #controls = h('div', { class: 'controls' });
  readonly #search = h('input', { type: 'search', placeholder: 'Search', 'aria-label': 'Search cases and findings' });
  #state: State;

  constructor(data: PageData, root: HTMLElement) {
    this.#data = data;
    this.#root = root;
    this.#state = fromHash(location.hash, data);
    this.#search.value = this.#state.search;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    this.#search.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => this.#go({ search: this.#search.value }), 120);
    });
    root.append(this.#controls, this.#list);
    document.addEventListener('click', (event) => {
      this.#cellClicked(event);
      jump(event);
    });
    addEventListener('hashchange', () => {
      this.#state = fromHash(location.hash, data);
      this.#search.value = this.#state.search;
      this.#show();
    });
    this.#show();
  }

  #cellClicked(event: MouseEvent): void {
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('button.cell') : null;
    if (cell === null) return;
    const { target, release, column } = cell.dataset;
    this.#search.value = '';
    const words = new URLSearchParams({ target: target ?? '0', release: release ?? 'all', column: column ?? '-1' });
    const place = fromHash(`#${words.toString()}`, this.#data);
    this.#state = { ...place, view: 'cases' };
    this.#keep();
    this.#show();
    this.#root.scrollIntoView({ block: 'start' });
    this.#root.focus({ preventScroll: true });
  }

  #go(change: Partial<State>): void {
    this.#state = { ...this.#state, open: undefined, ...change };
    this.#keep();
    this.#show();
  }

  #keep(): void {
    history.replaceState(null, '', toHash(this.#state));
  }

  #openCase(id: string): void {
    this.#search.value = id;
    this.#go({ view: 'cases', verdicts: [], column: -1, search: id, open: id });
    this.#root.scrollIntoView({ block: 'start' });
  }

  #show(): void {
    const page = this.#data.targets[this.#state.target];
    if (page === undefined) return;
    // Elements are replaced; the keyboard focus stays where it was.
    const focused = document.activeElement?.getAttribute('data-key') ?? undefined;
    this.#controls.replaceChildren(this.#heading(page), this.#filters(page));
    if (focused !== undefined)
      this.#controls.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
    this.#list.setAttribute('aria-labelledby', `tab-${this.#state.view}`);
    const nodes =
      this.#state.view === 'cases'
        ? caseList(page, this.#state)
        : deviationList(page, this.#state, (id) => this.#openCase(id));
    this.#list.replaceChildren(...nodes);
    this.#markCell();
  }

  #markCell(): void {
    const { target, release, column } = this.#state;
    for (const cell of document.querySelectorAll<HTMLElement>('button.cell')) {
      const here =
        cell.dataset['target'] === String(target) &&
        cell.dataset['release'] === release &&
        cell.dataset['column'] === String(column);
      cell.toggleAttribute('data-chosen', here);
      if (here) cell.setAttribute('aria-current', 'true');
      else cell.removeAttribute('aria-current');
    }
  }

  #heading(page: PageTarget): HTMLElement {
    const cell = page.counts[scopeKey(this.#state.release, this.#state.column)];
    const tab = (view: State['view'], text: string): HTMLElement => {
      const button = h(
        'button',
        {
          type: 'button',
          role: 'tab',
          id: `tab-${view}`,
          'data-key': `tab-${view}`,
          'aria-controls': 'list',
          'aria-selected': String(this.#state.view === view),
          tabindex: this.#state.view === view ? '0' : '-1',
        },
        text,
      );
      button.addEventListener('click', () => this.#go({ view }));
      return button;
    };
    const tabs = h(
      'div',
      { class: 'tabs', role: 'tablist', 'aria-label': 'What to show' },
      tab('deviations', 'Deviations'),
      tab('cases', 'Cases'),
    );
    tabs.addEventListener('keydown', (event) => {
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
      this.#go({ view: this.#state.view === 'cases' ? 'deviations' : 'cases' });
      document.getElementById(`tab-${this.#state.view}`)?.focus();
    });
    const counted =
      cell === undefined
        ? ''
        : `${plural(cell.deviations, 'distinct deviation')}, ${plural(cell.warnings, 'warning')}, ${cell.infos} for information`;
    return h('div', { class: 'heading' }, tabs, h('p', { class: 'dim', 'aria-live': 'polite' }, counted));
  }

  #filters(page: PageTarget): HTMLElement {
    const targets = this.#data.targets.map((target, i) => [String(i), target.name] as const);
    const releases = [
      ...(page.releases.some((row) => row.claimed) ? [['claimed', 'claimed releases'] as const] : []),
      ['all', 'all releases'] as const,
      ...page.releases.map((row) => [row.release, row.claimed ? row.release : `${row.release} (not claimed)`] as const),
    ];
    const columns = [
      ['-1', 'all APIs'] as const,
      ...page.columns.map(({ api, role }, i) => [String(i), `${api} (${role})`] as const),
    ];
    return h(
      'div',
      { class: 'filters' },
      targets.length > 1
        ? select('Target', targets, String(this.#state.target), (value) =>
            this.#go({ target: Number(value), column: -1 }),
          )
        : undefined,
      select('Release', releases, this.#state.release, (value) => this.#go({ release: value as ReleaseScope })),
      select('API', columns, String(this.#state.column), (value) => this.#go({ column: Number(value) })),
      this.#search,
      this.#state.view === 'cases' ? this.#chips(page) : undefined,
    );
  }

  #chips(page: PageTarget): HTMLElement {
    const { cases } = page.counts[scopeKey(this.#state.release, this.#state.column)] ?? {};
    const chips = KINDS.filter((kind) => (cases?.[kind] ?? 0) > 0 || this.#state.verdicts.includes(kind)).map(
      (kind) => {
        const on = this.#state.verdicts.includes(kind);
        const chip = h(
          'button',
          { type: 'button', class: `chip ${kind}`, 'aria-pressed': String(on), 'data-key': `chip-${kind}` },
          `${kind} `,
          h('b', {}, String(cases?.[kind] ?? 0)),
        );
        chip.addEventListener('click', () => {
          const { verdicts } = this.#state;
          this.#go({ verdicts: on ? verdicts.filter((one) => one !== kind) : [...verdicts, kind] });
        });
        return chip;
      },
    );
    return h('div', { class: 'chips', role: 'group', 'aria-label': 'Filter by verdict' }, ...chips);
  }
}

/** Follows a link within the page without putting it in the place where the explorer keeps its state. */
function jump(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest<HTMLElement>('a[data-jump]') : null;
  const goal = document.getElementById(link?.getAttribute('href')?.slice(1) ?? '');
  if (goal === null) return;
  event.preventDefault();
  goal.scrollIntoView({ block: 'start' });
  goal.focus({ preventScroll: true });
}

function select(
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  chosen: string,
  change: (value: string) => void,
): HTMLElement {
  const element = h('select', { 'data-key': `select-${label}` });
  for (const [value, text] of options) {
    const option = h('option', { value }, text);
    option.selected = value === chosen;
    element.append(option);
  }
  element.addEventListener('change', () => change(element.value));
  return h('label', {}, `${label} `, element);
}

const text = document.getElementById('data')?.textContent ?? undefined;
const root = document.getElementById('explorer');
if (text !== undefined && root !== null) new Explorer(JSON.parse(text) as PageData, root);
