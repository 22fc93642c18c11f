import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';

/** Puts an API key into a usage plan. `Ref` is `<key id>:<plan id>`. */
export const usagePlanKey = resourceType({
  type: 'AWS::ApiGateway::UsagePlanKey',
  properties: z.strictObject({ KeyId: z.string(), KeyType: z.literal('API_KEY'), UsagePlanId: z.string() }),
  enforcement: { kind: 'enforced' },
  declare({ properties: { KeyId, UsagePlanId } }, { gateway }) {
    gateway.declareUsagePlanKey(UsagePlanId, KeyId);
    const id = `${KeyId}:${UsagePlanId}`;
    return { ref: id, attributes: { Id: id } };
  },
});
