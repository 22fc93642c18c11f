import * as z from 'zod';
import { arnOf } from '../../environment.ts';
import { resourceType } from '../../resource-type.ts';
import { physicalName } from '../physical-name.ts';

/** `Ref` is the group's name. What would go to it goes to a file for each function, API or firewall. */
export const logGroup = resourceType({
  type: 'AWS::Logs::LogGroup',
  properties: z.strictObject({
    KmsKeyId: z.string().optional(),
    LogGroupClass: z.literal('STANDARD').optional(),
    LogGroupName: z
      .string()
      .regex(/^[\w./#-]{1,512}$/)
      .optional(),
    RetentionInDays: z.int().min(1).max(3_653).optional(),
    Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
  }),
  enforcement: { kind: 'approximated', how: 'lines go to files in the state folder, readable by their owner only' },
  lesser: {
    KmsKeyId: { kind: 'not-enforced', why: 'log files are not encrypted' },
    RetentionInDays: {
      kind: 'approximated',
      how: 'lines of functions go between one and two retentions after they were written; other logs are kept',
    },
  },
  declare(declaration, { environment, lambda }) {
    const name = declaration.properties.LogGroupName ?? physicalName(declaration, 512);
    lambda.declareLogGroup(name, declaration.properties.RetentionInDays);
    return { ref: name, attributes: { Arn: arnOf(environment, 'logs', `log-group:${name}:*`) } };
  },
});
