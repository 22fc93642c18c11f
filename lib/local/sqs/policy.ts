import type { Json } from '../json.ts';
import { invalidAttribute } from './errors.ts';
import type { Engine } from './operation.ts';
import type { QueueAttributes } from './queue-attributes.ts';

/**
 * Puts the policy of a queue in force, or takes it away.
 *
 * @throws AwsError `InvalidAttributeValue` for a policy that cannot be evaluated
 */
export const policyOf = (
  { iam }: Pick<Engine, 'iam'>,
  resourceArn: string,
  { Policy: text }: QueueAttributes,
): void => {
  if (text === undefined) {
    iam.removeResourcePolicy(resourceArn);
    return;
  }
  const document: Json = JSON.parse(text); // the attribute was checked to be JSON
  try {
    iam.declareResourcePolicy({ resourceArn, document, authority: 'shared' });
  } catch {
    throw invalidAttribute('Policy');
  }
};
