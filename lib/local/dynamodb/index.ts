import type { AwsJsonService } from '../aws-service.ts';

export interface DynamoDbService {
  readonly api: AwsJsonService;
  close(): void;
}
