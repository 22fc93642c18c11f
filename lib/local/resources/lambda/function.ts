import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';
import { physicalName } from '../physical-name.ts';

const loggingConfig = z.strictObject({
  ApplicationLogLevel: z.enum(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']).default('INFO'),
  LogFormat: z.enum(['Text', 'JSON']).default('Text'),
  LogGroup: z.string().optional(),
  SystemLogLevel: z.enum(['DEBUG', 'INFO', 'WARN']).default('INFO'),
});

/** `Ref` is the function's name. The code must be a file asset of the assembly: the bytes that would be deployed. */
export const lambdaFunction = resourceType({
  type: 'AWS::Lambda::Function',
  properties: z.strictObject({
    Architectures: z.tuple([z.enum(['arm64', 'x86_64'])]).optional(),
    Code: z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }),
    DeadLetterConfig: z
      .strictObject({
        TargetArn: z
          .string()
          .regex(/^arn:[\w-]+:(sqs|sns):/, { error: 'a dead-letter queue is a queue or a topic' })
          .optional(),
      })
      .optional(),
    Description: z.string().optional(),
    Environment: z.strictObject({ Variables: z.record(z.string(), z.string()).default({}) }).optional(),
    EphemeralStorage: z.strictObject({ Size: z.int() }).optional(),
    FunctionName: z.string().optional(),
    Handler: z.string(),
    KmsKeyArn: z.string().optional(),
    LoggingConfig: loggingConfig.optional(),
    MemorySize: z.int().default(128),
    PackageType: z.literal('Zip').optional(),
    RecursiveLoop: z.enum(['Allow', 'Terminate']).optional(),
    ReservedConcurrentExecutions: z.int().min(0).optional(),
    Role: z.string(),
    Runtime: z.literal('nodejs24.x'),
    RuntimeManagementConfig: z.strictObject({ UpdateRuntimeOn: z.enum(['Auto', 'FunctionUpdate']) }).optional(),
    SnapStart: z.strictObject({ ApplyOn: z.literal('None') }).optional(),
    Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
    Timeout: z.int().default(3),
    TracingConfig: z.strictObject({ Mode: z.enum(['Active', 'PassThrough']) }).optional(),
  }),
  enforcement: {
    kind: 'approximated',
    how: 'a Node.js 24 process that reads its bundle, writes to os.tmpdir() and starts no process; it is frozen between invocations from 1.5 s after its start on; of one function 8 run at once, of all 48, and further invocations wait',
  },
  lesser: {
    Architectures: { kind: 'approximated', how: "runs on this machine's own processor, whatever the template says" },
    EphemeralStorage: { kind: 'approximated', how: 'measured every 500 ms; is os.tmpdir(), and /tmp itself is denied' },
    KmsKeyArn: { kind: 'not-enforced', why: 'variables stand in the memory of the local runtime' },
    MemorySize: {
      kind: 'approximated',
      how: 'the peak counts, looked at every 25 ms where there is /proc (Linux); elsewhere the process reports it',
    },
    RecursiveLoop: { kind: 'not-enforced', why: 'functions that invoke one another for ever are not noticed' },
    ReservedConcurrentExecutions: {
      kind: 'approximated',
      how: 'refuses beyond it as AWS does; of those, 8 run at once',
    },
    RuntimeManagementConfig: { kind: 'not-enforced', why: 'functions run on the Node.js of this machine' },
    TracingConfig: { kind: 'not-enforced', why: 'the trace header is passed on, and no trace is sent anywhere' },
  },
  declare(declaration, { lambda }) {
    const { properties } = declaration;
    const name = properties.FunctionName ?? physicalName(declaration, 64);
    const logging = properties.LoggingConfig ?? loggingConfig.parse({});
    const arn = lambda.declareFunction({
      name,
      roleArn: properties.Role,
      assetKey: properties.Code.S3Key,
      handler: properties.Handler,
      variables: properties.Environment?.Variables ?? {},
      timeoutSeconds: properties.Timeout,
      memoryMegabytes: properties.MemorySize,
      reservedConcurrency: properties.ReservedConcurrentExecutions,
      storageMegabytes: properties.EphemeralStorage?.Size ?? 512,
      deadLetterArn: properties.DeadLetterConfig?.TargetArn,
      description: properties.Description,
      logging: {
        format: logging.LogFormat,
        logGroup: logging.LogGroup ?? `/aws/lambda/${name}`,
        applicationLevel: logging.ApplicationLogLevel,
        systemLevel: logging.SystemLogLevel,
      },
    });
    return { ref: name, attributes: { Arn: arn } };
  },
});
