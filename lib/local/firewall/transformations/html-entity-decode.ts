import type { ByteString } from '../engine/byte-string.ts';
import { byteOf } from './bytes.ts';
import { htmlEntities } from './html-entities.ts';

const entity = new RegExp(`&(?:#x([\\da-f]+)|#(\\d+)|(${[...htmlEntities.keys()].join('|')})(?![\\da-z]));?`, 'gi');

/** Numeric entities and those that AWS knows by name; the semicolon may be missing. Of large numbers, the lower byte. */
export const htmlEntityDecode = (text: ByteString): ByteString =>
  text.replace(entity, (_, hex?: string, decimal?: string, name = '') => {
    if (hex !== undefined) return byteOf(Number.parseInt(hex.slice(-2), 16));
    if (decimal !== undefined) return byteOf(Number(decimal.slice(-16)));
    return htmlEntities.get(name.toLowerCase()) ?? '';
  });
