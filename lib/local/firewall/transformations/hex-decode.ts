import type { ByteString } from '../engine/byte-string.ts';

/** Two digits a byte. */
export const hexDecode = (text: ByteString): ByteString => Buffer.from(text, 'hex').toString('latin1');

/** `0x414243` becomes `ABC`, wherever it stands. */
export const sqlHexDecode = (text: ByteString): ByteString =>
  text.replace(/0[xX]((?:[\da-fA-F]{2})+)/g, (_, digits: string) => hexDecode(digits));
