import { closeSync, createReadStream, createWriteStream, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { parseWafRecord, type WafRecord } from './waf-record.ts';

/** The records of some logs in the order of their times, on disk: only where each stands is kept in memory. */
export interface RecordStore {
  readonly count: number;
  /** How many stood behind a later one. */
  readonly outOfOrder: number;
  readonly firstMillis: number;
  readonly lastMillis: number;
  readonly records: () => Generator<WafRecord>;
  readonly close: () => void;
}

/** Where a line stands: its file, its first byte and its length. */
interface Lines {
  readonly files: number[];
  readonly offsets: number[];
  readonly lengths: number[];
  readonly times: number[];
}

const chunkBytes = 1_048_576;

/** AWS's records have some kilobytes: a longer line is none, and is not read whole. */
const longestLine = 8 * chunkBytes;

/**
 * Reads the logs once: plain or `.gz`, a record a line.
 *
 * @throws Error naming the file and the line of the first thing that is no record of AWS WAF
 */
export async function openRecords(
  paths: readonly string[],
  onProgress: (count: number) => void = () => {},
): Promise<RecordStore> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-replay-'));
  const descriptors: number[] = [];
  const close = () => {
    for (const descriptor of descriptors.splice(0)) closeSync(descriptor);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const lines: Lines = { files: [], offsets: [], lengths: [], times: [] };
    for (const [index, path] of paths.entries()) {
      const descriptor = openSync(await unpacked(path, join(folder, String(index))), 'r');
      descriptors.push(descriptor);
      indexLines(descriptor, { index, path, lines, onProgress });
    }
    return storeOf(lines, descriptors, close);
  } catch (error) {
    close();
    throw error;
  }
}

async function unpacked(path: string, into: string): Promise<string> {
  if (!path.endsWith('.gz')) return path;
  await pipeline(createReadStream(path), createGunzip(), createWriteStream(into, { mode: 0o600 }));
  return into;
}

interface Indexing {
  readonly index: number;
  readonly path: string;
  readonly lines: Lines;
  readonly onProgress: (count: number) => void;
}

function indexLines(descriptor: number, { index, path, lines, onProgress }: Indexing): void {
  const chunk = Buffer.alloc(chunkBytes);
  let rest: Buffer = Buffer.alloc(0);
  let offset = 0;
  let number = 0;

  const take = (line: Buffer) => {
    number += 1;
    const text = line.toString('utf8').trim();
    if (text !== '') {
      lines.files.push(index);
      lines.offsets.push(offset);
      lines.lengths.push(line.length);
      lines.times.push(timeOf(text, `${path}, line ${number}`));
      onProgress(lines.times.length);
    }
    offset += line.length + 1;
  };

  for (let read = readSync(descriptor, chunk); read > 0; read = readSync(descriptor, chunk)) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0 && end < read; end = chunk.indexOf(10, from)) {
      take(Buffer.concat([rest, chunk.subarray(from, end)]));
      rest = Buffer.alloc(0);
      from = end + 1;
    }
    rest = Buffer.concat([rest, chunk.subarray(from, read)]);
    if (!(rest.length <= longestLine))
      throw new Error(`${path}, line ${number + 1} is no record of AWS WAF: it is too long`);
  }
  if (rest.length > 0) take(rest);
}

function timeOf(text: string, where: string): number {
  try {
    return parseWafRecord(text).timestamp;
  } catch (error) {
    throw new Error(`${where} ${error instanceof Error ? error.message : 'cannot be read'}`);
  }
}

function storeOf(
  { files, offsets, lengths, times }: Lines,
  descriptors: readonly number[],
  close: () => void,
): RecordStore {
  let outOfOrder = 0;
  let latest = Number.NEGATIVE_INFINITY;
  for (const time of times) {
    if (time < latest) outOfOrder += 1;
    else latest = time;
  }
  const order = Uint32Array.from(times.keys());
  // Those of one time keep their order.
  if (outOfOrder > 0) order.sort((one, other) => (times[one] ?? 0) - (times[other] ?? 0) || one - other);

  const recordAt = (at: number): WafRecord => {
    const line = Buffer.alloc(lengths[at] ?? 0);
    readSync(descriptors[files[at] ?? 0] ?? -1, line, 0, line.length, offsets[at] ?? 0);
    return parseWafRecord(line.toString('utf8').trim());
  };
  return {
    count: times.length,
    outOfOrder,
    firstMillis: times[order[0] ?? 0] ?? 0,
    lastMillis: times[order.at(-1) ?? 0] ?? 0,
    *records() {
      for (const at of order) yield recordAt(at);
    },
    close,
  };
}
