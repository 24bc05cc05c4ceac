import { exchangeElementId, type PageExchange, type PageMessage } from '../page-data.ts';
import { foreign, h, lazy } from './dom.ts';
import { layOut } from './json.ts';

/** Reads an exchange from its script element; `undefined` where the page does not hold it. */
export function readExchange(target: number, id: string): PageExchange | undefined {
  const text = document.getElementById(exchangeElementId(target, id))?.textContent ?? undefined;
  return text === undefined ? undefined : (JSON.parse(text) as PageExchange);
}

/** List of exchanges, each opens on demand. */
export function exchangeList(target: number, ids: readonly string[]): HTMLElement {
  const list = h('div', { class: 'exchanges' });
  const absent: string[] = [];
  for (const id of ids) {
    const exchange = readExchange(target, id);
    if (exchange === undefined) absent.push(id);
    else list.append(exchangeEntry(exchange));
  }
  if (absent.length > 0) list.append(h('p', { class: 'note' }, `In exchanges.ndjson: ${absent.join(' ')}`));
  return list;
}

function exchangeEntry(exchange: PageExchange): HTMLElement {
  const answer = exchange.response?.line ?? exchange.failure ?? 'no answer';
  const summary = h(
    'summary',
    {},
    h('b', {}, exchange.id),
    ' ',
    foreign(shortLine(exchange.request.line)),
    ' ',
    h('span', { class: 'arrow', 'aria-label': 'answered' }, '→'),
    ' ',
    h('b', { class: 'status' }, answer),
    h('span', { class: 'dim' }, ` ${exchange.ms} ms${exchange.direction === 'inbound' ? ' · sent by the SUT' : ''}`),
  );
  return lazy('exchange', summary, () => [exchangeBody(exchange)]);
}

/** The path tells exchanges apart, the host does not. */
function shortLine(line: string): string {
  const short = line.replace(/^(\S+) https?:\/\/[^/]*/, '$1 ');
  return short.length > 140 ? `${short.slice(0, 139)}…` : short;
}

function exchangeBody(exchange: PageExchange): HTMLElement {
  const { curl } = exchange;
  return h(
    'div',
    { class: 'exchange-body' },
    h(
      'p',
      { class: 'dim' },
      `${exchange.at} · ${exchange.api} · run ${exchange.run} · stimulus: `,
      foreign(exchange.stimulus, 'span'),
    ),
    h(
      'div',
      { class: 'messages' },
      message('Request', exchange.request),
      exchange.response === undefined
        ? h(
            'div',
            { class: 'message' },
            h('h5', {}, 'Response'),
            h('p', { class: 'alert' }, exchange.failure ?? 'none was recorded'),
          )
        : message('Response', exchange.response, exchange.failure),
    ),
    curl === undefined ? undefined : curlBlock(curl),
  );
}

function message(title: string, part: PageMessage, failure?: string): HTMLElement {
  const rows = part.headers.map(([name, value]) =>
    h('tr', {}, h('th', { scope: 'row' }, foreign(name)), h('td', {}, foreign(value))),
  );
  return h(
    'div',
    { class: 'message' },
    h('h5', {}, title),
    h('p', { class: 'line' }, foreign(part.line)),
    rows.length === 0
      ? h('p', { class: 'dim' }, 'no headers')
      : h('table', { class: 'headers' }, h('tbody', {}, ...rows)),
    failure === undefined ? undefined : h('p', { class: 'alert' }, failure),
    ...(part.body === undefined ? [h('p', { class: 'dim' }, 'no payload')] : bodyBlock(part.body, part.note ?? '')),
  );
}

/** Laid out where it is JSON, with the bytes as sent a button away. */
function bodyBlock(body: string, note: string): readonly Node[] {
  const laidOut = layOut(body);
  const pre = h('pre', { tabindex: '0', dir: 'auto' }, laidOut ?? body);
  const bar = h('p', { class: 'dim' }, note);
  if (laidOut !== undefined && laidOut !== body) {
    const button = h('button', { type: 'button', class: 'small', 'aria-pressed': 'false' }, 'as sent');
    button.addEventListener('click', () => {
      const raw = button.getAttribute('aria-pressed') !== 'true';
      button.setAttribute('aria-pressed', String(raw));
      pre.textContent = raw ? body : laidOut;
    });
    bar.append(' ', button);
  }
  return [bar, pre];
}

function curlBlock(curl: string): HTMLElement {
  const pre = h('pre', { class: 'curl', tabindex: '0' }, curl);
  const button = h('button', { type: 'button', class: 'small' }, 'copy');
  button.addEventListener('click', () => {
    // Without permission for the clipboard, the text is at least selected.
    getSelection()?.selectAllChildren(pre);
    void navigator.clipboard.writeText(curl).then(
      () => (button.textContent = 'copied'),
      () => (button.textContent = 'selected'),
    );
  });
  return h('div', { class: 'reproduce' }, h('h5', {}, 'Send it again ', button), pre);
}
