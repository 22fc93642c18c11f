import * as z from 'zod';

/** What a scalar schema asks for: `must be a whole number from 1 to 1000`. It says nothing about any value. */
export const expectation = (schema: z.core.$ZodType): string =>
  `must be ${wordsOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', target: 'draft-2020-12' }))}`;

type JsonSchema = z.core.JSONSchema._JSONSchema;

function wordsOf(schema: JsonSchema): string {
  if (typeof schema === 'boolean') return 'something else';
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return `one of ${schema.enum.map((each) => JSON.stringify(each)).join(', ')}`;
  if (schema.anyOf !== undefined) return schema.anyOf.map(wordsOf).join(' or ');
  return words.get(String(schema.type))?.(schema) ?? 'something else';
}

type Schema = Exclude<JsonSchema, boolean>;

const words: ReadonlyMap<string, (schema: Schema) => string> = new Map([
  ['string', textOf],
  ['number', (schema) => `a number${rangeOf(schema)}`],
  ['integer', (schema) => `a whole number${rangeOf(schema)}`],
  ['boolean', () => 'true or false'],
  ['null', () => 'null'],
]);

function textOf({ format, pattern, minLength = 0, maxLength }: Schema): string {
  if (format !== undefined) return `a string of format ${format}`;
  const length =
    maxLength === undefined
      ? minLength === 0
        ? ''
        : ` of at least ${minLength} characters`
      : ` of ${minLength} to ${maxLength} characters`;
  return `a string${length}${pattern === undefined ? '' : ` that matches ${pattern}`}`;
}

function rangeOf({ minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf }: Schema): string {
  const limits = [
    told(minimum) && `at least ${minimum}`,
    told(maximum) && `at most ${maximum}`,
    told(exclusiveMinimum) && `above ${exclusiveMinimum}`,
    told(exclusiveMaximum) && `below ${exclusiveMaximum}`,
    told(multipleOf) && `a multiple of ${multipleOf}`,
  ].filter((limit) => limit !== false);
  return limits.length === 0 ? '' : `, ${limits.join(' and ')}`;
}

/** Every whole number ends at 2^53: that is no limit of the contract. */
const told = (limit: number | boolean | undefined): boolean =>
  typeof limit === 'number' && Math.abs(limit) < Number.MAX_SAFE_INTEGER;
