import { KMSClient } from '@aws-sdk/client-kms';
import { SSMClient } from '@aws-sdk/client-ssm';
import { createIam } from '../../../lib/local/iam/index.ts';
import type { Json } from '../../../lib/local/json.ts';
import { createKms } from '../../../lib/local/kms/index.ts';
import { createParameterStore } from '../../../lib/local/ssm/index.ts';
import { testEnvironment } from '../support/environment.ts';
import { declareRole, serveSigned } from '../support/serve-signed.ts';

const keyIds: ReadonlyMap<string, string> = new Map([
  ['alias/bank', '11111111-2222-4333-8444-555555555555'],
  ['alias/vault', '66666666-7777-4888-9999-000000000000'],
]);

/** Alias to ARN. */
export const KEYS: ReadonlyMap<string, string> = new Map(
  [...keyIds].map(([alias, id]) => [alias, `arn:aws:kms:eu-central-1:123456789012:key/${id}`]),
);

/** A Parameter Store behind the real endpoint, with a client of the developer and one of a function with these rights. */
export const runningStore = async (statements: readonly Json[] = [], folder?: string) => {
  const environment = testEnvironment(folder ?? '');
  const iam = createIam(environment);
  const roleArn = declareRole(iam, statements);
  const memory = folder === undefined;
  const kms = createKms({ environment, iam, memory });
  for (const [name, id] of keyIds) {
    kms.declareKey({
      ...{ id, description: '', spec: 'SYMMETRIC_DEFAULT', usage: 'ENCRYPT_DECRYPT', enabled: true },
      ...{ rotationPeriodDays: undefined, policy: undefined, tags: [] },
    });
    kms.declareAlias({ name, keyId: id });
  }
  const ssm = createParameterStore({ environment, memory, keys: kms });
  const server = await serveSigned([ssm.api, kms.api], { environment, iam, roleArn });
  const client = new SSMClient(server.asDeveloper);
  const keys = new KMSClient(server.asDeveloper);
  return {
    ssm,
    client,
    keys,
    asFunction: new SSMClient(server.asFunction),
    [Symbol.asyncDispose]: async () => {
      client.destroy();
      keys.destroy();
      await server.close();
      ssm.close();
      kms.close();
    },
  };
};
