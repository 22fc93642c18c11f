import type { InspectedRequest } from '../../lib/local/firewall/index.ts';

/** A request as both engines take it. */
export interface BenchRequest {
  readonly name: string;
  readonly request: InspectedRequest;
}

const memos = ['Rent for November, flat 3b', 'Thank you for the coffee', 'Invoice 2026-1182', 'Miller & Sons', 'März'];

/** A JSON body of so many bytes, all of it read: what clients of a bank send, and much of it. */
function transferOf(bytes: number): string {
  const transfer = { from: 'acc_01HZX3ZQ7C', to: 'DE89370400440532013000', amount: '12.50', currency: 'EUR' };
  const items: object[] = [];
  const written = () => JSON.stringify({ ...transfer, items });
  // Each item has its kind of text, so that no answer is remembered from the one before.
  for (let n = 0; Buffer.byteLength(written()) < bytes; n += 1) {
    items.push({ id: `item-${n}`, memo: `${memos[n % memos.length]} ${n}`, amount: 100 + n });
  }
  items.pop();
  return written() + ' '.repeat(bytes - Buffer.byteLength(written()));
}

const request = (bytes: number): InspectedRequest => ({
  method: 'POST',
  uriPath: '/live/transfers',
  queryString: '',
  headers: [
    ['Host', 'abc123.execute-api.eu-central-1.amazonaws.com'],
    ['User-Agent', 'bank-app/1.2'],
    ['Accept', 'application/json'],
    ['Authorization', `Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.${'aB3_'.repeat(150)}`],
    ['Content-Type', 'application/json'],
    ['Idempotency-Key', '0192a3f0-7c1e-7d2a-9b44-5f3f6f0a1c2d'],
    ['Content-Length', String(bytes)],
  ],
  body: Buffer.from(bytes === 0 ? '' : transferOf(bytes)),
  clientIp: '198.51.100.7',
  requestId: 'request-1',
});

export const requests: readonly BenchRequest[] = [1, 16, 64].map((kib) => ({
  name: `${kib} KiB of JSON`,
  request: request(kib * 1024),
}));
