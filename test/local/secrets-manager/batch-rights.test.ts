import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BatchGetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createIam } from '../../../lib/local/iam/index.ts';
import { createSecretsManager } from '../../../lib/local/secrets-manager/index.ts';
import { testEnvironment } from '../support/environment.ts';
import { allow, declareRole, serveSigned } from '../support/serve-signed.ts';

describe('several values at once', () => {
  it('are those that the role may read each for itself', async () => {
    const environment = testEnvironment('');
    const iam = createIam(environment);
    const service = createSecretsManager({ environment, memory: true, iam });
    for (const name of ['open', 'closed', 'shared']) {
      service.declareSecret({
        name,
        arnSuffix: 'AbCdEf',
        tags: [],
        value: { kind: 'given', text: `value of ${name}` },
      });
    }
    const arnOf = (name: string) => `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${name}-AbCdEf`;
    const roleArn = declareRole(iam, [
      allow('secretsmanager:BatchGetSecretValue', '*'),
      allow('secretsmanager:GetSecretValue', arnOf('open')),
    ]);
    // The policy of the secret lets the role in, though the role's own says nothing of it.
    service.declareResourcePolicy({
      secretId: 'shared',
      policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ ...allow('secretsmanager:GetSecretValue', '*'), Principal: { AWS: roleArn } }],
      }),
      blockPublicPolicy: true,
      path: 'Vault/Shared',
    });
    const server = await serveSigned([service.api], { environment, iam, roleArn });
    const client = new SecretsManagerClient(server.asFunction);
    const answer = await client.send(
      new BatchGetSecretValueCommand({ SecretIdList: ['open', 'closed', 'shared', 'none'] }),
    );
    assert.deepEqual(
      answer.SecretValues?.map(({ SecretString }) => SecretString),
      ['value of open', 'value of shared'],
    );
    assert.deepEqual(
      answer.Errors?.map(({ SecretId, ErrorCode }) => [SecretId, ErrorCode]),
      [
        ['closed', 'AccessDeniedException'],
        ['none', 'AccessDeniedException'],
      ],
    );
    client.destroy();
    await server.close();
    service.close();
  });
});
