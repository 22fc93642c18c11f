import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';
import { physicalName } from '../physical-name.ts';

const LONGEST_NAME = 64;
const options = z.record(z.string(), z.json()).optional();

/** A set of rules about mails. `Ref` is its name. */
export const configurationSet = resourceType({
  type: 'AWS::SES::ConfigurationSet',
  properties: z.strictObject({
    Name: z
      .string()
      .regex(/^[\w-]{1,64}$/)
      .optional(),
    DeliveryOptions: options,
    ReputationOptions: options,
    SendingOptions: options,
    SuppressionOptions: options,
    TrackingOptions: options,
    VdmOptions: options,
  }),
  enforcement: {
    kind: 'not-enforced',
    why: 'its name is checked; its options concern mails that leave, and none does',
  },
  declare(declaration, { ses }) {
    const name = declaration.properties.Name ?? physicalName(declaration, LONGEST_NAME);
    ses.declareConfigurationSet(name);
    return { ref: name, attributes: {} };
  },
});
