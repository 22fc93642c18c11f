import type { HttpResponse } from '../../aws-service.ts';
import type { JsonObject } from '../../json.ts';

type Headers = Readonly<Record<string, string>>;

export const jsonResponse = (status: number, body: JsonObject, headers: Headers = {}): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json;charset=UTF-8', 'x-content-type-options': 'nosniff', ...headers },
  body: JSON.stringify(body),
});

/** Answers of the token endpoint are kept by no cache (RFC 6749 §5.1). */
export const unstoredResponse = (status: number, body: JsonObject, headers: Headers = {}): HttpResponse =>
  jsonResponse(status, body, { 'cache-control': 'no-store', pragma: 'no-cache', ...headers });
