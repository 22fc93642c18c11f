import { spawn } from 'node:child_process';

/** Sends one GET by `openssl s_client`, which trusts one certificate authority. @returns the status, NaN for no answer */
export async function opensslGet(
  url: string,
  options: { readonly caFile: string; readonly more: readonly string[] },
): Promise<number> {
  const { host, hostname, pathname } = new URL(url);
  const connection = ['-connect', host, '-servername', hostname, '-CAfile', options.caFile, '-verify_return_error'];
  const child = spawn('openssl', ['s_client', '-quiet', '-ign_eof', ...connection, ...options.more]);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  // It goes away before it has read everything when the handshake fails.
  child.stdin.on('error', () => {});
  child.stdin.end(
    `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: acme-settlements/1.0\r\nAccept: */*\r\nConnection: close\r\n\r\n`,
  );
  await ended;
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1] ?? Number.NaN);
}
