import type { Step } from '../call.ts';
import { standardProblem } from '../problem.ts';

/** Refuses a body of more bytes than the contract allows, before anything reads it. */
export const checkBodySize: Step = ({ promised: { endpoint }, event: { body, isBase64Encoded } }) => {
  if (body === null) return;
  const bytes = Buffer.byteLength(body, isBase64Encoded ? 'base64' : 'utf8');
  if (!(bytes <= endpoint.limits.bodyBytes)) throw standardProblem('body-too-large');
};
