import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';
import { given } from './given.ts';

const policy = z.record(z.string(), z.json());

/** A subscription to a topic. `Ref` is its ARN. */
export const subscription = resourceType({
  type: 'AWS::SNS::Subscription',
  properties: z.strictObject({
    TopicArn: z.string().min(1),
    Protocol: z.string().min(1),
    Endpoint: z.string().min(1),
    FilterPolicy: policy.optional(),
    FilterPolicyScope: z.enum(['MessageAttributes', 'MessageBody']).optional(),
    RawMessageDelivery: z.boolean().optional(),
    RedrivePolicy: policy.optional(),
  }),
  enforcement: { kind: 'enforced' },
  declare({ uniqueSuffix, properties: { TopicArn, Protocol, Endpoint, ...attributes } }, { sns }) {
    const { arn } = sns.declareSubscription({
      id: uniqueSuffix,
      topicArn: TopicArn,
      protocol: Protocol,
      endpoint: Endpoint,
      attributes: given(attributes),
    });
    return { ref: arn, attributes: { Arn: arn } };
  },
});
