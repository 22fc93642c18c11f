import { KMSClient, KMSServiceException } from '@aws-sdk/client-kms';
import type { ResourcePolicyDeclaration } from '../../../lib/local/iam/index.ts';
import { createKms, type KmsService } from '../../../lib/local/kms/index.ts';
import { testEnvironment } from '../support/environment.ts';
import { serve } from '../support/serve.ts';

export const DAY = 86_400_000;

export interface KmsFixture extends AsyncDisposable {
  readonly kms: KmsService;
  readonly client: KMSClient;
  /** Key policies as IAM was told them last, by ARN. */
  readonly policies: ReadonlyMap<string, ResourcePolicyDeclaration>;
  readonly clock: { millis: number };
}

/** KMS behind HTTP and the SDK, in memory unless there is a folder. */
export const kmsFixture = async (folder?: string): Promise<KmsFixture> => {
  const clock = { millis: Date.UTC(2026, 10, 22) };
  const policies = new Map<string, ResourcePolicyDeclaration>();
  const iam = {
    declareResourcePolicy: (policy: ResourcePolicyDeclaration) => {
      if (JSON.stringify(policy.document).includes('no such element')) throw new Error('cannot be evaluated');
      policies.set(policy.resourceArn, policy);
    },
    removeResourcePolicy: (arn: string) => void policies.delete(arn),
  };
  const environment = testEnvironment(folder ?? '', () => clock.millis);
  const kms = createKms({ environment, iam, memory: folder === undefined });
  const server = await serve(kms.api, () => clock.millis);
  const client = new KMSClient({
    endpoint: server.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  return {
    kms,
    client,
    policies,
    clock,
    [Symbol.asyncDispose]: async () => {
      client.destroy();
      await server.close();
      kms.close();
    },
  };
};

/** For `assert.rejects`: an error of KMS by its name. */
export const refusal =
  (name: string, text = '') =>
  (error: unknown): boolean =>
    error instanceof KMSServiceException && error.name === name && error.message.includes(text);

export const utf8 = (text: string): Uint8Array => Buffer.from(text);
