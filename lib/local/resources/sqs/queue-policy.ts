import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';

/** Who may do what with queues, beside what their own policies let roles do. */
export const queuePolicy = resourceType({
  type: 'AWS::SQS::QueuePolicy',
  properties: z.strictObject({
    Queues: z.array(z.string().min(1)).min(1),
    PolicyDocument: z.record(z.string(), z.json()),
  }),
  enforcement: { kind: 'enforced' },
  declare({ logicalId, uniqueSuffix, properties: { Queues, PolicyDocument } }, { sqs }) {
    for (const url of Queues) sqs.declareQueuePolicy(url, PolicyDocument);
    const id = `${logicalId}-${uniqueSuffix}`;
    return { ref: id, attributes: { Id: id } };
  },
});
