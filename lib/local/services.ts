import type { CognitoService } from './cognito/index.ts';
import type { DynamoDbService } from './dynamodb/index.ts';
import type { LocalEnvironment } from './environment.ts';
import type { EventSourceService } from './event-sources/index.ts';
import type { EventsService } from './events/index.ts';
import type { FirewallService } from './firewall/index.ts';
import type { GatewayService } from './gateway/index.ts';
import type { IamService } from './iam/index.ts';
import type { KmsService } from './kms/index.ts';
import type { LambdaService } from './lambda/index.ts';
import type { MetricsService } from './metrics/index.ts';
import type { OutboxService } from './outbox/index.ts';
import type { SchedulerService } from './scheduler/index.ts';
import type { SecretsManagerService } from './secrets-manager/index.ts';
import type { SesService } from './ses/index.ts';
import type { SnsService } from './sns/index.ts';
import type { SqsService } from './sqs/index.ts';
import type { SsmService } from './ssm/index.ts';

/** The local services that the resources of a template are declared to. */
export interface LocalServices {
  readonly environment: LocalEnvironment;
  readonly iam: IamService;
  readonly outbox: OutboxService;
  readonly dynamodb: DynamoDbService;
  readonly kms: KmsService;
  readonly secretsManager: SecretsManagerService;
  readonly ssm: SsmService;
  readonly sqs: SqsService;
  readonly sns: SnsService;
  readonly ses: SesService;
  readonly events: EventsService;
  readonly scheduler: SchedulerService;
  readonly cognito: CognitoService;
  readonly lambda: LambdaService;
  readonly eventSources: EventSourceService;
  readonly metrics: MetricsService;
  readonly firewall: FirewallService;
  readonly gateway: GatewayService;
}
