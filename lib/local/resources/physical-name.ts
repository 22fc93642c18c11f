import type { Declaration } from '../resource-type.ts';

/** A name as CloudFormation makes one for a resource that names none: `Stack-LogicalId-suffix`, cut in the middle. */
export const physicalName = (
  { stackName, logicalId, uniqueSuffix }: Pick<Declaration<unknown>, 'stackName' | 'logicalId' | 'uniqueSuffix'>,
  maxLength: number,
): string => `${`${stackName}-${logicalId}`.slice(0, maxLength - uniqueSuffix.length - 1)}-${uniqueSuffix}`;
