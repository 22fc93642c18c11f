import { escapeBytes } from '../../firewall-app/index.ts';
import { type StatedRequest, splitTarget } from './stated-request.ts';

/**
 * A request as it goes over the wire: HTTP/1.1, lines that end with CRLF or LF, and the rest as the body.
 *
 * @throws Error for what is no request line or header
 */
export function readRaw(bytes: Buffer): StatedRequest {
  const text = bytes.toString('latin1');
  const end = /\r?\n\r?\n/.exec(text);
  const head = end === null ? text.replace(/\r?\n$/, '') : text.slice(0, end.index);
  const body = end === null ? Buffer.alloc(0) : bytes.subarray(end.index + end[0].length);
  const [requestLine = '', ...lines] = head.split(/\r?\n/);
  const [, method, target] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\S+) HTTP\/1\.[01]$/.exec(requestLine) ?? [];
  if (method === undefined || target === undefined) {
    throw new Error(
      `a raw request begins with a line such as 'GET /accounts HTTP/1.1', and not '${escapeBytes(requestLine.slice(0, 80))}'`,
    );
  }
  const headers = lines.map((line, index) => {
    const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) throw new Error(`line ${index + 2} of the raw request is no header`);
    return [name, value.trim()] as const;
  });
  const stated = headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1];
  const isOff = stated !== undefined && Number(stated) !== body.length;
  return {
    request: { method, ...splitTarget(target.replace(/^https?:\/\/[^/?#]*/i, '') || '/'), headers, body },
    remarks: isOff ? [`Content-Length says ${stated}, and the body has ${body.length} bytes: these are looked at`] : [],
  };
}
