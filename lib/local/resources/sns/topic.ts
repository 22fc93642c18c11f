import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';
import { physicalName } from '../physical-name.ts';
import { given } from './given.ts';

const LONGEST_NAME = 256;

/** A topic, with the subscriptions that stand in it. `Ref` is its ARN. */
export const topic = resourceType({
  type: 'AWS::SNS::Topic',
  properties: z.strictObject({
    TopicName: z
      .string()
      .regex(/^[\w-]{1,256}$/)
      .optional(),
    DisplayName: z.string().max(100).optional(),
    KmsMasterKeyId: z.string().optional(),
    SignatureVersion: z.enum(['1', '2']).optional(),
    TracingConfig: z.enum(['Active', 'PassThrough']).optional(),
    Subscription: z.array(z.strictObject({ Protocol: z.string(), Endpoint: z.string() })).optional(),
    Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
  }),
  enforcement: { kind: 'enforced' },
  lesser: {
    KmsMasterKeyId: {
      kind: 'not-enforced',
      why: 'a topic keeps no message here, and the policy of the KMS key is not asked',
    },
    SignatureVersion: { kind: 'not-enforced', why: 'no message is signed here' },
    TracingConfig: { kind: 'not-enforced', why: 'nothing is traced here' },
  },
  declare(declaration, { sns }) {
    const { TopicName, Subscription = [], Tags = [], ...attributes } = declaration.properties;
    const name = TopicName ?? physicalName(declaration, LONGEST_NAME);
    const tags = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
    const { arn } = sns.declareTopic({ name, attributes: given(attributes), tags });
    for (const [index, { Protocol: protocol, Endpoint: endpoint }] of Subscription.entries()) {
      const id = `${declaration.uniqueSuffix}-${index}`;
      sns.declareSubscription({ id, topicArn: arn, protocol, endpoint, attributes: {} });
    }
    return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
  },
});
