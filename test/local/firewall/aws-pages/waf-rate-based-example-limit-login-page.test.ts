import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byteMatch, rule } from '../firewall-under-test.ts';
import { deciding, header } from './deciding.ts';

const rate = (more: object) => ({ RateBasedStatement: { Limit: 100, EvaluationWindowSec: 300, ...more } });
const onLogin = byteMatch({ UriPath: {} }, '/login', { PositionalConstraint: 'STARTS_WITH' });
const login = (clientIp: string, agent: string) => ({
  uriPath: '/login/now',
  clientIp,
  ...header('user-agent', agent),
});

describe('waf-rate-based-example-limit-login-page', () => {
  it('all log-ins together, and nothing else', () => {
    const { passing } = deciding([rule(rate({ AggregateKeyType: 'CONSTANT', ScopeDownStatement: onLogin }))]);
    assert.equal(passing(60, login('192.0.2.1', 'a')) + passing(60, login('192.0.2.2', 'b')), 100);
    assert.equal(passing(120, { uriPath: '/accounts' }), 120);
  });
});
