import * as z from 'zod';
import { AwsError } from '../../aws-service.ts';
import type { Engine } from '../engine.ts';
import type { Operation } from '../operation.ts';
import { readInput, secretId } from '../read-input.ts';
import { assertNotPublic, declareSecretPolicy } from '../resource-policy.ts';

const input = z.strictObject({ SecretId: secretId.optional(), ResourcePolicy: z.string().min(1).max(20_480) });

/** Whether `PutResourcePolicy` would take the policy; changes nothing. */
export const validateResourcePolicy: Operation = {
  name: 'ValidateResourcePolicy',
  on: 'secret',
  run: (engine, request) => {
    const { ResourcePolicy: policy, SecretId: id } = readInput(input, request);
    if (id !== undefined) engine.catalog.find(id);
    const errors = [
      { CheckName: 'POLICY_SYNTAX', error: refusalOf(() => checkSyntax(engine, policy)) },
      { CheckName: 'PUBLIC_POLICY', error: refusalOf(() => assertNotPublic(policy)) },
    ].flatMap(({ CheckName, error }) => (error === undefined ? [] : [{ CheckName, ErrorMessage: error.message }]));
    return { PolicyValidationPassed: errors.length === 0, ValidationErrors: errors };
  },
};

const checkSyntax = ({ iam, catalog }: Engine, policy: string): void => {
  const nobody = catalog.arnOfSecret('validated');
  declareSecretPolicy(iam, nobody, policy);
  iam.removeResourcePolicy(nobody);
};

const refusalOf = (check: () => void): AwsError | undefined => {
  try {
    check();
    return undefined;
  } catch (error) {
    // Text that is no JSON is told by the check of the syntax.
    return error instanceof AwsError ? error : undefined;
  }
};
