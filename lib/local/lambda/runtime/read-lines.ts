import type { Readable } from 'node:stream';

const NEWLINE = 0x0a;

/** Reads a stream line by line; of a line that is longer than it may be nothing is kept. */
export const readLines = (
  stream: Readable,
  options: { readonly mostBytes: number; readonly onLine: (line: string) => void; readonly onTooLong: () => void },
): void => {
  let parts: Buffer[] = [];
  let bytes = 0;
  stream.on('data', (chunk: Buffer) => {
    let rest = chunk;
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE)) {
      const line = Buffer.concat([...parts, rest.subarray(0, end)]).toString();
      rest = rest.subarray(end + 1);
      parts = [];
      bytes = 0;
      options.onLine(line);
    }
    parts.push(rest);
    bytes += rest.length;
    if (bytes <= options.mostBytes) return;
    parts = [];
    bytes = 0;
    options.onTooLong();
  });
};
