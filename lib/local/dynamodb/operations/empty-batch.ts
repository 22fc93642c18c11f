import type { AwsError } from '../../aws-service.ts';
import { validationError } from '../errors.ts';

/** The refusal of a batch that names no table. */
export const emptyBatch = (): AwsError =>
  validationError(
    "1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: " +
      'Member must have length greater than or equal to 1',
  );
