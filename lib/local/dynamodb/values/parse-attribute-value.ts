import { isJsonObject } from '../../json.ts';
import { invalidParameter, serializationError, validationError } from '../errors.ts';
import { limits } from '../limits.ts';
import type { Attributes, AttributeType, AttributeValue } from './attribute-value.ts';
import { isAttributeType } from './attribute-value.ts';
import { canonicalNumber, NumberRefused } from './decimal.ts';

/**
 * Makes an attribute value of what a request holds; numbers come out in canonical form.
 *
 * @throws AwsError in AWS's words for what DynamoDB does not store
 */
export const parseAttributeValue = (input: unknown, depth = 0): AttributeValue => {
  if (!isJsonObject(input)) throw serializationError('Unexpected value type in payload');
  if (depth > limits.nestingLevels) {
    throw validationError('Nesting Levels have exceeded supported limits: Attributes are nested too deeply');
  }
  const types = Object.keys(input);
  const [type] = types;
  if (type === undefined) {
    throw validationError('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes');
  }
  for (const name of types) {
    if (!isAttributeType(name)) throw serializationError(`Unknown attribute type '${name}'`);
  }
  if (types.length > 1) {
    throw validationError(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  // The loop above refused every name that is no type.
  return parsers[type as AttributeType](input[type], depth);
};

/** Parses an item, or the content of a map; names may be anything, even `__proto__`. */
export const parseAttributes = (input: unknown, depth = 0): Attributes => {
  if (!isJsonObject(input)) throw serializationError('Start of list found where not expected');
  const attributes: Record<string, AttributeValue> = Object.create(null);
  for (const name of Object.keys(input)) attributes[name] = parseAttributeValue(input[name], depth);
  return attributes;
};

const parsers: Readonly<Record<AttributeType, (input: unknown, depth: number) => AttributeValue>> = {
  S: (input) => ({ S: text(input) }),
  N: (input) => ({ N: number(input) }),
  B: (input) => ({ B: base64(input) }),
  BOOL: (input) => {
    if (typeof input !== 'boolean') throw serializationError('Expected a boolean for type BOOL');
    return { BOOL: input };
  },
  NULL: (input) => {
    if (input !== true) throw invalidParameter('Null attribute value types must have the value of true');
    return { NULL: true };
  },
  M: (input, depth) => ({ M: parseAttributes(input, depth + 1) }),
  L: (input, depth) => ({ L: list(input).map((element) => parseAttributeValue(element, depth + 1)) }),
  SS: (input) => {
    const members = list(input).map(text);
    if (members.length === 0) throw invalidParameter('An string set  may not be empty');
    if (members.includes('')) throw invalidParameter('An string set may not have a empty string as a member');
    return {
      SS: distinct(
        members,
        `One or more parameter values were invalid: Input collection [${members.join(', ')}] contains duplicates.`,
      ),
    };
  },
  NS: (input) => {
    const members = list(input).map(number);
    if (members.length === 0) throw invalidParameter('An number set  may not be empty');
    return { NS: distinct(members, 'Input collection contains duplicates') };
  },
  BS: (input) => {
    const members = list(input).map(base64);
    if (members.length === 0) throw invalidParameter('Binary sets should not be empty');
    return {
      BS: distinct(
        members,
        `One or more parameter values were invalid: Input collection [${members.join(', ')}]of type BS contains duplicates.`,
      ),
    };
  },
};

const text = (input: unknown): string => {
  if (typeof input !== 'string') throw serializationError(`${tokenOf(input)} cannot be converted to String`);
  // Half a surrogate pair has no UTF-8: two such keys would become one.
  if (!input.isWellFormed()) throw serializationError('A string is not valid Unicode');
  return input;
};

const number = (input: unknown): string => {
  try {
    return canonicalNumber(text(input));
  } catch (refusal) {
    throw refusal instanceof NumberRefused ? validationError(refusal.message) : refusal;
  }
};

const base64 = (input: unknown): string => {
  if (typeof input !== 'string') throw serializationError('only base-64-encoded strings are convertible to bytes');
  // Node skips what is not Base64; only text that survives the round trip was Base64 (RFC 4648 §4).
  if (Buffer.from(input, 'base64').toString('base64') !== input) {
    throw serializationError('Invalid Base64 encoding of a binary value');
  }
  return input;
};

const list = (input: unknown): readonly unknown[] => {
  if (!Array.isArray(input)) throw serializationError('Expected a list in the payload');
  return input;
};

const distinct = (members: readonly string[], complaint: string): readonly string[] => {
  if (new Set(members).size !== members.length) throw validationError(complaint);
  return members;
};

const tokenOf = (input: unknown): string => {
  if (typeof input === 'number') return 'NUMBER_VALUE';
  if (typeof input === 'boolean') return input ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return input === null || input === undefined ? 'NULL_VALUE' : 'Start of structure or list';
};
