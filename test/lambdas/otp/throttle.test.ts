import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { requestOneTimeCode } from '../../../lambdas/otp/request/contract.ts';
import { verifyOneTimeCode } from '../../../lambdas/otp/verify/contract.ts';
import { bankGuards } from '../../../lib/bank/guards.ts';

describe('the throttle of one-time passwords, which all callers share', () => {
  for (const endpoint of [requestOneTimeCode, verifyOneTimeCode]) {
    const guard = bankGuards.find(({ endpoints }) => endpoints.includes(endpoint));
    const { burst, ratePerSecond } = endpoint.limits;

    it(`is not used up by all that the firewall lets one caller send at once: ${endpoint.route}`, () => {
      assert.ok(guard !== undefined && guard.requestsPerFiveMinutes * 2 <= burst);
    });

    it(`is full again long before that caller may send more: ${endpoint.route}`, () => {
      assert.ok(burst / ratePerSecond <= 10, 'AWS WAF looks every ten seconds');
    });
  }
});
