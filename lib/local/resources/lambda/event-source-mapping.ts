import { createHash } from 'node:crypto';
import * as z from 'zod';
import { arnOf } from '../../environment.ts';
import { resourceType } from '../../resource-type.ts';

const properties = z.strictObject({
  BatchSize: z.int().min(1).max(10_000).optional(),
  BisectBatchOnFunctionError: z.boolean().default(false),
  DestinationConfig: z
    .strictObject({
      OnFailure: z.strictObject({
        Destination: z.string().regex(/^arn:[\w-]+:(sqs|sns):/, {
          error: 'only queues and topics are told of failed batches here',
        }),
      }),
    })
    .optional(),
  Enabled: z.boolean().default(true),
  EventSourceArn: z.string(),
  FilterCriteria: z.strictObject({ Filters: z.array(z.strictObject({ Pattern: z.string() })).default([]) }).optional(),
  FunctionName: z.string(),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).max(1).default([]),
  KmsKeyArn: z.string().optional(),
  MaximumBatchingWindowInSeconds: z.int().min(0).max(300).default(0),
  MaximumRecordAgeInSeconds: z.union([z.literal(-1), z.int().min(60).max(604_800)]).optional(),
  MaximumRetryAttempts: z.int().min(-1).max(10_000).optional(),
  ParallelizationFactor: z.int().min(1).max(10).optional(),
  ScalingConfig: z.strictObject({ MaximumConcurrency: z.int().min(2).max(1_000).optional() }).optional(),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']).optional(),
  Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
});

type Properties = z.output<typeof properties>;

interface Rule {
  readonly message: string;
  readonly isKept: (given: Properties, isStream: boolean) => boolean;
}

/** What belongs to streams alone, of which AWS refuses each for a queue. */
const ofStreams = [
  'MaximumRecordAgeInSeconds',
  'MaximumRetryAttempts',
  'ParallelizationFactor',
  'StartingPosition',
  'DestinationConfig',
] as const;

/** AWS Lambda API Reference, CreateEventSourceMapping. */
const rules: readonly Rule[] = [
  {
    message: 'StartingPosition is needed for a stream',
    isKept: ({ StartingPosition }, isStream) => !isStream || StartingPosition !== undefined,
  },
  ...ofStreams.map((name) => ({
    message: `${name} is for streams only`,
    isKept: (given: Properties, isStream: boolean) => isStream || given[name] === undefined,
  })),
  {
    message: 'BisectBatchOnFunctionError is for streams only',
    isKept: ({ BisectBatchOnFunctionError }, isStream) => isStream || !BisectBatchOnFunctionError,
  },
  {
    message: 'ScalingConfig is for queues only',
    isKept: ({ ScalingConfig }, isStream) => !isStream || ScalingConfig === undefined,
  },
  {
    message: 'a BatchSize of more than 10 needs a MaximumBatchingWindowInSeconds of a queue',
    isKept: ({ BatchSize = 10, MaximumBatchingWindowInSeconds }, isStream) =>
      isStream || BatchSize <= 10 || MaximumBatchingWindowInSeconds > 0,
  },
];

/** Hands the records of a stream or the messages of a queue to a function. `Ref` is its UUID. */
export const eventSourceMapping = resourceType({
  type: 'AWS::Lambda::EventSourceMapping',
  properties,
  enforcement: {
    kind: 'approximated',
    how: 'one batch of a shard or queue at a time, where AWS reads a queue by several',
  },
  lesser: {
    KmsKeyArn: { kind: 'not-enforced', why: 'filters stand in the memory of the local runtime' },
    ParallelizationFactor: {
      kind: 'approximated',
      how: 'one batch of a shard at a time, which keeps more order than AWS',
    },
    ScalingConfig: { kind: 'approximated', how: 'one batch of a queue at a time, which no limit is below' },
  },
  declare({ uniqueSuffix, properties: given }, { environment, lambda, eventSources }) {
    const isStream = given.EventSourceArn.split(':')[2] === 'dynamodb';
    const broken = rules.find(({ isKept }) => !isKept(given, isStream));
    if (broken !== undefined) throw new Error(broken.message);
    const uuid = toUuid(uniqueSuffix);
    eventSources.declareMapping({
      uuid,
      functionArn: lambda.arnOf(given.FunctionName),
      eventSourceArn: given.EventSourceArn,
      enabled: given.Enabled,
      startingPosition: given.StartingPosition,
      batchSize: given.BatchSize ?? (isStream ? 100 : 10),
      windowSeconds: given.MaximumBatchingWindowInSeconds,
      maximumRetryAttempts: given.MaximumRetryAttempts ?? -1,
      maximumRecordAgeSeconds: given.MaximumRecordAgeInSeconds ?? -1,
      bisects: given.BisectBatchOnFunctionError,
      reportsItemFailures: given.FunctionResponseTypes.length > 0,
      filters: given.FilterCriteria?.Filters.map(({ Pattern }) => Pattern) ?? [],
      onFailure: given.DestinationConfig?.OnFailure.Destination,
    });
    const arn = arnOf(environment, 'lambda', `event-source-mapping:${uuid}`);
    return { ref: uuid, attributes: { Id: uuid, EventSourceMappingArn: arn } };
  },
});

/** The same at every start. */
const toUuid = (uniqueSuffix: string): string =>
  createHash('sha256')
    .update(uniqueSuffix)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
