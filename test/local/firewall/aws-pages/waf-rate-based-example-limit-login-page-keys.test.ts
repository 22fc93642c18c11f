import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byteMatch, none, rule } from '../firewall-under-test.ts';
import { deciding, header } from './deciding.ts';

const rate = (more: object) => ({ RateBasedStatement: { Limit: 100, EvaluationWindowSec: 300, ...more } });
const custom = (...CustomKeys: readonly object[]) => ({ AggregateKeyType: 'CUSTOM_KEYS', CustomKeys });
const onLogin = byteMatch({ UriPath: {} }, '/login', { PositionalConstraint: 'STARTS_WITH' });
const login = (clientIp: string, agent: string) => ({
  uriPath: '/login/now',
  clientIp,
  ...header('user-agent', agent),
});

describe('waf-rate-based-example-limit-login-page-keys', () => {
  it('log-ins by address and user agent', () => {
    const agent = { Header: { Name: 'User-Agent', TextTransformations: none } };
    const { passing } = deciding([rule(rate({ ...custom(agent, { IP: {} }), ScopeDownStatement: onLogin }))]);
    assert.equal(passing(120, login('192.0.2.1', 'a')), 100);
    assert.equal(passing(120, login('192.0.2.1', 'b')), 100);
    assert.equal(passing(120, login('192.0.2.2', 'a')), 100);
    assert.equal(passing(120, { ...login('192.0.2.1', 'a'), uriPath: '/accounts' }), 120);
  });
});
