import { correctionOf } from './galois-field.ts';

/** Of versions 1 to 20 at level L: correction codewords a block, and blocks (ISO/IEC 18004, table 9). */
const correctionLengths = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28];
const blockCounts = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8];

export interface Codewords {
  /** 1 to 20; the side has 17 + 4 × version modules. */
  readonly version: number;
  /** Data and correction, interleaved as they are drawn. */
  readonly bytes: Uint8Array;
}

/** Bytes that version 20 holds. */
export const longestText = 858;

/**
 * A text in byte mode at level L, in the smallest version that holds it.
 *
 * @throws RangeError for more than that
 */
export function codewordsOf(text: string): Codewords {
  const content = Buffer.from(text);
  const version = blockCounts.findIndex((_, index) => bitsFor(content, index + 1) <= 8 * dataLength(index + 1)) + 1;
  if (version === 0) throw new RangeError('the text is too long for a QR code');
  return { version, bytes: interleave(version, dataOf(content, version)) };
}

/** Modules that are neither pattern nor format, in whole bytes. */
function codewordCount(version: number): number {
  const alignments = version === 1 ? 0 : Math.floor(version / 7) + 2;
  const functional = version === 1 ? 0 : (25 * alignments - 10) * alignments - 55 + (version >= 7 ? 36 : 0);
  return Math.floor(((16 * version + 128) * version + 64 - functional) / 8);
}

const parametersOf = (version: number) => ({
  correction: correctionLengths[version - 1] ?? 0,
  blocks: blockCounts[version - 1] ?? 0,
});

function dataLength(version: number): number {
  const { correction, blocks } = parametersOf(version);
  return codewordCount(version) - correction * blocks;
}

const countBits = (version: number): number => (version < 10 ? 8 : 16);
const bitsFor = ({ length }: Uint8Array, version: number): number => 4 + countBits(version) + 8 * length;

/** Mode, length, bytes, then padding. */
function dataOf(content: Uint8Array, version: number): Uint8Array {
  const capacity = dataLength(version);
  const bits = [
    '0100',
    content.length.toString(2).padStart(countBits(version), '0'),
    ...Array.from(content, (byte) => byte.toString(2).padStart(8, '0')),
    '0000',
  ];
  const text = bits.join('').slice(0, 8 * capacity);
  const padded = text.padEnd(Math.ceil(text.length / 8) * 8, '0');
  const bytes = (padded.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
  for (let index = 0; bytes.length < capacity; index += 1) bytes.push(index % 2 === 0 ? 0xec : 0x11);
  return Uint8Array.from(bytes);
}

/** The first byte of each block, the second of each…; the later blocks hold one byte more where it does not come out even. */
function interleave(version: number, data: Uint8Array): Uint8Array {
  const { correction, blocks } = parametersOf(version);
  const short = Math.floor(data.length / blocks);
  const shortBlocks = blocks - (data.length % blocks);
  let taken = 0;
  const parts = Array.from({ length: blocks }, (_, index) => {
    const length = short + (index < shortBlocks ? 0 : 1);
    taken += length;
    return data.subarray(taken - length, taken);
  });
  const corrections = parts.map((part) => correctionOf(part, correction));
  const inTurn = (lists: readonly Uint8Array[], length: number): number[] =>
    Array.from({ length }, (_, index) => lists.flatMap((list) => list[index] ?? [])).flat();
  return Uint8Array.from([...inTurn(parts, short + 1), ...inTurn(corrections, correction)]);
}
