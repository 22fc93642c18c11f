import { readFileSync } from 'node:fs';
import { type AccessService, createAccess } from '../access/index.ts';
import { createAlarmClock } from '../alarms/index.ts';
import type { AwsService, HttpRoutes } from '../aws-service.ts';
import { createCognito } from '../cognito/index.ts';
import { createDynamoDb } from '../dynamodb/index.ts';
import type { LocalEnvironment } from '../environment.ts';
import { createEventSources } from '../event-sources/index.ts';
import { createEvents } from '../events/index.ts';
import { createFirewall, type FirewallSettings } from '../firewall/index.ts';
import { createGateway } from '../gateway/index.ts';
import { createIam } from '../iam/index.ts';
import { createKms } from '../kms/index.ts';
import { createLambda, newTraceId } from '../lambda/index.ts';
import { createMetrics } from '../metrics/index.ts';
import { createOutbox } from '../outbox/index.ts';
import { createScheduler } from '../scheduler/index.ts';
import { createSecretsManager } from '../secrets-manager/index.ts';
import type { LocalServices } from '../services.ts';
import { createSes } from '../ses/index.ts';
import { createTopics } from '../sns/index.ts';
import { createQueues } from '../sqs/index.ts';
import { createParameterStore } from '../ssm/index.ts';
import { createDeliver, type DeliveryTarget } from './deliver.ts';
import { invokeTrigger } from './invoke-trigger.ts';

export interface CreateServicesOptions {
  readonly environment: LocalEnvironment;
  /** `https://localhost:8444`: where functions find AWS, and browsers the login page. */
  readonly awsUrl: string;
  /** PEM file of the local CA, which functions trust. */
  readonly caFile: string;
  readonly logFolder: string;
  /** The folder or file of an asset, by its key `<hash>.zip`. @throws when there is none */
  readonly assetFolder: (key: string) => string;
  /** Acknowledge writes of DynamoDB before the disk has them. @default false */
  readonly fastWrites?: boolean;
  /** How the firewall counts rates, and what it knows of addresses. @default exactly, and nothing */
  readonly firewall?: FirewallSettings;
}

/** The services of one runtime, tied to one another. */
export interface CreatedServices {
  readonly services: LocalServices;
  readonly access: AccessService;
  /** What the AWS endpoint serves. */
  readonly apis: readonly AwsService[];
  readonly routes: readonly HttpRoutes[];
  /** What AWS accepts of the template in silence though it does nothing: where it stands, and why. */
  readonly warnings: readonly (readonly [where: string, why: string])[];
  /** Ends what runs: call it before the endpoint that functions call is closed. */
  stop(): Promise<void>;
  /** Closes the data behind the endpoint: call it last. */
  close(): Promise<void>;
}

/** Makes every local service and gives each the others that it needs. */
export function createServices(options: CreateServicesOptions): CreatedServices {
  const { environment, logFolder } = options;
  const iam = createIam(environment);
  const access = createAccess({ environment, iam, logFolder });
  const targets = new Map<string, DeliveryTarget>();
  const deliver = createDeliver({ iam, targets });
  const metrics = createMetrics(environment);
  const lambda = createLambda({
    environment,
    iam,
    deliver,
    metrics,
    endpointUrl: () => options.awsUrl,
    caFile: options.caFile,
    logFolder,
    assetFolder: options.assetFolder,
    onInvoked: access.invoked,
  });
  targets.set('lambda', functionTarget(lambda));
  const outbox = createOutbox({ environment });
  const dynamodb = createDynamoDb({ environment, fastWrites: options.fastWrites ?? false });
  const kms = createKms({ environment, iam });
  const ssm = createParameterStore({ environment, keys: kms });
  const sqs = createQueues({ environment, iam, origin: options.awsUrl });
  targets.set('sqs', sqs.deliveryTarget);
  const sns = createTopics({ environment, iam, outbox, deliver });
  const ses = createSes({ environment, outbox });
  targets.set('sns', sns.deliveryTarget);
  const alarms = createAlarmClock({ now: environment.now });
  const events = createEvents({ environment, deliver, alarms });
  const scheduler = createScheduler({ environment, deliver, alarms, iam });
  const eventSources = createEventSources({
    environment,
    iam,
    lambda,
    deliver,
    streams: dynamodb.streams,
    queues: sqs.api,
  });
  const secretsManager = createSecretsManager({
    environment,
    iam,
    keys: kms,
    functions: {
      mayInvoke: (functionArn, sourceArn) =>
        lambda.mayInvoke({ functionArn, principal: 'secretsmanager.amazonaws.com', sourceArn }),
      invoke: (functionArn, payload) => lambda.invoke({ functionArn, payload, traceId: newTraceId() }),
    },
    onRead: (caller, name, value) => {
      if (caller.kind === 'function') lambda.watchForSecret(caller.functionArn, name, value);
    },
  });
  const cognito = createCognito({
    environment,
    outbox,
    origin: options.awsUrl,
    invokeFunction: (functionArn, event) => invokeTrigger({ lambda, environment }, functionArn, event),
  });
  const warnings: (readonly [where: string, why: string])[] = [];
  const warn = (where: string, why: string) => void warnings.push([where, why]);
  const firewall = createFirewall({ ...options.firewall, environment, logFolder, warn });
  const gateway = createGateway({
    environment,
    lambda,
    cognito,
    firewall,
    logFolder,
    readAsset: (objectKey) => readFileSync(options.assetFolder(objectKey), 'utf8'),
  });

  const data = [
    gateway,
    cognito,
    eventSources,
    metrics,
    dynamodb,
    secretsManager,
    kms,
    ssm,
    events,
    scheduler,
    sns,
    sqs,
    outbox,
    access,
  ];
  return {
    access,
    services: {
      environment,
      iam,
      outbox,
      dynamodb,
      kms,
      secretsManager,
      ssm,
      sns,
      ses,
      events,
      scheduler,
      sqs,
      cognito,
      lambda,
      eventSources,
      metrics,
      firewall,
      gateway,
    },
    apis: [
      dynamodb.api,
      dynamodb.streamsApi,
      kms.api,
      secretsManager.api,
      ssm.api,
      sns.api,
      ses.api,
      events.api,
      scheduler.api,
      sqs.api,
      lambda.api,
      cognito.api,
    ],
    routes: [cognito.routes],
    warnings,
    async stop() {
      alarms.close();
      sqs.stop();
      secretsManager.stop();
      const sourcesEnded = eventSources.stop();
      await lambda.close();
      await sourcesEnded;
      await sns.settled();
    },
    async close() {
      for (const each of data) await each.close();
    },
  };
}

/** A function takes what its own permissions let the sender send. */
function functionTarget(lambda: LocalServices['lambda']): DeliveryTarget {
  return {
    action: 'lambda:InvokeFunction',
    admits: ({ targetArn, source }) =>
      lambda.mayInvoke({ functionArn: targetArn, principal: source.principal, sourceArn: source.arn }),
    take: ({ targetArn, payload }) => {
      lambda.invokeAsync({ functionArn: targetArn, payload });
    },
  };
}
