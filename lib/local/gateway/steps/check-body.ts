import { type Exchange, routeOf } from '../exchange.ts';
import type { GatewayParts } from '../gateway-parts.ts';
import { mediaTypeOf } from '../messages/binary-media-types.ts';
import { valuesOf } from '../received-request.ts';
import { Refusal } from '../refusal.ts';

/**
 * Checks the body against the method's model for its media type. As on AWS, a media type without a model is not
 * checked at all, unless there is a model for `$default`; the handler is the one that refuses those.
 */
export function checkBody(exchange: Exchange, { bodyValidators }: GatewayParts): void {
  const { validator, models } = routeOf(exchange).method;
  if (!validator?.body) return;
  const model =
    models.get(mediaTypeOf(valuesOf(exchange.request.headers, 'content-type')[0])) ?? models.get('$default');
  if (model === undefined) return;
  const faults = bodyValidators.check(exchange.api, model, parseBody(exchange.request.body));
  if (faults !== undefined) throw new Refusal('BAD_REQUEST_BODY', { validationErrors: faults });
}

/** No body counts as an empty object. */
function parseBody(body: Buffer | undefined): unknown {
  try {
    return JSON.parse(body?.toString('utf8') || '{}');
  } catch {
    throw new Refusal('BAD_REQUEST_BODY', { validationErrors: '[the body is not JSON]' });
  }
}
