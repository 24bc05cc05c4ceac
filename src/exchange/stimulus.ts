import type { Mutation } from '../model/mutation.ts';

/**
 * Why a request was sent. Procedures write it, checks select by it; it says what was provoked, never what is expected.
 * `step` is the stable label of the exchange within its procedure, for checks over a whole trace.
 */
export type Stimulus = { readonly step?: string } &
  /** Well-formed and legal in the state that the SUT was brought to. `created`/`subject`: path of what it is about. */
  (
    | { readonly kind: 'legal'; readonly task?: string }
    /** A read that follows what the SUT does; well-formed and legal. */
    | { readonly kind: 'observe' }
    | { readonly kind: 'unknown-resource' }
    | { readonly kind: 'unsupported-method' }
    | { readonly kind: 'unacceptable'; readonly accept: string }
    | { readonly kind: 'unsupported-media-type'; readonly contentType: string | null }
    | { readonly kind: 'malformed-json'; readonly how: string }
    | {
        readonly kind: 'version';
        readonly variant: 'missing' | 'ill-formed' | 'unsupported';
        readonly value: string | null;
      }
    | { readonly kind: 'credentials'; readonly variant: 'none' | 'bad' }
    | { readonly kind: 'invalid-body'; readonly type: string; readonly mutation: BodyMutation }
    | { readonly kind: 'extra-attribute'; readonly pointer: string }
    /** Legal, and not what a client usually sends: `aspect` says in which way, `variant` with what. */
    | { readonly kind: 'unusual'; readonly aspect: string; readonly variant: string }
    /** A task in a state in which it is not allowed; `ongoing`: another operation runs on the instance. */
    | { readonly kind: 'wrong-state'; readonly state: string; readonly task: string }
    | {
        readonly kind: 'filter';
        readonly expression: string;
        readonly terms: readonly FilterTerm[] | null;
        readonly valid: boolean;
        /** What is wrong, where it is not valid. */
        readonly fault?: 'syntax' | 'attribute' | 'operator' | 'encoding' | 'empty-value';
        /** A further page of the result that this exchange began. */
        readonly pageOf?: string;
      }
    | { readonly kind: 'selector'; readonly query: string; readonly valid: boolean }
    | { readonly kind: 'page'; readonly valid: boolean }
    | { readonly kind: 'precondition'; readonly header: string; readonly matches: boolean }
    | { readonly kind: 'duplicate' }
    | { readonly kind: 'concurrent'; readonly task: string }
    | { readonly kind: 'repeat' }
    /** Callback that does not pass the endpoint test. */
    | { readonly kind: 'bad-callback'; readonly variant: BadCallback }
    | { readonly kind: 'subscription-filter'; readonly criterion: string; readonly valid: boolean }
    /** The SUT asked on its own account; `answer` says what the counterpart was told to do. */
    | { readonly kind: 'inbound'; readonly answer: string }
    /** The SUT asked to be asked again later (503 or 429 with Retry-After), and was; judged by the generic checks only. */
    | { readonly kind: 'put-off' }
    /** Clean-up of what the procedure made; judged by the generic checks only. */
    | { readonly kind: 'cleanup' }
  );

/** What a body was broken by. `limit`: a number beyond what the text of the GS allows, where its data type does not say so. */
export type BodyMutation = Omit<Mutation, 'op'> & { readonly op: Mutation['op'] | 'limit' };

/** In which way a callback fails the endpoint test. */
export type BadCallback = 'down' | 'wrong-status' | 'html' | 'no-detail' | 'token-refused' | 'silent';

/** A term of a filter in the harness's own form; the wire form depends on the release (SOL013 5.2, SOL003 2.4.1 4.3.2). */
export interface FilterTerm {
  readonly op: 'eq' | 'neq' | 'in' | 'nin' | 'gt' | 'gte' | 'lt' | 'lte' | 'cont' | 'ncont';
  /** Attribute path, without list indices. */
  readonly path: readonly string[];
  readonly values: readonly string[];
}
