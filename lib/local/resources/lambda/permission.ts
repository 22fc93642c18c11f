import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';

/** Lets a service invoke a function. `Ref` is the statement's id. */
export const permission = resourceType({
  type: 'AWS::Lambda::Permission',
  properties: z.strictObject({
    Action: z.literal('lambda:InvokeFunction'),
    FunctionName: z.string(),
    Principal: z
      .string()
      .regex(/^[a-z0-9-]+\.amazonaws\.com$/, { error: 'only services of AWS invoke functions here' }),
    SourceAccount: z.string().optional(),
    SourceArn: z.string().optional(),
  }),
  enforcement: { kind: 'enforced' },
  declare({ logicalId, uniqueSuffix, properties: { FunctionName, Principal, SourceAccount, SourceArn } }, { lambda }) {
    lambda.declarePermission({
      functionArn: lambda.arnOf(FunctionName),
      principal: Principal,
      sourceAccount: SourceAccount,
      sourceArn: SourceArn,
    });
    const id = `${logicalId}-${uniqueSuffix}`;
    return { ref: id, attributes: { Id: id } };
  },
});
