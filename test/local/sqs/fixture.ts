import { SQSClient } from '@aws-sdk/client-sqs';
import { createIam } from '../../../lib/local/iam/index.ts';
import type { Json } from '../../../lib/local/json.ts';
import { createQueues } from '../../../lib/local/sqs/index.ts';
import { testEnvironment } from '../support/environment.ts';
import { declareRole, serveSigned } from '../support/serve-signed.ts';

/** Queues behind the real endpoint, with a client of the developer and one of a function with these rights. */
export const runningQueues = async (
  options: { readonly statements?: readonly Json[]; readonly folder?: string } = {},
) => {
  const { statements = [], folder } = options;
  let skippedMillis = 0;
  const environment = testEnvironment(folder ?? '', () => Date.now() + skippedMillis);
  const iam = createIam(environment);
  const roleArn = declareRole(iam, statements);
  const sqs = createQueues({ environment, iam, origin: 'https://localhost:8444', memory: folder === undefined });
  const server = await serveSigned([sqs.api], { environment, iam, roleArn });
  const client = new SQSClient({ ...server.asDeveloper, useQueueUrlAsEndpoint: false });
  return {
    sqs,
    iam,
    client,
    asFunction: new SQSClient({ ...server.asFunction, useQueueUrlAsEndpoint: false }),
    /** Time passes for the queues, not for signatures. */
    skip: (millis: number) => {
      skippedMillis += millis;
    },
    [Symbol.asyncDispose]: async () => {
      client.destroy();
      sqs.stop();
      await server.close();
      sqs.close();
    },
  };
};
