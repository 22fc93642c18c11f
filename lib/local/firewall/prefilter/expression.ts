/** The bytes that may stand at one place, a flag each. */
export type ByteClass = Uint8Array;

/** A regular expression over bytes that finds at least what the one that it was read from finds. */
export type Expression =
  | { readonly kind: 'byte'; readonly of: ByteClass }
  | { readonly kind: 'sequence'; readonly parts: readonly Expression[] }
  | { readonly kind: 'choice'; readonly options: readonly Expression[] }
  | { readonly kind: 'repeat'; readonly part: Expression };

export const nothing: Expression = { kind: 'sequence', parts: [] };

export const sequence = (parts: readonly Expression[]): Expression => ({ kind: 'sequence', parts });

export const choice = (options: readonly Expression[]): Expression => ({ kind: 'choice', options });

/** Any number of times, none among them. */
export const repeat = (part: Expression): Expression => ({ kind: 'repeat', part });
