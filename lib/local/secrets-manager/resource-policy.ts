import { AwsError } from '../aws-service.ts';
import { isJsonObject, type Json } from '../json.ts';
import type { SecretPolicies } from './engine.ts';

/** @throws AwsError `MalformedPolicyDocumentException` for text that is not JSON or a policy that cannot be evaluated */
export const declareSecretPolicy = (iam: SecretPolicies, resourceArn: string, policy: string, path?: string): void => {
  try {
    const document: Json = JSON.parse(policy);
    iam.declareResourcePolicy({
      resourceArn,
      document,
      authority: 'shared',
      ...(path === undefined ? {} : { path }),
    });
  } catch (error) {
    throw new AwsError(
      'MalformedPolicyDocumentException',
      `This resource policy can't be evaluated: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
};

/** @throws AwsError `PublicPolicyException` for a policy that lets everybody in, on no condition */
export const assertNotPublic = (policy: string): void => {
  const document: unknown = JSON.parse(policy);
  const statements = isJsonObject(document) ? [document['Statement']].flat() : [];
  const isPublic = statements.some(
    (statement) =>
      isJsonObject(statement) &&
      statement['Effect'] === 'Allow' &&
      statement['Condition'] === undefined &&
      ('NotPrincipal' in statement || isEverybody(statement['Principal'])),
  );
  if (isPublic) {
    throw new AwsError(
      'PublicPolicyException',
      'The BlockPublicPolicy parameter is set to true, and the resource policy did not prevent broad access to the secret.',
    );
  }
};

const isEverybody = (principal: Json | undefined): boolean => {
  if (principal === '*') return true;
  return isJsonObject(principal) && [principal['AWS']].flat().includes('*');
};
