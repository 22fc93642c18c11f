import type * as z from 'zod';
import type { Endpoint } from './endpoint.ts';
import type { InputFault } from './problems.ts';
import { escapeToken } from './walk-schema.ts';

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

/** The validators of one endpoint; a part that has no schema has none. */
export interface EndpointValidators {
  readonly request: Readonly<Partial<Record<RequestPart, Validator>>>;
  /** Status to the validator of its body, `null` for an empty body. */
  readonly responses: Readonly<Record<number, Validator | null>>;
}

/**
 * An endpoint whose schemas the bundler replaced by plain JavaScript, so that a function carries no zod. The explaining
 * half is a module of its own, loaded at the first refusal.
 */
export interface CompiledEndpoint {
  readonly validators: EndpointValidators;
}

const isCompiled = (endpoint: object): endpoint is CompiledEndpoint => 'validators' in endpoint;

/** The validators of an endpoint: compiled ones where the bundler put them, else zod's own. */
export function validatorsOf(endpoint: Endpoint | CompiledEndpoint): EndpointValidators {
  if (isCompiled(endpoint)) return endpoint.validators;
  const { request, responses } = endpoint;
  return {
    request: Object.fromEntries(
      Object.entries(request).map(([part, schema]) => [part, zodValidator(schema as z.ZodType)]),
    ),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, schema]) => [status, schema === null ? null : zodValidator(schema)]),
    ),
  };
}

/** A zod schema as a validator; calls only the schema's own methods, so that importing this file imports no zod. */
export const zodValidator = (schema: z.ZodType): Validator => ({
  parse: (value) => {
    const result = schema.safeParse(value);
    return result.success ? result.data : INVALID;
  },
  explain: async (value) => {
    const result = schema.safeParse(value);
    return result.success ? [] : result.error.issues.flatMap(faultsOf);
  },
});

function faultsOf(issue: z.core.$ZodIssue): readonly InputFault[] {
  let pointer = '';
  for (const token of issue.path) pointer += `/${escapeToken(token)}`;
  if (issue.code !== 'unrecognized_keys') return [{ pointer, detail: issue.message }];
  return issue.keys.map((key) => ({
    pointer: `${pointer}/${escapeToken(key)}`,
    detail: 'is not part of the contract',
  }));
}
