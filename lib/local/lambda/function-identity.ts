import { randomBytes } from 'node:crypto';
import type { SigningIdentity } from '../aws-endpoint/index.ts';

/** Random credentials for a function in its role. They live as long as the local runtime, and only in memory. */
export const functionIdentity = (names: {
  readonly functionName: string;
  readonly functionArn: string;
  readonly roleArn: string;
}): SigningIdentity => {
  const { functionName, functionArn, roleArn } = names;
  const [, partition, , , account, role = ''] = roleArn.split(':');
  return {
    caller: {
      kind: 'function',
      arn: `arn:${partition}:sts::${account}:assumed-role/${role.slice('role/'.length)}/${functionName}`,
      roleArn,
      functionArn,
    },
    accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(96).toString('base64'),
  };
};
