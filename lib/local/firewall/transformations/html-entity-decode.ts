import type { ByteString } from '../engine/byte-string.ts';
import { byteOf } from './bytes.ts';

const named = new Map(Object.entries({ quot: '"', amp: '&', lt: '<', gt: '>', nbsp: '\xa0' }));

/** Numeric entities and the named ones that matter; the semicolon may be missing. Of large numbers, the lower byte. */
export const htmlEntityDecode = (text: ByteString): ByteString =>
  text.replace(
    /&(?:#[xX]([\da-fA-F]+)|#(\d+)|(quot|amp|lt|gt|nbsp)(?![\da-z]));?/gi,
    (_, hex?: string, decimal?: string, name = '') => {
      if (hex !== undefined) return byteOf(Number.parseInt(hex.slice(-2), 16));
      if (decimal !== undefined) return byteOf(Number(decimal.slice(-16)));
      return named.get(name.toLowerCase()) ?? '';
    },
  );
