/**
 * What a custom response may answer.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/customizing-the-response-status-codes.html
 */
export const responseCodes: ReadonlySet<number> = new Set([
  ...[200, 201, 202, 204, 206],
  ...[300, 301, 302, 303, 304, 307, 308],
  ...[400, 401, 403, 404, 405, 408, 409, 411, 412, 413, 414, 415, 416, 421, 429],
  ...[500, 501, 502, 503, 504, 505],
]);
