import { serializeItem } from 'structured-headers';
import type { HttpMessage } from './http-message.ts';
import { componentValue } from './signature-components.ts';
import type { GivenSignature } from './signature-input.ts';

const printable = /^[\x20-\x7e\x80-\xff]*$/;

/**
 * The text that is signed (RFC 9421 §2.5).
 *
 * @returns undefined when a component comes twice, is missing from the message, or holds what no header can
 */
export function toSignatureBase(message: HttpMessage, signature: GivenSignature): string | undefined {
  const lines = new Map<string, string>();
  for (const component of signature.components) {
    const name = serializeItem([component.name, component.parameters]);
    const value = componentValue(message, component);
    if (value === undefined || lines.has(name) || !printable.test(value)) return undefined;
    lines.set(name, value);
  }
  lines.set('"@signature-params"', signature.parametersText);
  return [...lines].map(([name, value]) => `${name}: ${value}`).join('\n');
}
