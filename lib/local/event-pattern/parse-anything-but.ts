import { isJsonObject, type Json } from '../json.ts';
import { InvalidEventPattern, type LeafMatch, type PatternUse } from './event-match.ts';
import { parseEqualsIgnoreCase, parsePrefix, parseSuffix, parseWildcardMatch } from './text-matches.ts';

const ofRules: ReadonlyMap<string, (argument: Json) => LeafMatch> = new Map([
  ['prefix', parsePrefix],
  ['suffix', parseSuffix],
  ['equals-ignore-case', parseEqualsIgnoreCase],
  ['wildcard', parseWildcardMatch],
]);

/**
 * Everything but a value, any of a list, or what `{prefix | suffix | equals-ignore-case | wildcard}` matches. A field that
 * is not there does not match.
 *
 * @throws InvalidEventPattern for any other form
 */
export const parseAnythingBut = (argument: Json, use: PatternUse): LeafMatch => {
  const excluded = isJsonObject(argument) ? parseOperator(argument, use) : parseValues(argument);
  return (leaf) => leaf !== undefined && !excluded(leaf);
};

const parseValues = (argument: Json): LeafMatch => {
  const values: readonly Json[] = Array.isArray(argument) ? argument : [argument];
  const types = new Set(values.map((value) => typeof value));
  if (types.size !== 1 || !(types.has('string') || types.has('number'))) {
    throw new InvalidEventPattern('anything-but must be strings or numbers, and not both');
  }
  return (leaf) => values.some((value) => value === leaf);
};

const parseOperator = (argument: Readonly<Record<string, Json | undefined>>, use: PatternUse): LeafMatch => {
  const [[name, value = null] = ['', null], ...others] = Object.entries(argument);
  const parse = use === 'rule' ? ofRules.get(name) : undefined;
  if (parse === undefined || others.length > 0) {
    throw new InvalidEventPattern(`anything-but ${Object.keys(argument).join(', ')} is not known for a ${use}`);
  }
  const values: readonly Json[] = Array.isArray(value) ? value : [value];
  if (values.length === 0) throw new InvalidEventPattern(`anything-but ${name} must not be empty`);
  const matches = values.map(parse);
  return (leaf) => matches.some((match) => match(leaf));
};
