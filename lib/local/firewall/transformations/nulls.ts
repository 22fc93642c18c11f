import type { ByteString } from '../engine/byte-string.ts';

export const removeNulls = (text: ByteString): ByteString => text.replaceAll('\0', '');

export const replaceNulls = (text: ByteString): ByteString => text.replaceAll('\0', ' ');
