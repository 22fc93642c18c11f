import { addressBytes, dnsName, ipAddress } from './certificate-names.ts';
import { sequence, taggedPrimitive } from './der.ts';

/** Names by which a client may be known beside its common name (RFC 5280 §4.2.1.6), as a person writes them. */
export interface ClientNames {
  readonly dns?: readonly string[] | undefined;
  readonly uri?: readonly string[] | undefined;
  readonly ip?: readonly string[] | undefined;
  readonly email?: readonly string[] | undefined;
}

/**
 * The value of a Subject Alternative Name extension for a client; undefined for no names. Whoever takes the certificate judges its
 * names: a test client may have a wrong one.
 *
 * @throws Error for a name that is not visible ASCII, and for an address that is none
 */
export function clientAlternativeNames({ dns = [], uri = [], ip = [], email = [] }: ClientNames): Buffer | undefined {
  const names = [
    ...email.map((name) => taggedPrimitive(1, ascii(name))),
    ...dns.map((name) => dnsName(ascii(name).toString('ascii'))),
    ...uri.map((name) => taggedPrimitive(6, ascii(name))),
    ...ip.map((address) => ipAddress(addressBytes(address))),
  ];
  return names.length === 0 ? undefined : sequence(...names);
}

function ascii(name: string): Buffer {
  if (!/^[\x21-\x7e]+$/.test(name))
    throw new Error(`'${name}' is no alternative name: visible characters of ASCII alone`);
  return Buffer.from(name, 'ascii');
}
