import * as z from 'zod';
import type { Operation } from '../operation.ts';
import { readInput, secretId } from '../read-input.ts';
import { assertNotPublic, declareSecretPolicy } from '../resource-policy.ts';

const input = z.strictObject({
  SecretId: secretId,
  ResourcePolicy: z.string().min(1).max(20_480),
  BlockPublicPolicy: z.boolean().optional(),
});

/** The policy is in force when this is answered. */
export const putResourcePolicy: Operation = {
  name: 'PutResourcePolicy',
  on: 'secret',
  conditions: ({ BlockPublicPolicy: block }) => ({ 'secretsmanager:blockpublicpolicy': [String(block ?? false)] }),
  run: ({ catalog, states, iam }, request) => {
    const members = readInput(input, request);
    const { arn, name } = catalog.find(members.SecretId);
    declareSecretPolicy(iam, `${arn}/validated`, members.ResourcePolicy);
    iam.removeResourcePolicy(`${arn}/validated`);
    if (members.BlockPublicPolicy === true) assertNotPublic(members.ResourcePolicy);
    declareSecretPolicy(iam, arn, members.ResourcePolicy);
    states.set(arn, { policy: members.ResourcePolicy });
    return { ARN: arn, Name: name };
  },
};
