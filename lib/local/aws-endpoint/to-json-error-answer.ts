import type { AwsError } from '../aws-service.ts';
import type { Answer } from './protocol.ts';

/** An error as the JSON protocols answer it: the code in the body and, without its namespace, in a header. */
export const toJsonErrorAnswer = ({ code, message, status, fields }: AwsError): Answer => ({
  status,
  headers: {
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-errortype': code.slice(code.lastIndexOf('#') + 1),
  },
  body: JSON.stringify({ ...fields, __type: code, message }),
});
