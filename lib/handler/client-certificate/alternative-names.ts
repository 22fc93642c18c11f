import type { X509Certificate } from 'node:crypto';
import { type AlternativeName, readAlternativeName } from './alternative-name.ts';
import { certificateExtensions, membersOf } from './certificate-extensions.ts';
import type { DerValue } from './der-members.ts';

/** 2.5.29.17 (RFC 5280 §4.2.1.6). */
const subjectAlternativeName = Buffer.from([0x55, 0x1d, 0x11]);
const [sequenceTag, octetStringTag] = [0x30, 0x04];

/** More names stand for nobody: each costs a read of the table whenever the certificate is shown. */
export const mostAlternativeNames = 8;

/** Tags of `GeneralName`: whether the content is text in ASCII. `[0]`, `[3]`, `[4]`, `[5]` and `[8]` are passed over. */
const textTags: ReadonlySet<number> = new Set([0x81, 0x82, 0x86]);
const addressTag = 0x87;
const otherTags: ReadonlySet<number> = new Set([0xa0, 0xa3, 0xa4, 0xa5, 0x88]);
const visible = /^[\x20-\x7e]+$/;

/**
 * The alternative names of a certificate that a client can be known by, each once, as bytes: what a library writes them as is
 * not looked at, because there two names can look like one. None where there are more than `mostAlternativeNames`.
 *
 * @throws Error for an extension that breaks RFC 5280 §4.2.1.6: without a name, with an empty one, with text that is not
 * visible ASCII, with an address of another length, or there twice
 */
export function alternativeNames(certificate: X509Certificate): readonly AlternativeName[] {
  const names = generalNames(certificate).flatMap(({ tag, content }) => {
    assertWellFormed(tag, content);
    return readAlternativeName(tag, content) ?? [];
  });
  const distinct = new Map(names.map((name) => [`${name.tag} ${name.value.toString('hex')}`, name]));
  return distinct.size > mostAlternativeNames ? [] : [...distinct.values()];
}

function generalNames(certificate: X509Certificate): readonly DerValue[] {
  const [found, ...more] = certificateExtensions(certificate).filter(({ name }) => name.equals(subjectAlternativeName));
  if (more.length > 0) throw new Error('alternative names twice');
  if (found === undefined) return [];
  const [names, ...rest] = found.value?.tag === octetStringTag ? membersOf(found.value) : [];
  if (names?.tag !== sequenceTag || rest.length > 0) throw new Error('alternative names that are no list');
  const all = membersOf(names);
  if (all.length === 0) throw new Error('alternative names without a name');
  return all;
}

function assertWellFormed(tag: number, content: Buffer): void {
  const isSound = textTags.has(tag)
    ? visible.test(content.toString('latin1'))
    : tag === addressTag
      ? content.length === 4 || content.length === 16
      : otherTags.has(tag) && content.length > 0;
  if (!isSound) throw new Error('an alternative name that is none');
}
