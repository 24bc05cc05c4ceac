import type { VerdictKind } from '../../../src/judge/verdict.ts';
import type { PageData, PageTarget, ReleaseScope } from '../page-data.ts';

/** What the explorer shows; kept in the address so that a view can be sent to somebody. */
export interface State {
  readonly target: number;
  readonly view: 'deviations' | 'cases';
  readonly release: ReleaseScope;
  /** Index, -1 for all. */
  readonly column: number;
  /** Empty: all. */
  readonly verdicts: readonly VerdictKind[];
  readonly search: string;
  /** Case to open. */
  readonly open?: string | undefined;
}

const KINDS: readonly VerdictKind[] = ['fail', 'error', 'inconclusive', 'pass', 'not-supported', 'not-applicable'];

export function toHash(state: State): string {
  const words = new URLSearchParams({ view: state.view, target: String(state.target), release: state.release });
  if (state.column >= 0) words.set('column', String(state.column));
  if (state.verdicts.length > 0) words.set('verdicts', state.verdicts.join(','));
  if (state.search !== '') words.set('search', state.search);
  if (state.open !== undefined) words.set('open', state.open);
  return `#${words.toString()}`;
}

/** An address may be anything: what does not fit falls back to the first view. */
export function fromHash(hash: string, data: PageData): State {
  const words = new URLSearchParams(hash.replace(/^#/, ''));
  const index = Number(words.get('target') ?? 0);
  const target = data.targets[index] === undefined ? 0 : index;
  const page = data.targets[target];
  const column = Number(words.get('column') ?? -1);
  const verdicts = (words.get('verdicts') ?? '').split(',');
  const open = words.get('open');
  return {
    target,
    view: words.get('view') === 'cases' ? 'cases' : 'deviations',
    release: releaseScope(words.get('release'), page),
    column: page?.columns[column] === undefined ? -1 : column,
    verdicts: KINDS.filter((kind) => verdicts.includes(kind)),
    search: words.get('search') ?? '',
    ...(open === null ? {} : { open }),
  };
}

function releaseScope(word: string | null, page: PageTarget | undefined): ReleaseScope {
  const known = page?.releases.find(({ release }) => release === word)?.release;
  if (known !== undefined) return known;
  if (word === 'all') return 'all';
  return page?.releases.some(({ claimed }) => claimed) === true ? 'claimed' : 'all';
}
