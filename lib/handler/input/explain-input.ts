import { headers, type InputFault, type RequestPart } from '../../contract/index.ts';
import type { Call, InputValues } from '../call.ts';
import { isAbsent } from './is-absent.ts';

/** More faults than these help nobody, and an answer must not grow with the request. */
const mostFaults = 50;
const longestPointer = 200;

const parts: readonly RequestPart[] = ['path', 'query', 'headers', 'body'];

/** Every fault of a request that was refused: `/body/amount`, `/query/limit`; at most 50. */
export async function explainInput(
  call: Call,
  values: InputValues,
  repeated: readonly string[],
): Promise<readonly InputFault[]> {
  const faults = repeated.map((name) => ({ pointer: `/query/${name}`, detail: 'may be given once only' }));
  if (lacksIdempotencyKey(call)) {
    faults.push({
      pointer: `/headers/${headers.idempotencyKey}`,
      detail: 'is required: 1 to 128 printable characters',
    });
  }
  for (const part of parts) {
    for (const { pointer, detail } of await faultsOf(call, part, values[part])) {
      faults.push({ pointer: `/${part}${pointer}`.slice(0, longestPointer), detail });
    }
  }
  return faults.slice(0, mostFaults);
}

export const lacksIdempotencyKey = ({ promised, idempotencyKey }: Call): boolean =>
  promised.endpoint.idempotency === 'required' && idempotencyKey === undefined;

function faultsOf({ promised }: Call, part: RequestPart, value: unknown) {
  const validator = promised.validators.request[part];
  if (validator !== undefined) return validator.explain(value);
  return isAbsent(value) ? [] : [{ pointer: '', detail: 'is not part of the contract' }];
}
