import { arnOf, type LocalEnvironment } from '../environment.ts';
import type { IamService } from '../iam/index.ts';
import type { Json } from '../json.ts';

/** What a key needs of IAM: its policy is the only thing that can let anybody use it. */
export type KeyPolicies = Pick<IamService, 'declareResourcePolicy' | 'removeResourcePolicy'>;

/** Of a key that was made without one: leaves everything to the identity policies of the account. */
export const defaultPolicy = ({ partition, accountId }: LocalEnvironment): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  });

/** Of a key that a service keeps: whoever uses the service may use the key through it, and nobody may otherwise. */
export const managedKeyPolicy = ({ accountId, region }: LocalEnvironment, service: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Id: `auto-${service}-2`,
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        Resource: '*',
        Condition: {
          StringEquals: { 'kms:CallerAccount': accountId, 'kms:ViaService': `${service}.${region}.amazonaws.com` },
        },
      },
    ],
  });

/** @throws Error for text that is not JSON, or a policy that cannot be evaluated */
export const declarePolicy = (environment: LocalEnvironment, iam: KeyPolicies, keyId: string, policy: string): void => {
  const document: Json = JSON.parse(policy);
  iam.declareResourcePolicy({ resourceArn: arnOf(environment, 'kms', `key/${keyId}`), document, authority: 'sole' });
};
