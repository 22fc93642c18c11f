import type { AwsRestService } from '../../aws-service.ts';
import { getFunctionConfiguration } from './get-function-configuration.ts';
import { invoke } from './invoke.ts';
import type { LambdaRoom } from './lambda-room.ts';
import { listFunctions } from './list-functions.ts';

/** Every other operation is refused by its name: the template alone says what functions there are. */
export const lambdaApi = (room: LambdaRoom): AwsRestService => ({
  signingName: 'lambda',
  operations: [invoke(room), getFunctionConfiguration(room), listFunctions(room)],
});
