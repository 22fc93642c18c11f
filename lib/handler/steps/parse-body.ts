import type { Step } from '../call.ts';
import { parseJson } from '../json/parse-json.ts';
import { standardProblem } from '../problem.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads the body as JSON, where there is one. */
export const parseBody: Step = (call) => {
  const { body, isBase64Encoded } = call.event;
  if (body !== null) call.json = parseJson(isBase64Encoded ? decode(body) : body);
};

/** The gateway encodes what it takes for binary; bytes that are not UTF-8 are refused rather than replaced. */
function decode(body: string): string {
  try {
    return utf8.decode(Buffer.from(body, 'base64'));
  } catch {
    throw standardProblem('malformed-json');
  }
}
