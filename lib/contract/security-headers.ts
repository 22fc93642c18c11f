/**
 * Headers of every answer, the gateway's own and the handlers' alike: nothing is cached, sniffed, framed, referred to or
 * run, and browsers come back by HTTPS only (OWASP REST Security Cheat Sheet, "Security headers").
 */
export const securityHeaders = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains; preload',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
} as const satisfies Readonly<Record<string, string>>;
