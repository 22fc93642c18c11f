import * as cdk from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { environment } from '../contract/index.ts';
import { acknowledge } from './acknowledge.ts';
import type { HandlerCode } from './handler-code.ts';
import { LeastPrivilegeRole } from './least-privilege-role.ts';
import { assertProps, isAbsentOrPositiveInteger, type PropsRule } from './props-rule.ts';

/** What is alike for all functions of an API. */
export interface FunctionOptions {
  /** `service` of its logs and metrics. */
  readonly serviceName: string;
  /** @default 512, enough of a processor for a cold start that nobody notices */
  readonly memoryMiB?: number;
  /** Instances that this function may have at most, taken from the account's pool. @default the account's pool, shared */
  readonly reservedConcurrentExecutions?: number;
  /** @default one year */
  readonly logRetention?: logs.RetentionDays;
}

export interface HandlerFunctionProps extends FunctionOptions {
  readonly code: HandlerCode;
  /** One sentence, shown in the console. */
  readonly description: string;
  /** Whole seconds until Lambda kills the invocation. */
  readonly timeoutSeconds: number;
  /** Further variables, never secrets. @default {} */
  readonly environment?: Readonly<Record<string, string>>;
}

const rules: readonly PropsRule<HandlerFunctionProps>[] = [
  {
    message: 'timeoutSeconds is a whole number from 1 to 900',
    broken: ({ timeoutSeconds }) =>
      !(Number.isSafeInteger(timeoutSeconds) && timeoutSeconds >= 1 && timeoutSeconds <= 900),
  },
  {
    message: 'memoryMiB is a whole number from 128 to 10240',
    broken: ({ memoryMiB = 512 }) => !(Number.isSafeInteger(memoryMiB) && memoryMiB >= 128 && memoryMiB <= 10_240),
  },
  {
    message: 'reservedConcurrentExecutions is a positive whole number: zero would switch the function off',
    broken: (props) => !isAbsentOrPositiveInteger(props.reservedConcurrentExecutions),
  },
];

/**
 * A Lambda function as every endpoint gets it: Node 24 on arm64, a role and a log group of its own, traced, with the
 * right to write its own log and nothing else until something is granted.
 */
export class HandlerFunction extends Construct {
  readonly function: lambda.Function;

  constructor(scope: Construct, id: string, props: HandlerFunctionProps) {
    super(scope, id);
    assertProps(this.node.path, props, rules);
    // Lambda takes no more.
    const description = props.description.slice(0, 256);
    const logGroup = new logs.LogGroup(this, 'Log', { retention: props.logRetention ?? logs.RetentionDays.ONE_YEAR });
    const role = new LeastPrivilegeRole(this, 'Role', {
      service: 'lambda.amazonaws.com',
      description,
      statements: [
        new iam.PolicyStatement({
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [logGroup.logGroupArn],
        }),
      ],
    });
    this.function = new lambda.Function(this, 'Function', {
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(props.code.folder),
      handler: 'index.handler',
      description,
      role,
      logGroup,
      timeout: cdk.Duration.seconds(props.timeoutSeconds),
      memorySize: props.memoryMiB ?? 512,
      tracing: lambda.Tracing.ACTIVE,
      environment: {
        [environment.service]: props.serviceName,
        [environment.metricsNamespace]: 'Portcullis',
        [environment.logLevel]: 'INFO',
        ...props.environment,
      },
      ...(props.reservedConcurrentExecutions !== undefined && {
        reservedConcurrentExecutions: props.reservedConcurrentExecutions,
      }),
    });
    acknowledge(
      role,
      'IAM5[Resource::*]',
      'X-Ray has no resources to name: xray:PutTraceSegments and xray:PutTelemetryRecords take only *',
    );
  }
}
