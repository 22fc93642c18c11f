import type { AwsService, HttpRoutes } from '../aws-service.ts';
import type { LocalEnvironment } from '../environment.ts';
import type { IamService } from '../iam/index.ts';
import type { SigningIdentity } from './signing-identity.ts';

export interface AwsEndpointOptions {
  readonly environment: Pick<LocalEnvironment, 'region' | 'now'>;
  readonly services: readonly AwsService[];
  /** Plain HTTP beside the protocols of AWS; asked in order. */
  readonly routes: readonly HttpRoutes[];
  readonly iam: Pick<IamService, 'evaluate'>;
  /** Whose access key it is, or undefined. */
  readonly identify: (accessKeyId: string) => SigningIdentity | undefined;
  /** Told of every error that is no refusal; the caller learns nothing of it. */
  readonly report: (error: unknown) => void;
}
