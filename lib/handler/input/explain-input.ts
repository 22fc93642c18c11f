import { headers, type InputFault, type RequestPart } from '../../contract/index.ts';
import type { Call, InputValues } from '../call.ts';
import { isAbsent } from './is-absent.ts';
import { requestValidator } from './request-validator.ts';

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
  const faults = repeated.map((name) => ({
    pointer: `/query/${escapePointer(name)}`,
    detail: 'may be given once only',
  }));
  if (lacksIdempotencyKey(call)) {
    faults.push({
      pointer: `/headers/${headers.idempotencyKey}`,
      detail: 'must be a key of 1 to 128 printable characters',
    });
  }
  for (const part of parts) {
    const validator = requestValidator(call, part);
    // Nothing is awaited where nothing is declared: most requests have one part only.
    const found = validator === undefined ? undeclared(part, values[part]) : await validator.explain(values[part]);
    for (const { pointer, detail } of found) {
      faults.push({ pointer: `/${part}${pointer}`, detail });
    }
  }
  return faults
    .slice(0, mostFaults)
    .map(({ pointer, detail }) => ({ pointer: pointer.slice(0, longestPointer), detail }));
}

/** Whether the key is missing where it is required, or is none where it was sent. */
export const lacksIdempotencyKey = ({ promised: { endpoint }, headers: sent, idempotencyKey }: Call): boolean =>
  idempotencyKey === undefined &&
  (endpoint.idempotency === 'required' || (endpoint.idempotency === 'offered' && sent.has(headers.idempotencyKey)));

/** A part without a schema must hold nothing; of a query, every parameter is a fault of its own. */
function undeclared(part: RequestPart, value: unknown): readonly InputFault[] {
  if (isAbsent(value)) return [];
  const names = part === 'query' && typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const pointers = names.length === 0 ? [''] : names.map((name) => `/${escapePointer(name)}`);
  return pointers.map((pointer) => ({ pointer, detail: 'is not part of the contract' }));
}

/** RFC 6901 §3. */
const escapePointer = (token: string) => token.replaceAll('~', '~0').replaceAll('/', '~1');
