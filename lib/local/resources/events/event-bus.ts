import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';

/** An event bus beside the default one. `Ref` is its name. */
export const eventBus = resourceType({
  type: 'AWS::Events::EventBus',
  properties: z.strictObject({
    Name: z.string().regex(/^[\w.-]{1,256}$/),
    Description: z.string().optional(),
    Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
  }),
  enforcement: { kind: 'enforced' },
  declare({ properties: { Name } }, { events }) {
    const { arn } = events.declareBus(Name);
    return { ref: Name, attributes: { Arn: arn, Name } };
  },
});
