import { isJsonObject, type Json } from '../json.ts';
import { InvalidEventPattern, type LeafMatch } from './event-match.ts';
import { parseWildcard } from './parse-wildcard.ts';

type TextMatch = (text: string) => boolean;

const onText =
  (matches: TextMatch): LeafMatch =>
  (leaf) =>
    typeof leaf === 'string' && matches(leaf);

/** A text, or `{"equals-ignore-case": text}`; told to a way of comparing what to do with case. */
const withCase = (
  operator: string,
  argument: Json,
  compare: (text: string, expected: string) => boolean,
): LeafMatch => {
  if (isJsonObject(argument) && Object.keys(argument).join() === 'equals-ignore-case') {
    const expected = textOf(operator, argument['equals-ignore-case']).toLowerCase();
    return onText((text) => compare(text.toLowerCase(), expected));
  }
  const expected = textOf(operator, argument);
  return onText((text) => compare(text, expected));
};

export const parsePrefix = (argument: Json): LeafMatch =>
  withCase('prefix', argument, (text, expected) => text.startsWith(expected));

export const parseSuffix = (argument: Json): LeafMatch =>
  withCase('suffix', argument, (text, expected) => text.endsWith(expected));

export const parseEqualsIgnoreCase = (argument: Json): LeafMatch => {
  const expected = textOf('equals-ignore-case', argument).toLowerCase();
  return onText((text) => text.toLowerCase() === expected);
};

export const parseWildcardMatch = (argument: Json): LeafMatch => onText(parseWildcard(textOf('wildcard', argument)));

const textOf = (operator: string, argument: Json | undefined): string => {
  if (typeof argument !== 'string') throw new InvalidEventPattern(`${operator} must be a string`);
  return argument;
};
