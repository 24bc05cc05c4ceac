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
  {
    cases: 'vnflcm.vnf_snapshots.id.vnf_state_snapshot.get.406',
    why: `${STILL_TO_COME}; the orchestrator gives the state as bytes, whatever is accepted`,
  },
  {
    cases: 'vnflcm.tolerance.vim-credentials',
    why: 'the orchestrator knows no VIM by its id alone, so that there are no credentials to give beside it',
  },
];
