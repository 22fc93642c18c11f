import type { ByteString } from '../firewall/engine/byte-string.ts';
import type { Sight } from '../firewall/index.ts';
import { addressText } from '../firewall/log/address-text.ts';
import { isJsonObject, type Json } from '../json.ts';

/** A text that a condition saw, and the transformations that it went through. */
export interface SeenText {
  readonly text: ByteString;
  readonly chain: readonly string[];
}

/** What a condition saw, text by text; undefined where it did not look. The key of a rate is the texts it is made of. */
export function seenTexts({ field, condition, values, transformations }: Sight): readonly SeenText[] | undefined {
  if (!('RateKey' in field)) return values?.map((text) => ({ text, chain: transformations }));
  const keys = isJsonObject(condition) ? condition['CustomKeys'] : undefined;
  return values?.flatMap((key) => (Array.isArray(keys) ? partsOf(key, keys) : [addressIn(key)]));
}

/** The parts stand in the order of the keys, each after the transformations of its own. */
function partsOf(key: string, keys: readonly Json[]): readonly SeenText[] {
  const parts: readonly unknown[] = JSON.parse(key);
  return keys.map((each, index) => {
    const [kind = '', details] = isJsonObject(each) ? (Object.entries(each)[0] ?? []) : [];
    const part = String(parts[index]);
    if (kind.endsWith('IP')) return addressIn(part);
    const steps = isJsonObject(details) ? details['TextTransformations'] : undefined;
    return { text: part, chain: Array.isArray(steps) ? typesOf(steps) : [] };
  });
}

const addressIn = (key: string): SeenText => ({ text: key.includes('/') ? addressText(key) : key, chain: [] });

const typesOf = (steps: readonly Json[]): readonly string[] =>
  steps
    .filter(isJsonObject)
    .filter(({ Type }) => Type !== 'NONE')
    .toSorted((one, other) => Number(one['Priority']) - Number(other['Priority']))
    .map(({ Type }) => String(Type));
