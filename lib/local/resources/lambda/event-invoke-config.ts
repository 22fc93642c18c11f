import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';

/** What outcomes are sent to here; a bucket is refused. */
const destination = z.strictObject({
  Destination: z.string().regex(/^arn:[\w-]+:(lambda|sqs|sns|events):/, {
    error: 'only functions, queues, topics and event buses are destinations here',
  }),
});

/** How the asynchronous invocations of a function are retried, and where their outcomes go. */
export const eventInvokeConfig = resourceType({
  type: 'AWS::Lambda::EventInvokeConfig',
  properties: z.strictObject({
    DestinationConfig: z
      .strictObject({ OnFailure: destination.optional(), OnSuccess: destination.optional() })
      .optional(),
    FunctionName: z.string(),
    MaximumEventAgeInSeconds: z.int().min(60).max(21_600).optional(),
    MaximumRetryAttempts: z.int().min(0).max(2).optional(),
    Qualifier: z.literal('$LATEST'),
  }),
  enforcement: { kind: 'enforced' },
  declare({ logicalId, uniqueSuffix, properties }, { lambda }) {
    const { DestinationConfig: { OnSuccess, OnFailure } = {} } = properties;
    lambda.declareEventInvokeConfig(lambda.arnOf(properties.FunctionName), {
      maximumEventAgeSeconds: properties.MaximumEventAgeInSeconds,
      maximumRetryAttempts: properties.MaximumRetryAttempts,
      onSuccess: OnSuccess?.Destination,
      onFailure: OnFailure?.Destination,
    });
    return { ref: `${logicalId}-${uniqueSuffix}`, attributes: {} };
  },
});
