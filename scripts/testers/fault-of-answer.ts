import type { Target } from './tester.ts';

interface FuzzedAnswer {
  readonly code: number;
  readonly method: string;
  readonly url: string;
  /** Response headers, a line each, and the content behind a ` | `. */
  readonly payload: string;
}

const isProblem = /^content-type: application\/problem\+json$/im;
/** AWS WAF knows no other media type, and sends no request id but in a header. */
const isProblemOfFirewall = /^content-type: application\/json$[\s\S]*"type":\s*"urn:portcullis:problem:/im;
/** An answer to HEAD has no body. */
const isHeadOfFirewall = /^content-type: application\/json$[\s\S]*^x-content-type-options: nosniff$/im;

/** What an answer gives away that it should not. */
export function faultOfAnswer(
  { isDeclared, isBehindFirewall }: Pick<Target, 'isDeclared' | 'isBehindFirewall'>,
  { code, method, url, payload }: FuzzedAnswer,
): string | undefined {
  if (code >= 500) return 'a failure of the server';
  if (code < 400) {
    const { pathname } = new URL(url);
    return isDeclared(method, pathname) ? undefined : 'answered, and no contract declares it';
  }
  if (isProblem.test(payload)) return undefined;
  const ofFirewall = method === 'HEAD' ? isHeadOfFirewall : isProblemOfFirewall;
  return isBehindFirewall && ofFirewall.test(payload) ? undefined : 'refused without a problem document';
}
