import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAwsEndpoint } from '../../lib/local/aws-endpoint/index.ts';
import { createDynamoDb } from '../../lib/local/dynamodb/index.ts';
import { createIam } from '../../lib/local/iam/index.ts';
import { credentials } from './credentials.ts';
import { unverifiedEndpoint } from './unverified-endpoint.ts';
import { TABLE } from './workloads.ts';

/**
 * Ours as `portcullis dev` runs it: the AWS endpoint verifies the signature and asks the policies of the function's role,
 * then the engine works. Only TLS is left out, because the peers have none. Arguments: a folder, or nothing for memory;
 * `fast` for writes that do not wait for the disk, or `unverified` for the engine without the endpoint.
 */
const [folder = '', mode = ''] = process.argv.slice(2);
const environment = {
  accountId: '123456789012',
  region: credentials.region,
  partition: 'aws',
  stateFolder: folder,
  masterKey: Buffer.alloc(32, 7),
  now: Date.now,
};
const service = createDynamoDb({ environment, memory: folder === '', fastWrites: mode === 'fast' });
const { arn: tableArn } = service.declareTable({
  name: TABLE,
  key: { partition: { name: 'pk', type: 'S' }, sort: { name: 'sk', type: 'S' } },
  indexes: [],
  billingMode: 'PAY_PER_REQUEST',
  deletionProtection: false,
});
const iam = createIam(environment);
const roleArn = iam.declareRole({
  name: 'bench',
  trustPolicy: {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
  },
  inlinePolicies: [
    {
      name: 'table',
      document: {
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Action: ['dynamodb:PutItem', 'dynamodb:GetItem', 'dynamodb:UpdateItem'],
          Resource: tableArn,
        },
      },
    },
  ],
  managedPolicyArns: [],
});
const identity = {
  caller: {
    kind: 'function',
    arn: 'arn:aws:sts::123456789012:assumed-role/bench/bench',
    roleArn,
    functionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:bench',
  },
  ...credentials,
} as const;

const server = createServer(
  mode === 'unverified'
    ? unverifiedEndpoint(service.api)
    : createAwsEndpoint({
        environment,
        services: [service.api],
        routes: [],
        iam,
        identify: (accessKeyId) => (accessKeyId === identity.accessKeyId ? identity : undefined),
        report: console.error,
      }),
);
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo; // it listens on a port
  process.stdout.write(`port ${port}\n`);
});
