import { isIP } from 'node:net';
import { sequence, tagged, taggedPrimitive } from './der.ts';

/** What the server certificate stands for, unless told otherwise. */
export const loopbackNames: readonly string[] = ['localhost', '127.0.0.1', '::1'];

/** Whether a name leads nowhere but to this machine: only such may be certified. RFC 6761 §6.3, RFC 1122 §3.2.1.3. */
export const isLoopbackName = (name: string): boolean =>
  isIP(name) === 0
    ? /^([a-z0-9-]+\.)*localhost$/.test(name)
    : isIP(name) === 4
      ? name.startsWith('127.')
      : name === '::1';

/**
 * The value of a Name Constraints extension which permits `localhost` and names under it, 127.0.0.0/8 and ::1 (RFC 5280
 * §4.2.1.10). Whoever trusts the local CA trusts it for nothing else, even if its key is stolen.
 */
export const loopbackNameConstraints = (): Buffer => {
  const ipv4 = Buffer.from([127, 0, 0, 0, 255, 0, 0, 0]);
  const ipv6 = Buffer.concat([addressBytes('::1'), Buffer.alloc(16, 255)]);
  const permitted = [dnsName('localhost'), ipAddress(ipv4), ipAddress(ipv6)];
  return sequence(tagged(0, ...permitted.map((name) => sequence(name))));
};

/** The value of a Subject Alternative Name extension (RFC 5280 §4.2.1.6) for names that are loopback names. */
export const alternativeNames = (names: readonly string[]): Buffer =>
  sequence(...names.map((name) => (isIP(name) === 0 ? dnsName(name) : ipAddress(addressBytes(name)))));

export const dnsName = (name: string): Buffer => taggedPrimitive(2, Buffer.from(name, 'ascii'));
export const ipAddress = (bytes: Buffer): Buffer => taggedPrimitive(7, bytes);

/** Four bytes of an IPv4 address, sixteen of an IPv6 address. @throws Error for what is none, and for a zone */
export function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  if (isIP(address) !== 6 || address.includes('%')) throw new Error(`'${address}' is no IP address`);
  // The URL standard writes groups in hexadecimal, and leaves out one run of zeros.
  const [before = '', after = ''] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::');
  const [left = [], right = []] = [before, after].map((half) => half.split(':').filter((group) => group !== ''));
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return Buffer.from([...left, ...zeros, ...right].map((group) => group.padStart(4, '0')).join(''), 'hex');
}
