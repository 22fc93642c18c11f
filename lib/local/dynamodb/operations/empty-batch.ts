import type { AwsError } from '../../aws-service.ts';
import { validationError } from '../errors.ts';

/** The refusal of a batch that names no table. */
export const emptyBatch = (operation: 'BatchGetItem' | 'BatchWriteItem'): AwsError =>
  validationError(`The requestItems parameter is required for ${operation}`);
