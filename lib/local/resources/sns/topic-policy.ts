import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';

/** Who may do what with topics, beside what their own policies let roles do. */
export const topicPolicy = resourceType({
  type: 'AWS::SNS::TopicPolicy',
  properties: z.strictObject({
    Topics: z.array(z.string().min(1)).min(1),
    PolicyDocument: z.record(z.string(), z.json()),
  }),
  enforcement: { kind: 'enforced' },
  declare({ logicalId, uniqueSuffix, properties: { Topics, PolicyDocument } }, { sns }) {
    for (const arn of Topics) sns.declareTopicPolicy(arn, PolicyDocument);
    const id = `${logicalId}-${uniqueSuffix}`;
    return { ref: id, attributes: { Id: id } };
  },
});
