import type { RequestPart, Validator } from '../../contract/index.ts';
import type { Call } from '../call.ts';

/** What checks a part of a request: of the body, what the caller's role may set, where roles may set different things. */
export function requestValidator({ promised: { validators }, view }: Call, part: RequestPart): Validator | undefined {
  const settable = part === 'body' && view !== undefined ? validators.views[view]?.body : undefined;
  return settable ?? validators.request[part];
}
