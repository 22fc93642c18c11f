import type { Right } from '../../aws-service.ts';
import type { JsonObject } from '../../json.ts';
import type { Engine } from '../engine.ts';
import { invalidParameter, resourceNotFound } from '../errors.ts';
import type { Table } from '../table.ts';

/** The right to see or change the tags of what the input names; without a name, of everything. */
export const rightToTags = (action: string, { ResourceArn: arn }: JsonObject): Right => ({
  action: `dynamodb:${action}`,
  resource: typeof arn === 'string' && arn.startsWith('arn:') ? arn : '*',
});

/** @throws AwsError when it is not the ARN of a table that is there */
export const findTagged = ({ catalog }: Engine, arn: string): Table => {
  if (!arn.startsWith('arn:')) throw invalidParameter(`ARNs must start with 'arn:': ${arn}`);
  const table = catalog.tables.find((each) => each.arn === arn);
  // AWS spells it so.
  if (table === undefined) throw resourceNotFound(`Requested resource not found: ResourcArn: ${arn} not found`);
  return table;
};
