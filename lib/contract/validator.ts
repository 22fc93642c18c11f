import type { InputFault } from './problems.ts';

/** What `parse` answers for a value that breaks the schema. */
export const INVALID: unique symbol = Symbol.for('portcullis.invalid');

/** One schema, ready to check values: quick to say no, slower to say why. */
export interface Validator {
  /** The parsed value (defaults filled in), or INVALID. */
  parse(value: unknown): unknown;
  /** Every fault, with pointers relative to the value; never repeats the value. */
  explain(value: unknown): Promise<readonly InputFault[]>;
}

/** The parts of a request that have a schema each. */
export type RequestPart = 'path' | 'query' | 'headers' | 'body';

/** The validators of one endpoint; a part that has no schema has none. The bundler puts compiled ones in the place of zod's. */
export interface EndpointValidators {
  readonly request: Readonly<Partial<Record<RequestPart, Validator>>>;
  /** Status to the validator of its body, `null` for an empty body. */
  readonly responses: Readonly<Record<number, Validator | null>>;
  /** Role to what checks its view. */
  readonly views: Readonly<Record<string, ViewValidators>>;
}

/** The validators of one view; what it does not have is checked like everybody's. */
export interface ViewValidators {
  readonly body?: Validator;
  readonly responses?: Readonly<Record<number, Validator | null>>;
}
