import { createHash } from 'node:crypto';
import type { ByteString } from '../engine/byte-string.ts';

const digest =
  (algorithm: string) =>
  (text: ByteString): ByteString =>
    createHash(algorithm).update(text, 'latin1').digest().toString('latin1');

/** Sixteen raw bytes. */
export const md5 = digest('md5');
/** Thirty-two raw bytes. */
export const sha256 = digest('sha256');
