import { SSMClient } from '@aws-sdk/client-ssm';
import { createIam } from '../../../lib/local/iam/index.ts';
import type { Json } from '../../../lib/local/json.ts';
import { createParameterStore } from '../../../lib/local/ssm/index.ts';
import { testEnvironment } from '../support/environment.ts';
import { declareRole, serveSigned } from '../support/serve-signed.ts';

export const KEYS: ReadonlyMap<string, string> = new Map([
  ['alias/bank', 'arn:aws:kms:eu-central-1:123456789012:key/1234'],
  ['alias/vault', 'arn:aws:kms:eu-central-1:123456789012:key/5678'],
]);

/** A Parameter Store behind the real endpoint, with a client of the developer and one of a function with these rights. */
export const runningStore = async (statements: readonly Json[] = [], folder?: string) => {
  const environment = testEnvironment(folder ?? '');
  const iam = createIam(environment);
  const roleArn = declareRole(iam, statements);
  const ssm = createParameterStore({
    environment,
    memory: folder === undefined,
    keyArn: (id) => KEYS.get(id),
  });
  const server = await serveSigned([ssm.api], { environment, iam, roleArn });
  const client = new SSMClient(server.asDeveloper);
  return {
    ssm,
    client,
    asFunction: new SSMClient(server.asFunction),
    [Symbol.asyncDispose]: async () => {
      client.destroy();
      await server.close();
      ssm.close();
    },
  };
};
