import { BlockList, isIP } from 'node:net';
import { matches, matchesArnPattern } from './matches-pattern.ts';
import { type PolicyText, toFilledPattern, toFilledText } from './policy-text.ts';
import type { RequestContext } from './request-context.ts';

/** Compares one value of a request with one of the policy. */
export type Comparison = (actual: string, context: RequestContext) => boolean;

export interface ConditionOperator {
  /** Holds when no value of the policy compares, and when the request has no such key. */
  readonly negated: boolean;
  /** Whether values may hold policy variables. */
  readonly variables: boolean;
  /** Answers undefined for a value that the operator cannot take. */
  read(expected: PolicyText): Comparison | undefined;
}

type Read = ConditionOperator['read'];

const text =
  (compare: (actual: string, expected: string) => boolean): Read =>
  (expected) =>
  (actual, context) =>
    compare(actual, toFilledText(expected, context));

const equals = text((actual, expected) => actual === expected);
const equalsIgnoringCase = text((actual, expected) => actual.toLowerCase() === expected.toLowerCase());
const like: Read = (expected) => (actual, context) => matches(actual, toFilledPattern(expected, context));
const arnLike: Read = (expected) => (actual, context) => matchesArnPattern(actual, toFilledPattern(expected, context));

/** Of values that are written without variables. */
const plain = ({ parts }: PolicyText): string => parts.map((part) => ('text' in part ? part.text : '')).join('');

/** Compares what both sides are read to; a value of the request that cannot be read compares with nothing. */
const measured =
  (read: (value: string) => number | undefined, compare: (actual: number, expected: number) => boolean): Read =>
  (expected) => {
    const limit = read(plain(expected));
    if (limit === undefined) return undefined;
    return (actual) => {
      const value = read(actual);
      return value !== undefined && compare(value, limit);
    };
  };

const toNumber = (value: string): number | undefined =>
  /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(value) ? Number(value) : undefined;

/** W3C's profile of ISO 8601, or seconds since the epoch; in milliseconds. */
const toTime = (value: string): number | undefined => {
  if (/^\d+(\.\d+)?$/.test(value) && value.length > 4) return Number(value) * 1_000;
  const isDate = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?$/.test(value);
  const millis = isDate ? Date.parse(value) : Number.NaN;
  return Number.isNaN(millis) ? undefined : millis;
};

const booleans: ReadonlyMap<string, number> = new Map([
  ['true', 1],
  ['false', 0],
]);

const toBoolean = (value: string): number | undefined => booleans.get(value.toLowerCase());

const binaryEquals: Read = (expected) => {
  const bytes = toBytes(plain(expected));
  return bytes && ((actual) => toBytes(actual)?.equals(bytes) === true);
};

const toBytes = (base64: string): Buffer | undefined =>
  /^[A-Za-z0-9+/]*={0,2}$/.test(base64) && base64.length % 4 === 0 ? Buffer.from(base64, 'base64') : undefined;

const inNetwork: Read = (expected) => {
  const [address = '', prefix, ...more] = plain(expected).split('/');
  const version = isIP(address);
  const most = version === 4 ? 32 : 128;
  const length = prefix === undefined ? most : Number(prefix);
  if (version === 0 || more.length > 0 || prefix === '' || !(Number.isInteger(length) && length >= 0 && length <= most))
    return undefined;
  const network = new BlockList();
  network.addSubnet(address, length, version === 4 ? 'ipv4' : 'ipv6');
  return (actual) => isIP(actual) !== 0 && network.check(actual, isIP(actual) === 4 ? 'ipv4' : 'ipv6');
};

const is = (a: number, b: number): boolean => a === b;
const less = (a: number, b: number): boolean => a < b;
const atMost = (a: number, b: number): boolean => a <= b;
const greater = (a: number, b: number): boolean => a > b;
const atLeast = (a: number, b: number): boolean => a >= b;

const withVariables = (read: Read, negated = false): ConditionOperator => ({ negated, variables: true, read });
const without = (read: Read, negated = false): ConditionOperator => ({ negated, variables: false, read });

/** Condition operators by name. AWS IAM User Guide, "IAM JSON policy elements: Condition operators". */
export const conditionOperators: ReadonlyMap<string, ConditionOperator> = new Map([
  ['StringEquals', withVariables(equals)],
  ['StringNotEquals', withVariables(equals, true)],
  ['StringEqualsIgnoreCase', withVariables(equalsIgnoringCase)],
  ['StringNotEqualsIgnoreCase', withVariables(equalsIgnoringCase, true)],
  ['StringLike', withVariables(like)],
  ['StringNotLike', withVariables(like, true)],
  ['NumericEquals', without(measured(toNumber, is))],
  ['NumericNotEquals', without(measured(toNumber, is), true)],
  ['NumericLessThan', without(measured(toNumber, less))],
  ['NumericLessThanEquals', without(measured(toNumber, atMost))],
  ['NumericGreaterThan', without(measured(toNumber, greater))],
  ['NumericGreaterThanEquals', without(measured(toNumber, atLeast))],
  ['DateEquals', without(measured(toTime, is))],
  ['DateNotEquals', without(measured(toTime, is), true)],
  ['DateLessThan', without(measured(toTime, less))],
  ['DateLessThanEquals', without(measured(toTime, atMost))],
  ['DateGreaterThan', without(measured(toTime, greater))],
  ['DateGreaterThanEquals', without(measured(toTime, atLeast))],
  ['Bool', without(measured(toBoolean, is))],
  ['BinaryEquals', without(binaryEquals)],
  ['IpAddress', without(inNetwork)],
  ['NotIpAddress', without(inNetwork, true)],
  ['ArnEquals', withVariables(arnLike)],
  ['ArnLike', withVariables(arnLike)],
  ['ArnNotEquals', withVariables(arnLike, true)],
  ['ArnNotLike', withVariables(arnLike, true)],
]);
