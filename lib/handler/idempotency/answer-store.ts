import type { Reply } from '../reply.ts';

/** One request as its key names it. */
export interface RequestClaim {
  /** Of the caller, the route and the key. */
  readonly id: string;
  /** Of what was asked. */
  readonly fingerprint: string;
  /** Names this attempt, so that no other one ends it. */
  readonly attempt: string;
  readonly nowSeconds: number;
  /** When the attempt can no longer be under way, whatever became of it. */
  readonly leaseEndsSeconds: number;
}

/** What a store knows of a request when it is claimed. */
export type Claimed =
  /** Nothing: this attempt may act. */
  | { readonly kind: 'first' }
  /** The key was used for something else. */
  | { readonly kind: 'other' }
  /** Another attempt is under way. */
  | { readonly kind: 'running' }
  /** It was answered. */
  | { readonly kind: 'answered'; readonly reply: Reply }
  /** It was answered, and the answer was longer than what the store has room for. */
  | { readonly kind: 'done' };

/**
 * Remembers the answers to requests that must not be done twice. `claim` is one conditional write: of many attempts at the
 * same time one is the first. An answer holds what its caller was told: the store keeps it as safe as the data itself.
 */
export interface AnswerStore {
  claim(claim: RequestClaim): Promise<Claimed>;
  /**
   * Writes down the answer of an attempt, if the claim is still its own; of one that it has no room for, that there was one.
   * The effect is there by then: an answer that is too long must not let it happen twice.
   */
  keep(claim: RequestClaim, reply: Reply): Promise<void>;
  /** Gives up the claim of an attempt that changed nothing. */
  release(claim: RequestClaim): Promise<void>;
}

/**
 * Who sees to it that a repeated request changes nothing: a store of answers, or the implementation itself, whose one
 * transaction writes the request down with its effect. A store has two writes and a moment between them, in which a function
 * that is killed leaves its effect without an answer; money wants the transaction (docs/decisions/0006).
 */
export type Repeats = AnswerStore | 'own transaction';
