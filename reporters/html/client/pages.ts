import { h } from './dom.ts';

/** Entries put into the page at once; the next ones come on demand. */
const AT_ONCE = 200;

export function pages<T>(items: readonly T[], entry: (item: T) => HTMLElement): readonly Node[] {
  const list = h('div', { class: 'entries' });
  const button = h('button', { type: 'button', class: 'next' });
  let shown = 0;
  const show = (): void => {
    const next = items.slice(shown, shown + AT_ONCE).map(entry);
    shown += next.length;
    list.append(...next);
    button.textContent = `Show more (${shown} of ${items.length} shown)`;
    if (shown === items.length) button.remove();
  };
  button.addEventListener('click', show);
  const nodes = [list, button];
  show();
  return shown === items.length ? [list] : nodes;
}
