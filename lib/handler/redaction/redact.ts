import { redactCardNumbers } from './card-numbers.ts';
import { isSecretKey } from './is-secret-key.ts';
import { marker } from './marker.ts';
import { redactText } from './redact-text.ts';

/**
 * A replacer for JSON.stringify (ECMA-262 §25.5.2) that leaves secrets out: values with a telling key, secrets within
 * texts at every depth, also where a text is a key, card numbers written as numbers, and bytes of any kind.
 */
export function redact(key: string, value: unknown): unknown {
  if (value !== undefined && isSecretKey(key) && !isErrorCode(key, value)) return marker;
  switch (typeof value) {
    case 'string':
      return redactText(value);
    case 'number':
      return Number.isInteger(value) ? redactInteger(value) : value;
    case 'bigint':
      return redactInteger(value);
    case 'object':
      return value === null ? null : redactObject(value);
    default:
      return value;
  }
}

/** `ECONNREFUSED`, `ERR_INVALID_URL`: what Node's own errors call their code. */
const isErrorCode = (key: string, value: unknown): boolean =>
  key === 'code' && typeof value === 'string' && /^E[A-Z_]+$/.test(value);

const redactInteger = (value: number | bigint): unknown =>
  redactCardNumbers(String(value)) === String(value) ? value : marker;

function redactObject(value: object): unknown {
  if (isBytes(value)) return '[bytes]';
  if (value instanceof Map) return redactKeys(Object.fromEntries(value));
  if (value instanceof Set) return [...value];
  return Array.isArray(value) || value instanceof Error ? value : redactKeys(value);
}

/** Bytes, or what a Buffer's own toJSON has made of them before a replacer sees it. */
const isBytes = (value: object): boolean =>
  ArrayBuffer.isView(value) || ('type' in value && value.type === 'Buffer' && 'data' in value);

/** The object itself, unless one of its keys holds a secret. */
function redactKeys(value: object): object {
  const entries = Object.entries(value);
  if (entries.every(([key]) => redactText(key) === key)) return value;
  return Object.fromEntries(entries.map(([key, member]) => [redactText(key), member]));
}
