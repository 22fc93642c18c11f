import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { HttpAnswer } from '../../scripts/https-client.ts';

const run = promisify(execFile);

/** Calls with curl, which trusts one certificate authority. @returns its last answer: a challenge comes before it */
export async function curl(caFile: string, ...options: readonly string[]): Promise<HttpAnswer> {
  // `--disable` comes first, or a configuration file of this machine has a say.
  const quiet = ['--disable', '--silent', '--show-error', '--include', '--http1.1', '--user-agent', 'portcullis-tests'];
  const { stdout } = await run('curl', [...quiet, '--cacert', caFile, ...options]);
  const parts = stdout.split('\r\n\r\n');
  const head = parts.findLast((part) => part.startsWith('HTTP/')) ?? '';
  const text = parts.slice(parts.lastIndexOf(head) + 1).join('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  return {
    status: Number(statusLine.split(' ')[1]),
    headers: Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    ),
    text,
    json: parsed(text),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
