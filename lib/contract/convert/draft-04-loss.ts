import type * as z from 'zod';
import { type SchemaDefinition, type Visit, walkSchema } from '../walk-schema.ts';

/** A rule of the contract which the gateway's model cannot say; the handler still enforces it. */
export interface Loss {
  /** RFC 6901 pointer into the value, with `*` for any item or any key. */
  readonly pointer: string;
  /** `the checksum of an iban` */
  readonly what: string;
}

/** What draft-04 loses of a schema, in the order of the schema; each loss is named once for its place. */
export function draft04Loss(schema: z.core.$ZodType): readonly Loss[] {
  const losses = [...walkSchema(schema)].flatMap(({ pointer, ...visit }) =>
    lossesOf(visit).map((what) => ({ pointer, what })),
  );
  return [...new Map(losses.map((loss) => [`${loss.pointer} ${loss.what}`, loss])).values()];
}

/** The members of a check's definition that the table reads. */
interface CheckDefinition {
  readonly check: string;
  readonly format?: string;
  readonly pattern?: RegExp;
}

const lossesOf = ({ definition }: Pick<Visit, 'definition'>): readonly string[] => [
  ...typeLosses(definition),
  // Every check has a name; format and pattern belong to checks of strings.
  ...(definition.checks ?? []).map((check) => check._zod.def as CheckDefinition).flatMap(checkLosses),
];

function typeLosses(definition: SchemaDefinition): readonly string[] {
  const { type, format, pattern, coerce, keyType } = definition;
  const losses = [];
  if (coerce === true) losses.push(`coercion to ${type}: the gateway takes nothing but a ${type}`);
  if (type === 'pipe') losses.push('a transform, and what is checked around it');
  if (type === 'catch') losses.push('the value that stands in for an invalid one: the gateway refuses it');
  if (type === 'record' && !isBareString(keyType?._zod.def)) losses.push('the schema of the keys');
  if (format !== undefined && type === 'string')
    losses.push(...checkLosses({ check: 'string_format', format, ...(pattern && { pattern }) }));
  return losses;
}

const isBareString = (
  key: { readonly type: string; readonly format?: string; readonly checks?: readonly unknown[] } | undefined,
) => key?.type === 'string' && key.format === undefined && (key.checks ?? []).length === 0;

/** Checks that draft-04 has a keyword for. */
const expressible = new Set([
  'greater_than',
  'less_than',
  'multiple_of',
  'number_format',
  'min_length',
  'max_length',
  'length_equals',
]);

const named: ReadonlyMap<string, string> = new Map([
  ['custom', 'a refinement'],
  ['overwrite', 'a change before the check (trim, case): the gateway checks the value as it came'],
]);

/** Formats that check more than their pattern says. */
const beyondPattern: ReadonlyMap<string, string> = new Map([
  ['credit_card', 'the checksum of a card number'],
  ['iban', 'the checksum of an IBAN'],
  ['jwt', 'the header of a token'],
  ['url', 'the parsing of a URL'],
  ['httpurl', 'the parsing of a URL'],
  ['ipv6', 'the parsing of an IPv6 address'],
  ['cidrv6', 'the parsing of an IPv6 network'],
]);

function checkLosses({ check, format = '', pattern }: CheckDefinition): readonly string[] {
  if (expressible.has(check)) return [];
  if (check !== 'string_format') return [named.get(check) ?? `the check '${check}'`];
  const beyond = beyondPattern.get(format) ?? (pattern === undefined ? `the format '${format}'` : undefined);
  const flags = pattern?.flags.replaceAll(/[dgy]/g, '') ?? '';
  return [...(beyond === undefined ? [] : [beyond]), ...(flags === '' ? [] : [`the flags '${flags}' of a pattern`])];
}
