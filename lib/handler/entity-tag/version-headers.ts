import { headers } from '../../contract/index.ts';
import { BrokenPromise } from '../broken-promise.ts';
import type { Call } from '../call.ts';
import type { Reply } from '../reply.ts';
import { toEntityTag } from './entity-tag.ts';

/**
 * The `ETag` of an answer whose contract shows versions.
 *
 * @throws BrokenPromise where the implementation does not say which version it answers.
 */
export function versionHeaders({ promised: { endpoint } }: Call, { status, body, version }: Reply) {
  if (endpoint.version === 'none' || (body === null && version === undefined)) return {};
  if (version === undefined || !Number.isSafeInteger(version) || version < 0) throw new BrokenPromise(status, []);
  return { [headers.etag]: toEntityTag(version) };
}
