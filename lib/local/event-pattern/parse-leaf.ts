import { BlockList, isIP } from 'node:net';
import { isJsonObject, type Json } from '../json.ts';
import { InvalidEventPattern, type LeafMatch, type PatternUse } from './event-match.ts';
import { parseAnythingBut } from './parse-anything-but.ts';
import { parseNumeric } from './parse-numeric.ts';
import { parseEqualsIgnoreCase, parsePrefix, parseSuffix, parseWildcardMatch } from './text-matches.ts';

interface Operator {
  readonly uses: readonly PatternUse[];
  readonly parse: (argument: Json, use: PatternUse) => LeafMatch;
}

const parseExists = (argument: Json): LeafMatch => {
  if (typeof argument !== 'boolean') throw new InvalidEventPattern('exists must be true or false');
  return (leaf) => (leaf !== undefined) === argument;
};

const parseCidr = (argument: Json): LeafMatch => {
  const [address = '', bits = ''] = String(argument).split('/');
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  if (isIP(address) === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > (family === 'ipv6' ? 128 : 32)) {
    throw new InvalidEventPattern('cidr must be an address and a number of bits');
  }
  list.addSubnet(address, Number(bits), family);
  return (leaf) => typeof leaf === 'string' && isIP(leaf) !== 0 && list.check(leaf, isIP(leaf) === 6 ? 'ipv6' : 'ipv4');
};

const both: readonly PatternUse[] = ['rule', 'filter'];

const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['prefix', { uses: both, parse: parsePrefix }],
  ['suffix', { uses: both, parse: parseSuffix }],
  ['equals-ignore-case', { uses: both, parse: parseEqualsIgnoreCase }],
  ['anything-but', { uses: both, parse: parseAnythingBut }],
  ['numeric', { uses: both, parse: parseNumeric }],
  ['exists', { uses: both, parse: parseExists }],
  ['cidr', { uses: ['rule'], parse: parseCidr }],
  ['wildcard', { uses: ['rule'], parse: parseWildcardMatch }],
]);

/**
 * One element of the list that stands for a field: a value, or an object with one operator.
 *
 * @throws InvalidEventPattern for an operator that is not known, or not for this use
 */
export const parseLeaf = (element: Json, use: PatternUse): LeafMatch => {
  if (Array.isArray(element)) throw new InvalidEventPattern('a list must hold values and operators, not lists');
  if (!isJsonObject(element)) return (leaf) => leaf === element;
  const [[name, argument = null] = ['', null], ...others] = Object.entries(element);
  if (others.length > 0) throw new InvalidEventPattern(`only one operator at once: ${Object.keys(element).join(', ')}`);
  const operator = operators.get(name);
  if (operator === undefined) throw new InvalidEventPattern(`Unrecognized match type ${name}`);
  if (!operator.uses.includes(use)) throw new InvalidEventPattern(`${name} is not known for a ${use}`);
  return operator.parse(argument, use);
};
