import { connect, type Socket } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * Sends every request over so many connections that stay open, one at a time on each.
 *
 * @returns requests per second
 * @throws Error for the first answer that is not 200
 */
export const drive = async (port: number, requests: readonly Buffer[], concurrency: number): Promise<number> => {
  const sockets = await Promise.all(Array.from({ length: concurrency }, () => open(port)));
  let next = 0;
  const startedAt = process.hrtime.bigint();
  await Promise.all(
    sockets.map(async (socket) => {
      for (let at = next++; at < requests.length; at = next++) await exchange(socket, requests[at] ?? Buffer.alloc(0));
    }),
  );
  const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
  for (const socket of sockets) socket.destroy();
  return requests.length / seconds;
};

const open = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.setNoDelay(true).once('error', reject);
  });

const exchange = (socket: Socket, request: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    const onData = (chunk: Buffer): void => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const headEnd = received.indexOf(HEAD_END);
      if (headEnd < 0) return;
      const head = received.toString('latin1', 0, headEnd);
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
      if (received.length < headEnd + HEAD_END.length + length) return;
      socket.off('data', onData);
      if (head.startsWith('HTTP/1.1 200')) resolve();
      else reject(new Error(`${head}\n${received.toString('utf8', headEnd)}`));
    };
    socket.on('data', onData);
    socket.write(request);
  });
