import type { Attributes, AttributeValue } from './attribute-value.ts';

/** Bytes of an item by DynamoDB's reckoning ("Item sizes and formats" in the developer guide): names and values. */
export const itemSize = (attributes: Attributes): number => {
  let bytes = 0;
  for (const name of Object.keys(attributes)) {
    const value = attributes[name];
    if (value !== undefined) bytes += utf8(name) + valueSize(value);
  }
  return bytes;
};

/** What a list or map costs beside its content, and each of its elements again. */
const CONTAINER = 3;
const ELEMENT = 1;

const valueSize = (value: AttributeValue): number => {
  if ('S' in value) return utf8(value.S);
  if ('N' in value) return numberSize(value.N);
  if ('B' in value) return binarySize(value.B);
  if ('BOOL' in value || 'NULL' in value) return 1;
  if ('SS' in value) return total(value.SS, utf8);
  if ('NS' in value) return total(value.NS, numberSize);
  if ('BS' in value) return total(value.BS, binarySize);
  if ('L' in value) return CONTAINER + total(value.L, (element) => ELEMENT + valueSize(element));
  return CONTAINER + Object.keys(value.M).length * ELEMENT + itemSize(value.M);
};

const total = <Element>(elements: readonly Element[], size: (element: Element) => number): number =>
  elements.reduce((sum, element) => sum + size(element), 0);

const utf8 = (text: string): number => Buffer.byteLength(text, 'utf8');

const binarySize = (base64: string): number => Buffer.byteLength(base64, 'base64');

/** "Approximately (number of significant digits / 2) + 1", one more for a sign. */
const numberSize = (canonical: string): number => {
  let digits = 0;
  let zeros = 0;
  for (const character of canonical) {
    if (character === '0') zeros += digits > 0 ? 1 : 0;
    else if (character !== '-' && character !== '.') {
      digits += zeros + 1;
      zeros = 0;
    }
  }
  return Math.ceil(digits / 2) + 1 + (canonical.startsWith('-') ? 1 : 0);
};
