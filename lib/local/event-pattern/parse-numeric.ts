import type { Json } from '../json.ts';
import { InvalidEventPattern, type LeafMatch } from './event-match.ts';

type Compare = (actual: number, expected: number) => boolean;

const lower: ReadonlyMap<Json, Compare> = new Map([
  ['>', (a: number, b: number) => a > b],
  ['>=', (a: number, b: number) => a >= b],
]);
const upper: ReadonlyMap<Json, Compare> = new Map([
  ['<', (a: number, b: number) => a < b],
  ['<=', (a: number, b: number) => a <= b],
]);
const alone: ReadonlyMap<Json, Compare> = new Map([['=', (a: number, b: number) => a === b], ...lower, ...upper]);

/** AWS compares numbers within five thousand million, either way. */
const LIMIT = 5e9;

/**
 * `["=", 5]`, `["<", 5]`, or a range such as `[">", 0, "<=", 5]`. Numbers only: DynamoDB's, being texts, never match.
 *
 * @throws InvalidEventPattern for any other form
 */
export const parseNumeric = (argument: Json): LeafMatch => {
  if (!Array.isArray(argument) || (argument.length !== 2 && argument.length !== 4)) throw unfit();
  const [first, from, second, to] = argument;
  if (argument.length === 2) return bound(alone, first, from);
  const [above, below] = [bound(lower, first, from), bound(upper, second, to)];
  if (!(Number(from) < Number(to))) throw new InvalidEventPattern('the lower bound of numeric must be below the upper');
  return (leaf) => above(leaf) && below(leaf);
};

const bound = (operators: ReadonlyMap<Json, Compare>, operator: Json | undefined, expected: Json | undefined) => {
  const compare = operators.get(operator ?? null);
  if (compare === undefined || typeof expected !== 'number' || !(Math.abs(expected) <= LIMIT)) throw unfit();
  const match: LeafMatch = (leaf) => typeof leaf === 'number' && Math.abs(leaf) <= LIMIT && compare(leaf, expected);
  return match;
};

const unfit = (): InvalidEventPattern =>
  new InvalidEventPattern('numeric must be an operator and a number, or a range such as [">", 0, "<=", 5]');
