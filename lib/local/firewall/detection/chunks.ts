import type { ByteString } from '../engine/byte-string.ts';

/** libddwaf cuts strings at 4,096 bytes without a word. A byte of ours is at most two of its UTF-8. */
const chunkLength = 2000;
/** An attack is found whole when it is no longer than this, wherever it begins. */
const overlap = 1000;

/** Overlapping parts that cover the text, so that padding in front hides nothing. */
export function chunksOf(text: ByteString): readonly ByteString[] {
  if (text.length <= chunkLength) return [text];
  const chunks: ByteString[] = [];
  for (let from = 0; from + overlap < text.length; from += chunkLength - overlap) {
    chunks.push(text.slice(from, from + chunkLength));
  }
  return chunks;
}
