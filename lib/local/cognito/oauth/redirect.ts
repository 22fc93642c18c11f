import type { HttpResponse } from '../../aws-service.ts';

/** Answers that carry people on: kept by no cache, and telling nobody where they came from. */
export const redirect = (
  location: string,
  { status = 302, cookie }: { readonly status?: 302 | 303; readonly cookie?: string | undefined } = {},
): HttpResponse => ({
  status,
  headers: {
    location,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    ...(cookie === undefined ? {} : { 'set-cookie': cookie }),
  },
  body: '',
});

/** An address of a client with parameters added: to its query for a code, to its fragment for tokens (RFC 6749 §4.2.2). */
export function withParameters(
  address: string,
  part: 'query' | 'fragment',
  parameters: Readonly<Record<string, string | number | undefined>>,
): string {
  const added = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) added.set(name, String(value));
  if (part === 'fragment') return `${address}#${added}`;
  return `${address}${address.includes('?') ? '&' : '?'}${added}`;
}
