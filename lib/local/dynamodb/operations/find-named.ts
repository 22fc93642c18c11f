import { AwsError } from '../../aws-service.ts';
import type { Engine } from '../engine.ts';
import { resourceNotFound } from '../errors.ts';
import type { Table } from '../table.ts';

/** Control operations name the table that is not there. @throws AwsError `ResourceNotFoundException` */
export const findNamed = ({ catalog }: Engine, nameOrArn: string): Table => {
  try {
    return catalog.find(nameOrArn);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw resourceNotFound(`Requested resource not found: Table: ${catalog.nameOf(nameOrArn)} not found`);
  }
};

/**
 * The same, for who is about to change the table: writes that wait for their turn are done first, because they were
 * prepared for the table as it was.
 */
export const findToChange = (engine: Engine, nameOrArn: string): Table => {
  const table = findNamed(engine, nameOrArn);
  engine.writes.flush();
  return table;
};
