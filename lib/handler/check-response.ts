import { INVALID, type Validator } from '../contract/index.ts';
import { BrokenPromise } from './broken-promise.ts';
import type { Call } from './call.ts';
import type { Reply } from './reply.ts';

/**
 * The body to send, as the contract's schema parses it: the one of the caller's role, where roles see different things.
 *
 * @throws BrokenPromise when the contract lacks the status, or the body has a field too many or a wrong one: the caller
 * then gets a 500 and none of it.
 */
export function checkResponse({ promised: { validators }, view }: Call, reply: Reply): unknown {
  const seen = view === undefined ? undefined : validators.views[view]?.responses;
  const validator = seen?.[reply.status] ?? validators.responses[reply.status];
  if (validator === undefined) throw new BrokenPromise(reply.status, []);
  if (validator === null) {
    if (reply.body === null) return null;
    throw new BrokenPromise(reply.status, ['']);
  }
  const body = validator.parse(reply.body);
  if (body !== INVALID) return body;
  return explain(validator, reply);
}

async function explain(validator: Validator, reply: Reply): Promise<never> {
  const faults = await validator.explain(reply.body);
  throw new BrokenPromise(
    reply.status,
    faults.map(({ pointer }) => pointer),
  );
}
