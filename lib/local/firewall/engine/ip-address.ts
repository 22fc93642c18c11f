import { isIPv4, isIPv6 } from 'node:net';

/** An IP address as a number, with its width in bits. */
export interface IpAddress {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** @returns undefined for what is not an address; an IPv4 address mapped into IPv6 (RFC 4291 §2.5.5.2) is IPv4. */
export function parseIpAddress(text: string): IpAddress | undefined {
  if (isIPv4(text)) return { bits: 32, value: ipv4Value(text) };
  if (!isIPv6(text) || text.includes('%')) return undefined;
  const value = ipv6Value(text);
  return value >> 32n === 0xffffn ? { bits: 32, value: value & 0xffff_ffffn } : { bits: 128, value };
}

const ipv4Value = (text: string): bigint => text.split('.').reduce((so, part) => (so << 8n) | BigInt(part), 0n);

function ipv6Value(text: string): bigint {
  const [head = '', tail] = text.split('::');
  const front = groupsOf(head);
  const back = tail === undefined ? [] : groupsOf(tail);
  const gap = Array<bigint>(8 - front.length - back.length).fill(0n);
  return [...front, ...gap, ...back].reduce((so, group) => (so << 16n) | group, 0n);
}

/** Groups of 16 bits; a dotted quad at the end is two. */
const groupsOf = (text: string): readonly bigint[] =>
  text === ''
    ? []
    : text.split(':').flatMap((group) => {
        if (!group.includes('.')) return [BigInt(`0x${group}`)];
        const quad = ipv4Value(group);
        return [quad >> 16n, quad & 0xffffn];
      });

/** The address with the bits behind the prefix cleared. */
export const networkOf = ({ bits, value }: IpAddress, prefix: number): bigint =>
  (value >> BigInt(bits - prefix)) << BigInt(bits - prefix);
