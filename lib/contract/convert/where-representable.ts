import type * as z from 'zod';
import { walkSchema } from '../walk-schema.ts';

/** A schema without a JSON form; `pointer` is an RFC 6901 pointer into the value. */
export class UnrepresentableError extends Error {
  override readonly name = 'UnrepresentableError';
  readonly pointer: string;

  constructor(pointer: string, what: string, options?: ErrorOptions) {
    super(`${pointer === '' ? 'the schema' : pointer}: ${what} has no JSON form`, options);
    this.pointer = pointer;
  }
}

const types = new Set([
  'bigint',
  'custom',
  'date',
  'file',
  'function',
  'map',
  'nan',
  'promise',
  'set',
  'symbol',
  'undefined',
  'void',
]);

/**
 * Runs a conversion by zod once nothing in the schema stands against it.
 *
 * @throws UnrepresentableError
 */
export function whereRepresentable<T>(schema: z.core.$ZodType, convert: () => T): T {
  for (const { definition, pointer, recursive } of walkSchema(schema)) {
    if (types.has(definition.type)) throw new UnrepresentableError(pointer, `z.${definition.type}`);
    if (recursive) throw new UnrepresentableError(pointer, 'a schema that contains itself');
  }
  try {
    return convert();
  } catch (error) {
    throw new UnrepresentableError('', 'a part', { cause: error });
  }
}
