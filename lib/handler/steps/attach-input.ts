import { INVALID, type RequestPart } from '../../contract/index.ts';
import type { Call, InputValues, Step } from '../call.ts';
import { explainInput, lacksIdempotencyKey } from '../input/explain-input.ts';
import { inputValues, repeatedParameters } from '../input/input-values.ts';
import { isAbsent } from '../input/is-absent.ts';
import { requestValidator } from '../input/request-validator.ts';
import { standardProblem } from '../problem.ts';

/**
 * Validates path, query, headers and body by the contract. A sound request costs one pass of compiled code; only one that
 * is refused pays for the explanation, which lists every fault of every part.
 */
export const attachInput: Step = (call) => {
  const values = inputValues(call);
  const repeated = repeatedParameters(call);
  const input = repeated.length > 0 || lacksIdempotencyKey(call) ? undefined : parsed(call, values);
  if (input === undefined) return refuse(call, values, repeated);
  call.input = input;
  return undefined;
};

function parsed(call: Call, values: InputValues): InputValues | undefined {
  const path = parsedPart(call, 'path', values.path);
  const query = parsedPart(call, 'query', values.query);
  const headers = parsedPart(call, 'headers', values.headers);
  const body = parsedPart(call, 'body', values.body);
  const sound = path !== INVALID && query !== INVALID && headers !== INVALID && body !== INVALID;
  return sound ? { path, query, headers, body } : undefined;
}

/** A part without a schema must hold nothing. */
function parsedPart(call: Call, part: RequestPart, value: unknown): unknown {
  const validator = requestValidator(call, part);
  if (validator !== undefined) return validator.parse(value);
  return isAbsent(value) ? value : INVALID;
}

async function refuse(call: Call, values: InputValues, repeated: readonly string[]): Promise<never> {
  throw standardProblem('invalid-request', await explainInput(call, values, repeated));
}
