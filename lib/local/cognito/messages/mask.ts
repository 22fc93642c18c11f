import type { ContactAttribute } from '../user-pool.ts';

/** How AWS shows where a code went: `a***@b***`, `+*******1234`. */
export const mask = (attribute: ContactAttribute, value: string): string =>
  attribute === 'email' ? maskAddress(value) : `+*******${value.slice(-4)}`;

const maskAddress = (address: string): string => {
  const at = address.lastIndexOf('@');
  return `${address.charAt(0)}***@${address.charAt(at + 1)}***`;
};
