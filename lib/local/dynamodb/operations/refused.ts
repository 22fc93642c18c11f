import { AwsError } from '../../aws-service.ts';
import type { Operation } from './operation.ts';
import { rightTo } from './rights.ts';

/** Tables are what the template says: nothing else makes, changes or deletes one. */
const refusedNames = ['CreateTable', 'UpdateTable', 'DeleteTable', 'UpdateTimeToLive'];

/** Operations that are refused with a reason. Every other that is not there is refused by its name alone. */
export const refused: readonly Operation[] = refusedNames.map((name) => ({
  name,
  rights: (engine, request) => [rightTo(engine, name, request)],
  run: () => {
    throw new AwsError(
      'UnknownOperationException',
      `The local DynamoDB does not do ${name}: its tables are those of the template. Change the template instead.`,
    );
  },
}));
