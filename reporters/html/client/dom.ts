type Child = Node | string | undefined;

/** An element with text and children; everything goes in as text, never as markup. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  for (const child of children) if (child !== undefined) element.append(child);
  return element;
}

/** A disclosure whose content is made when it is first opened. */
export function lazy(className: string, summary: HTMLElement, content: () => readonly Node[]): HTMLDetailsElement {
  const details = h('details', { class: className }, summary);
  let filled = false;
  const fill = (): void => {
    if (filled) return;
    filled = true;
    details.append(...content());
  };
  // A click comes before the opening, so nothing jumps; a search in the page opens without one.
  summary.addEventListener('click', fill);
  details.addEventListener('toggle', () => {
    if (details.open) fill();
  });
  return details;
}

/** Opens a disclosure made by `lazy` and fills it at once. */
export function openNow(details: HTMLDetailsElement): void {
  details.open = true;
  details.dispatchEvent(new Event('toggle'));
}

/** Text in which what the SUT sent may run from right to left without turning its surroundings. */
export function foreign(text: string, tag: 'code' | 'span' = 'code'): HTMLElement {
  return h(tag, { class: 'foreign', dir: 'auto' }, text);
}

export function plural(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}
