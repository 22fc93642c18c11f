import { headers } from '../../contract/index.ts';
import type { Step } from '../call.ts';
import { matchesContentDigest } from '../http-signature/content-digest.ts';
import { standardProblem } from '../problem.ts';

/**
 * Holds the body against its `Content-Digest` (RFC 9530). A signature covers the digest only, because an authorizer sees no
 * body: who came in by one must send it. A digest that came without need is checked all the same.
 */
export const checkContentDigest: Step = ({ promised: { ways }, event, principal, headers: sent }) => {
  const contentDigest = sent.get(headers.contentDigest);
  const isSigned = ways.schemes.get(principal?.way ?? '')?.some(({ kind }) => kind === 'signature');
  if (contentDigest === undefined && (event.body === null || !isSigned)) return;
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (contentDigest !== undefined && matchesContentDigest(contentDigest, body)) return;
  throw standardProblem('invalid-request', [
    { pointer: `/headers/${headers.contentDigest}`, detail: 'must be there and be the digest of the body' },
  ]);
};
