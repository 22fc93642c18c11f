import { isIP } from 'node:net';

/** One alternative name in the form in which it is compared. */
export interface AlternativeName {
  /** Of its type in `GeneralName` (RFC 5280 §4.2.1.6): a name of one type is never one of another. */
  readonly tag: number;
  readonly value: Buffer;
}

/** The types that a client can be known by, as RFC 8705 §2.1.2 names them. */
export type AlternativeNameKind = 'dns' | 'uri' | 'ip' | 'email';

interface Row {
  readonly tag: number;
  /** From a text that a person wrote. @returns undefined for what is no single name of this type */
  readonly ofText: (text: string) => Buffer | undefined;
  /** From the bytes in a certificate. */
  readonly ofBytes: (bytes: Buffer) => Buffer | undefined;
}

/** A name whose form is a text: compared as far as case counts. */
const textual = (tag: number, canonical: (text: string) => string | undefined): Row => {
  const ofText = (text: string) => {
    const name = canonical(text);
    return name === undefined ? undefined : Buffer.from(name, 'latin1');
  };
  return { tag, ofText, ofBytes: (bytes) => ofText(bytes.toString('latin1')) };
};

const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
/** The last label has a letter (RFC 1123 §2.1): an address is no name of a host. */
const host = new RegExp(`^(?=.{1,253}$)(?!(?:.*\\.)?\\d+$)${label}(?:\\.${label})*$`);
const mailbox = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
/** Scheme, host and port if there are any, path. No user, no query and nothing encoded: each would be a second spelling. */
const uri = /^([A-Za-z][A-Za-z0-9+.-]*):(?:(\/\/)([A-Za-z0-9._-]+)(:[1-9]\d{0,4})?(?=\/|$))?([A-Za-z0-9._~:/-]*)$/;

/**
 * One row a type. The rules of case are those of RFC 5280 §7.2 to §7.5: no letter of a host name counts, and each one before the
 * `@` of an address does, as it does behind the host of a URI. A wildcard is no name, and neither is what a normalisation
 * would change into another.
 */
const rows: Readonly<Record<AlternativeNameKind, Row>> = {
  dns: textual(0x82, (text) => (host.test(text) ? text.toLowerCase() : undefined)),
  email: textual(0x81, (text) => {
    const [local = '', domain = '', ...rest] = text.split('@');
    const isMailbox = rest.length === 0 && local.length <= 64 && mailbox.test(local) && host.test(domain);
    return isMailbox ? `${local}@${domain.toLowerCase()}` : undefined;
  }),
  uri: textual(0x86, (text) => {
    const [, scheme, slashes = '', authority = '', port = '', path = ''] = uri.exec(text) ?? [];
    if (scheme === undefined || text.length > 500 || !isPlainPath(slashes, path)) return undefined;
    return `${scheme.toLowerCase()}:${slashes}${authority.toLowerCase()}${port}${path}`;
  }),
  ip: {
    tag: 0x87,
    ofText: addressBytes,
    ofBytes: (bytes) => (bytes.length === 4 || bytes.length === 16 ? bytes : undefined),
  },
};

/** No dots that lead elsewhere, and no second `//`, which would be an authority that nobody has looked at. */
const isPlainPath = (slashes: string, path: string): boolean =>
  !path.includes('//') &&
  !path.split('/').some((segment) => segment === '.' || segment === '..') &&
  (slashes !== '' || path !== '');

/** IPv4 in four bytes, IPv6 in sixteen, and no zone: it says nothing beyond one machine (RFC 6874 §1). */
function addressBytes(text: string): Buffer | undefined {
  if (isIP(text) === 4) return Buffer.from(text.split('.').map(Number));
  if (isIP(text) !== 6 || text.includes('%')) return undefined;
  // The URL standard writes an address in one way: groups in hexadecimal, the longest run of zeros left out.
  const [before = '', after] = new URL(`http://[${text}]/`).hostname.slice(1, -1).split('::');
  const [left, right] = [before, after ?? ''].map((half) => half.split(':').filter((group) => group !== ''));
  const zeros = Array.from({ length: 8 - (left?.length ?? 0) - (right?.length ?? 0) }, () => '0');
  const groups = [...(left ?? []), ...zeros, ...(right ?? [])];
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

/** A name that an operator wrote. @returns undefined for what is no single name of the type */
export function toAlternativeName(kind: AlternativeNameKind, text: string): AlternativeName | undefined {
  const { tag, ofText } = rows[kind];
  const value = ofText(text);
  return value && { tag, value };
}

/** A name as a certificate encodes it. @returns undefined for one that nobody can be known by */
export function readAlternativeName(tag: number, bytes: Buffer): AlternativeName | undefined {
  const value = Object.values(rows)
    .find((row) => row.tag === tag)
    ?.ofBytes(bytes);
  return value && { tag, value };
}
