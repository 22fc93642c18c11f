import type { ByteString } from '../engine/byte-string.ts';

/** Decodes up to the first byte that is not of the alphabet of RFC 4648 §4. */
export const base64Decode = (text: ByteString): ByteString => decode(/^[A-Za-z0-9+/]*/.exec(text)?.[0] ?? '');

/** Decodes whatever is of the alphabet and passes over the rest. */
export const base64DecodeExt = (text: ByteString): ByteString => decode(text.replace(/[^A-Za-z0-9+/]+/g, ''));

const decode = (text: ByteString): ByteString => Buffer.from(text, 'base64').toString('latin1');
