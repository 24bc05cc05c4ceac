import { type JsonObject, objectAt, stringAt } from '../json.ts';

/**
 * VNF-specific parameter `refFailure` in additionalParams of an LCM operation: how the resource phase is to go wrong.
 * once: the first attempt fails; late: the first attempt fails after it has changed resources; always: each attempt fails; rollback: each attempt and the first rollback fail;
 * hang: it does not end until it is cancelled, retry and rollback work; hang-starting: the preparation does not end until it is
 * cancelled; hang-rollback: each attempt fails, and the first rollback does not end until it is cancelled.
 */
export type FailureMode = 'none' | 'once' | 'late' | 'always' | 'rollback' | 'hang' | 'hang-starting' | 'hang-rollback';

const MODES: readonly FailureMode[] = ['once', 'late', 'always', 'rollback', 'hang', 'hang-starting', 'hang-rollback'];

export function failureMode(params: JsonObject): FailureMode {
  const asked = stringAt(objectAt(params, 'additionalParams') ?? {}, 'refFailure');
  return MODES.find((mode) => mode === asked) ?? 'none';
}

/** What happens in a phase. `attempt` counts from 1. */
export function fate(mode: FailureMode, phase: 'starting' | 'processing' | 'rollback', attempt: number): Fate {
  if (phase === 'starting') return mode === 'hang-starting' ? 'hangs' : 'works';
  if (phase === 'rollback') {
    if (attempt > 1) return 'works';
    return mode === 'rollback' ? 'fails' : mode === 'hang-rollback' ? 'hangs' : 'works';
  }
  switch (mode) {
    case 'once':
    case 'late':
      return attempt === 1 ? 'fails' : 'works';
    case 'hang':
      return attempt === 1 ? 'hangs' : 'works';
    case 'always':
    case 'rollback':
    case 'hang-rollback':
      return 'fails';
    case 'none':
    case 'hang-starting':
      return 'works';
  }
}

export type Fate = 'works' | 'fails' | 'hangs';
