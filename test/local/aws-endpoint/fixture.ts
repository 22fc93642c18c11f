import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestOptions, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAwsEndpoint, developerIdentity, type SigningIdentity } from '../../../lib/local/aws-endpoint/index.ts';
import {
  AwsError,
  type AwsJsonService,
  type AwsOperation,
  type AwsService,
  type HttpRoutes,
} from '../../../lib/local/aws-service.ts';
import type { Decision, Verdict } from '../../../lib/local/iam/index.ts';
import { certificatesIn, tlsOptionsOf } from '../../../lib/local/tls/index.ts';

export const now = Date.UTC(2026, 10, 22, 12, 0, 0);

export const teller: SigningIdentity = {
  caller: {
    kind: 'function',
    arn: 'arn:aws:sts::123456789012:assumed-role/teller/transfers',
    roleArn: 'arn:aws:iam::123456789012:role/teller',
    functionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:transfers',
  },
  accessKeyId: 'ASIA0123456789ABCDEF',
  secretAccessKey: 'a secret',
  sessionToken: 'a session',
};

export const developer = developerIdentity({
  masterKey: Buffer.alloc(32, 7),
  partition: 'aws',
  accountId: '123456789012',
});

/** Operations of a table service: `PutItem` echoes its caller, `DescribeTable` fails in two ways, `ListTables` is unsigned. */
const operations: readonly AwsOperation[] = [
  {
    name: 'PutItem',
    authorization: 'signed',
    rights: ({ TableName }) => [{ action: 'dynamodb:PutItem', resource: `table/${String(TableName)}` }],
    run: (_, { caller }) => ({ Attributes: { caller: { S: caller.kind } } }),
  },
  {
    name: 'DescribeTable',
    authorization: 'signed',
    rights: () => [],
    run: ({ TableName }) => {
      if (TableName === 'broken') throw new Error('a secret detail');
      throw new AwsError('com.amazonaws.dynamodb.v20120810#ResourceNotFoundException', 'No such table', {
        fields: { Table: String(TableName) },
      });
    },
  },
  {
    name: 'ListTables',
    authorization: 'unsigned',
    rights: () => [{ action: 'dynamodb:ListTables', resource: '*' }],
    run: (_, { caller }) => ({ TableNames: [caller.kind] }),
  },
];

const service: AwsJsonService = {
  signingName: 'dynamodb',
  targetPrefix: 'DynamoDB_20120810',
  jsonVersion: '1.0',
  operations: new Map(operations.map((operation) => [operation.name, operation])),
  errorPrefix: 'com.amazon.coral.service#',
};

const hello: HttpRoutes = async ({ path, query }) =>
  path === '/hello' ? { status: 200, headers: { 'content-type': 'text/plain' }, body: `hello ${query}` } : undefined;

/** An answer that HTTP does not let out. */
const unspeakable: HttpRoutes = async ({ path }) =>
  path === '/unspeakable' ? { status: 200, headers: { location: 'a\r\nb: c' }, body: '' } : undefined;

const verdicts: Readonly<Record<Decision, Verdict>> = {
  allowed: { decision: 'allowed', by: [] },
  denied: {
    decision: 'denied',
    in: 'identity-based policy',
    by: { policy: 'p', path: undefined, index: 0, sid: undefined },
  },
  unmentioned: { decision: 'unmentioned', in: 'identity-based policy' },
};

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** A running endpoint over HTTPS. `decisions` answers for IAM, by action and resource. */
export const endpointFixture = async (
  decisions: Readonly<Record<string, Decision>> = {},
  services: readonly AwsService[] = [service],
) => {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-aws-'));
  const certificates = certificatesIn(folder, Date.now());
  const reported: unknown[] = [];
  let clock = now;
  const server = createServer(
    { ...certificates.server, ...tlsOptionsOf('SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09') },
    createAwsEndpoint({
      environment: { region: 'eu-central-1', now: () => clock },
      services,
      routes: [async () => undefined, hello, unspeakable],
      iam: { evaluate: ({ action, resource }) => verdicts[decisions[`${action} ${resource}`] ?? 'unmentioned'] },
      identify: (id) => [teller, developer].find(({ accessKeyId }) => accessKeyId === id),
      report: (error) => void reported.push(error),
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  const ca = readFileSync(certificates.caFile);
  return {
    url: `https://localhost:${port}`,
    host: `localhost:${port}`,
    ca,
    reported,
    setClock: (millis: number) => {
      clock = millis;
    },
    send: (options: RequestOptions, body = ''): Promise<Reply> =>
      new Promise((resolve, reject) => {
        const outgoing = request({ host: 'localhost', port, ca, agent: false, ...options }, (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (chunk: string) => {
            text += chunk;
          });
          response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
        });
        outgoing.on('error', reject);
        // As bytes: with a text, Node would write the headers in UTF-8, too.
        outgoing.end(Buffer.from(body));
      }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
};
