import type { RestApi } from '../rest-api.ts';

/** Whether a `Content-Type` or `Accept` names a media type that the API treats as binary. */
export function isBinary({ binaryMediaTypes }: Pick<RestApi, 'binaryMediaTypes'>, header: string | undefined): boolean {
  const type = mediaTypeOf(header);
  return binaryMediaTypes.some((binary) => binary === '*/*' || binary === type || binary === `${type.split('/')[0]}/*`);
}

/** `application/json` of `application/json; charset=utf-8`, and where there is no header at all. */
export const mediaTypeOf = (header: string | undefined): string =>
  (header ?? 'application/json').split(/[;,]/)[0]?.trim().toLowerCase() ?? '';
