import type { JsonObject } from '../../json.ts';
import { serializationError, validationError } from '../errors.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { parseAttributeValue } from '../values/parse-attribute-value.ts';
import { isReservedWord } from './reserved-words.ts';
import type { DocumentPath } from './syntax.ts';
import { ExpressionRefused } from './token-reader.ts';
import { isPlaceholder } from './tokens.ts';

/** What a request says `#names` and `:values` stand for; remembers which of them its expressions used. */
export class Placeholders {
  readonly #names = new Map<string, string>();
  readonly #values = new Map<string, AttributeValue>();
  readonly #unusedNames: Set<string>;
  readonly #unusedValues: Set<string>;

  /** @throws AwsError when a placeholder is misspelled or a value is none */
  constructor(names: JsonObject | undefined, values: JsonObject | undefined) {
    for (const [name, attribute] of entriesOf('ExpressionAttributeNames', '#', names)) {
      if (typeof attribute !== 'string') throw serializationError('ExpressionAttributeNames holds names only');
      this.#names.set(name, attribute);
    }
    for (const [name, value] of entriesOf('ExpressionAttributeValues', ':', values)) {
      try {
        this.#values.set(name, parseAttributeValue(value));
      } catch (refusal) {
        if (!(refusal instanceof Error) || isSerialization(refusal)) throw refusal;
        throw validationError(`ExpressionAttributeValues contains invalid value: ${refusal.message} for key ${name}`);
      }
    }
    this.#unusedNames = new Set(this.#names.keys());
    this.#unusedValues = new Set(this.#values.keys());
  }

  /** @throws ExpressionRefused for a placeholder that stands for nothing, and for a reserved word */
  path(path: DocumentPath): DocumentPath {
    return path.map((element) => (typeof element === 'number' ? element : this.#name(element)));
  }

  /** @throws ExpressionRefused for a placeholder that stands for nothing */
  value(placeholder: string): AttributeValue {
    const value = this.#values.get(placeholder);
    if (value === undefined) {
      throw new ExpressionRefused(
        `An expression attribute value used in expression is not defined; attribute value: ${placeholder}`,
      );
    }
    this.#unusedValues.delete(placeholder);
    return value;
  }

  /** @throws AwsError naming the placeholders that no expression used */
  assertAllUsed(): void {
    for (const [member, unused] of [
      ['ExpressionAttributeNames', this.#unusedNames],
      ['ExpressionAttributeValues', this.#unusedValues],
    ] as const) {
      if (unused.size > 0) {
        throw validationError(`Value provided in ${member} unused in expressions: keys: {${[...unused].join(', ')}}`);
      }
    }
  }

  #name(element: string): string {
    if (!element.startsWith('#')) {
      if (isReservedWord(element)) {
        throw new ExpressionRefused(`Attribute name is a reserved keyword; reserved keyword: ${element}`);
      }
      return element;
    }
    const name = this.#names.get(element);
    if (name === undefined) {
      throw new ExpressionRefused(
        `An expression attribute name used in the document path is not defined; attribute name: ${element}`,
      );
    }
    this.#unusedNames.delete(element);
    return name;
  }
}

const entriesOf = (member: string, sigil: '#' | ':', given: JsonObject | undefined) => {
  if (given === undefined) return [];
  const entries = Object.entries(given);
  if (entries.length === 0) throw validationError(`${member} must not be empty`);
  for (const [key] of entries) {
    if (!isPlaceholder(key, sigil))
      throw validationError(`${member} contains invalid key: Syntax error; key: "${key}"`);
  }
  return entries;
};

const isSerialization = (refusal: Error): boolean => 'code' in refusal && refusal.code === 'SerializationException';
