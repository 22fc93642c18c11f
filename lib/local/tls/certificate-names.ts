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

const dnsName = (name: string): Buffer => taggedPrimitive(2, Buffer.from(name, 'ascii'));
const ipAddress = (bytes: Buffer): Buffer => taggedPrimitive(7, bytes);

/** Of an address in 127.0.0.0/8, or of `::1`. */
const addressBytes = (address: string): Buffer =>
  isIP(address) === 4
    ? Buffer.from(address.split('.').map(Number))
    : Buffer.concat([Buffer.alloc(15), Buffer.from([1])]);
