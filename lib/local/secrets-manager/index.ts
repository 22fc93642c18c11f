import type { AwsJsonService } from '../aws-service.ts';

export interface SecretsManagerService {
  readonly api: AwsJsonService;
  /** For `{{resolve:secretsmanager:…}}`: the current secret string. @throws when there is no such secret */
  secretString(secretId: string): string;
  close(): void;
}
