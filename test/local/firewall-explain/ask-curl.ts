import { execFile } from 'node:child_process';
import { createServer, type Socket } from 'node:net';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A request as it came over the wire; the address of the server reads `HOST`. */
export interface SentByCurl {
  readonly args: readonly string[];
  readonly head: string;
  readonly body: string;
}

/** @returns undefined where there is no curl */
export async function curlVersion(): Promise<string | undefined> {
  try {
    return /^curl (\S+)/.exec((await run('curl', ['--version'])).stdout)?.[1];
  } catch {
    return undefined;
  }
}

/** Lets curl send each line to a server of this machine, and returns what arrived. */
export async function askCurl(lines: readonly (readonly string[])[]): Promise<readonly SentByCurl[]> {
  const arrived: { head: string; body: string }[] = [];
  const server = createServer((socket) => answer(socket, (head, body) => arrived.push({ head, body })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const host = `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const sent: SentByCurl[] = [];
  try {
    for (const args of lines) {
      const words = args.map((word) => word.replace(/^URL/, `http://${host}`));
      await run('curl', ['--disable', '--silent', '--output', '/dev/null', '--max-time', '5', ...words]);
      const last = arrived.at(-1);
      if (last === undefined || arrived.length !== sent.length + 1)
        throw new Error(`curl sent nothing for ${args.join(' ')}`);
      sent.push({ args, head: last.head.replaceAll(host, 'HOST'), body: last.body });
    }
  } finally {
    server.close();
  }
  return sent;
}

function answer(socket: Socket, take: (head: string, body: string) => void): void {
  let text = '';
  let isContinued = false;
  socket.on('error', () => {});
  socket.on('data', (data) => {
    text += data.toString('latin1');
    const end = text.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = text.slice(0, end);
    const body = text.slice(end + 4);
    if (!isContinued && /\nexpect: 100/i.test(head)) socket.write('HTTP/1.1 100 Continue\r\n\r\n');
    isContinued = true;
    if (body.length < Number(/\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0)) return;
    take(head, body);
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
  });
}
