import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { AwsError } from '../../aws-service.ts';
import { keyOperation } from '../operation.ts';
import { blob } from '../read-input.ts';
import { macMembers, macOf } from './generate-mac.ts';

export const verifyMac = keyOperation({
  name: 'VerifyMac',
  input: z.strictObject({ ...macMembers, Mac: blob(6144) }),
  uses: 'GENERATE_VERIFY_MAC',
  conditions: ({ MacAlgorithm: algorithm }) => ({ 'kms:macalgorithm': [algorithm] }),
  run: (engine, key, { Message: message, MacAlgorithm: algorithm, Mac: mac }) => {
    const expected = macOf(engine, key, algorithm, message);
    if (mac.length !== expected.length || !timingSafeEqual(mac, expected)) {
      throw new AwsError('KMSInvalidMacException', '');
    }
    return { KeyId: key.arn, MacAlgorithm: algorithm, MacValid: true };
  },
});
