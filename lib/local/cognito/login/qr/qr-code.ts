import { codewordsOf } from './codewords.ts';

/** Rows of modules, dark ones `true`. */
export type Modules = readonly (readonly boolean[])[];

/** The eight ways to scatter light and dark (ISO/IEC 18004, table 10). */
const masks: readonly ((row: number, column: number) => boolean)[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_row, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
];

/**
 * A text as a QR code at level L (ISO/IEC 18004:2015). The mask is the one with the fewest long runs and blocks of one
 * colour; readers take any.
 */
export function qrCode(text: string): Modules {
  const { version, bytes } = codewordsOf(text);
  const drawn = masks.map((isFlipped, mask) => new Drawing(version).finish(bytes, mask, isFlipped));
  const [best] = drawn.toSorted((one, other) => unevenness(one) - unevenness(other));
  if (best === undefined) throw new Error('there are masks');
  return best;
}

/** What is drawn first is kept: data flows around it. */
class Drawing {
  readonly #version: number;
  readonly #size: number;
  readonly #modules: (boolean | undefined)[][];

  constructor(version: number) {
    this.#version = version;
    this.#size = 17 + 4 * version;
    this.#modules = Array.from({ length: this.#size }, () =>
      new Array<boolean | undefined>(this.#size).fill(undefined),
    );
  }

  finish(bytes: Uint8Array, mask: number, isFlipped: (row: number, column: number) => boolean): Modules {
    const far = this.#size - 7;
    for (const [row, column] of [
      [0, 0],
      [0, far],
      [far, 0],
    ] as const)
      this.#drawFinder(row, column);
    this.#drawAlignments();
    for (let index = 8; index < this.#size - 8; index += 1) {
      this.#set(6, index, index % 2 === 0);
      this.#set(index, 6, index % 2 === 0);
    }
    this.#drawFormat(mask);
    this.#drawVersion();
    this.#drawData(bytes, isFlipped);
    return this.#modules.map((row) => row.map((module) => module === true));
  }

  #set(row: number, column: number, isDark: boolean): void {
    const line = this.#modules[row];
    if (line !== undefined && column >= 0 && column < this.#size) line[column] ??= isDark;
  }

  /** With the light border that parts it from the data. */
  #drawFinder(top: number, left: number): void {
    for (let row = -1; row <= 7; row += 1) {
      for (let column = -1; column <= 7; column += 1) {
        const ring = Math.max(Math.abs(row - 3), Math.abs(column - 3));
        this.#set(top + row, left + column, ring !== 2 && ring !== 4);
      }
    }
  }

  #drawAlignments(): void {
    const centres = this.#alignmentCentres();
    const last = centres.length - 1;
    for (const [rowIndex, row] of centres.entries()) {
      for (const [columnIndex, column] of centres.entries()) {
        const isCorner = (rowIndex === 0 && columnIndex === 0) || rowIndex + columnIndex === last;
        if (isCorner && (rowIndex === 0 || columnIndex === 0)) continue;
        for (let y = -2; y <= 2; y += 1) {
          for (let x = -2; x <= 2; x += 1) this.#set(row + y, column + x, Math.max(Math.abs(y), Math.abs(x)) !== 1);
        }
      }
    }
  }

  #alignmentCentres(): readonly number[] {
    if (this.#version === 1) return [];
    const count = Math.floor(this.#version / 7) + 2;
    const step = Math.ceil((this.#version * 4 + 4) / (count * 2 - 2)) * 2;
    const rest = Array.from({ length: count - 1 }, (_, index) => this.#size - 7 - index * step);
    return [6, ...rest.reverse()];
  }

  /** Level L and the mask, twice, with their own correction (§7.9). */
  #drawFormat(mask: number): void {
    const data = (0b01 << 3) | mask;
    const bits = ((data << 10) | remainderOf(data, 10, 0x537)) ^ 0x5412;
    const isDark = (index: number) => ((bits >> index) & 1) === 1;
    const end = this.#size - 1;
    for (let index = 0; index < 15; index += 1) {
      const skip = index >= 6 ? 1 : 0;
      if (index < 8) this.#set(index + skip, 8, isDark(index));
      else this.#set(8, index === 8 ? 7 : 14 - index, isDark(index));
      if (index < 8) this.#set(8, end - index, isDark(index));
      else this.#set(end - 14 + index, 8, isDark(index));
    }
    this.#set(end - 7, 8, true);
  }

  /** §7.10 */
  #drawVersion(): void {
    if (this.#version < 7) return;
    const bits = (this.#version << 12) | remainderOf(this.#version, 12, 0x1f25);
    for (let index = 0; index < 18; index += 1) {
      const isDark = ((bits >> index) & 1) === 1;
      const [far, near] = [this.#size - 11 + (index % 3), Math.floor(index / 3)];
      this.#set(near, far, isDark);
      this.#set(far, near, isDark);
    }
  }

  /** In columns of two, from the right, up and down in turn, past the vertical timing pattern. */
  #drawData(bytes: Uint8Array, isFlipped: (row: number, column: number) => boolean): void {
    const last = this.#size - 1;
    let bit = 0;
    for (let right = last; right >= 1; right -= 2) {
      if (right === 6) right = 5;
      const isUpward = ((right + 1) & 2) === 0;
      for (let step = 0; step < this.#size; step += 1) {
        const row = isUpward ? last - step : step;
        for (const column of [right, right - 1]) {
          if (this.#modules[row]?.[column] !== undefined) continue;
          const isDark = (((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1;
          this.#set(row, column, isDark !== isFlipped(row, column));
          bit += 1;
        }
      }
    }
  }
}

/** Of a division of polynomials over GF(2): what BCH codes append. */
function remainderOf(data: number, length: number, divisor: number): number {
  let rest = data;
  for (let index = 0; index < length; index += 1) rest = (rest << 1) ^ ((rest >> (length - 1)) * divisor);
  return rest;
}

/** Runs of five and more, and squares of one colour: the two rules of §7.8.3 that matter most. */
function unevenness(modules: Modules): number {
  const columns = modules.map((_, index) => modules.map((row) => row[index] === true));
  const lines = [...modules, ...columns].map((line) => line.map((isDark) => (isDark ? '1' : '0')).join(''));
  const runs = lines.flatMap((line) => line.match(/0{5,}|1{5,}/g) ?? []).reduce((sum, run) => sum + run.length - 2, 0);
  let squares = 0;
  for (const [row, line] of modules.entries()) {
    const next = modules[row + 1];
    for (const [column, isDark] of line.entries()) {
      if (line[column + 1] === isDark && next?.[column] === isDark && next[column + 1] === isDark) squares += 3;
    }
  }
  return runs + squares;
}
