import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { securityHeaders } from '../../lib/contract/index.ts';

describe('the security headers', () => {
  it('are those of the OWASP cheat sheet for REST, each with the value that refuses most', () => {
    assert.deepEqual(securityHeaders, {
      'Cache-Control': 'no-store',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Referrer-Policy': 'no-referrer',
      'Strict-Transport-Security': 'max-age=63072000; includeSubDomains; preload',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
    });
  });
});
