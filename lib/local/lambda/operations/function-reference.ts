import { AwsError } from '../../aws-service.ts';
import { arnOf, type LocalEnvironment } from '../../environment.ts';
import type { FunctionUnit } from '../function-unit.ts';

/** A name, `account:function:name` or an ARN, each perhaps with `:qualifier`. */
const pattern =
  /^(?:(?:arn:[\w-]+:lambda:(?<region>[a-z0-9-]+):)?(?<account>\d{12}):)?(?:function:)?(?<name>[\w-]{1,64})(?::(?<qualifier>\$LATEST|[\w-]+))?$/;

export interface FunctionReference {
  /** Without a qualifier, as functions are declared and policies speak of them. */
  readonly arn: string;
  readonly qualifier: string;
}

/** @throws AwsError `InvalidParameterValueException` for another form */
export const parseFunctionReference = (
  text: string,
  qualifier: string | null,
  environment: LocalEnvironment,
): FunctionReference => {
  const groups = pattern.exec(text)?.groups;
  const { region = environment.region, account = environment.accountId, name } = groups ?? {};
  if (name === undefined) {
    throw new AwsError('InvalidParameterValueException', `${text} is not the name or the ARN of a function`);
  }
  if (qualifier !== null && groups?.['qualifier'] !== undefined && qualifier !== groups['qualifier']) {
    throw new AwsError(
      'InvalidParameterValueException',
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  }
  const arn = arnOf({ ...environment, region, accountId: account }, 'lambda', `function:${name}`);
  return { arn, qualifier: qualifier ?? groups?.['qualifier'] ?? '$LATEST' };
};

/** @throws AwsError `ResourceNotFoundException` when there is no such function, or no such version or alias of it */
export const functionAt = (
  { arn, qualifier }: FunctionReference,
  functions: ReadonlyMap<string, FunctionUnit>,
): FunctionUnit => {
  const found = qualifier === '$LATEST' ? functions.get(arn) : undefined;
  if (found === undefined) {
    const name = qualifier === '$LATEST' ? arn : `${arn}:${qualifier}`;
    throw new AwsError('ResourceNotFoundException', `Function not found: ${name}`, {
      status: 404,
      fields: { Type: 'User' },
    });
  }
  return found;
};
