import type { Step } from '../call.ts';
import { standardProblem } from '../problem.ts';

/** RFC 8259 §11 gives JSON no parameters; clients send a charset all the same, and only UTF-8 is right. */
const json = /^application\/json[ \t]*(?:;[ \t]*charset="?utf-8"?[ \t]*)?$/i;

/** Refuses a body that does not say it is JSON. */
export const checkContentType: Step = ({ headers, event: { body } }) => {
  if (body === null) return;
  if (!json.test(headers.get('content-type') ?? '')) throw standardProblem('unsupported-media-type');
};
