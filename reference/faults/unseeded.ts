/** Cases on behaviour that no fault makes fail, and why. A glob stands for cases that have the same reason. */
export interface Unseeded {
  readonly cases: string;
  readonly why: string;
}

const STILL_TO_COME = 'no fault has been written yet';

export const UNSEEDED: readonly Unseeded[] = [
  {
    cases: 'vnflcm.api_versions.content.release',
    why: 'it reports and cannot fail: which minor version of the API a product claims is its own choice',
  },
  {
    cases: 'vnflcm.unsupported-tasks.404',
    why: 'the orchestrator supports every task of its release, so that there is nothing for it to refuse',
  },
  {
    cases: 'vnflcm.states.ongoing.instantiate',
    why: 'the operation that goes on is one on an instantiated VNF instance, whose state refuses instantiate as well',
  },
  {
    cases: 'vnflcm.subscriptions.bad-callback.patience',
    why: 'it warns and reports; an orchestrator in one process that waits would stop the whole run',
  },
  {
    cases: 'vnflcm.aftermath.terminate.against-vim',
    why: `${STILL_TO_COME}; the orchestrator asks no VIM when it removes resources`,
  },
  { cases: 'vnflcm.aftermath.changes.shown', why: `${STILL_TO_COME}; the orchestrator tells no VIM of its changes` },
  ...['all_fields', 'exclude_fields', 'exclude_default'].map((selector) => ({
    cases: `vnflcm.vnf_snapshots.selector.${selector}`,
    why: `${STILL_TO_COME} in what selectors do to the data types of snapshots`,
  })),
  { cases: 'vnflcm.vnf_snapshots.list.agrees', why: STILL_TO_COME },
  ...['406', 'version'].map((kind) => ({
    cases: `vnflcm.vnf_snapshots.id.vnf_state_snapshot.get.${kind}`,
    why: `${STILL_TO_COME} in the transfer of state`,
  })),
  { cases: 'vnflcm.vnf_instances.filter.order', why: `${STILL_TO_COME} in comparisons of numbers` },
  { cases: 'vnflcm.states.rest', why: `${STILL_TO_COME}: operations that are accepted wrongly all come to an end` },
  { cases: 'vnflcm.failures.empty-object', why: STILL_TO_COME },
  { cases: 'vnflcm.tolerance.vim-credentials', why: STILL_TO_COME },
  { cases: 'vnflcm.tolerance.unknown-header', why: STILL_TO_COME },
  { cases: 'vnflcm.tolerance.vim.op-occ', why: STILL_TO_COME },
  { cases: 'vnflcm.vnf_snapshots.etag.matching', why: `${STILL_TO_COME} that refuses conditions that hold` },
  { cases: 'vnflcm.granted-vim.terminate', why: `${STILL_TO_COME} in terminations alone` },
];
