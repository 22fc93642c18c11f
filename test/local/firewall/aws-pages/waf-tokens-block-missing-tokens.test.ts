import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byteMatch, groupRule, managed, rule } from '../firewall-under-test.ts';
import { deciding, header, label, type Parts } from './deciding.ts';

describe('waf-tokens-block-missing-tokens', () => {
  it('log-ins without a token are refused behind the group that looks for one', () => {
    const config = {
      LoginPath: '/web/login',
      RequestInspection: {
        PayloadType: 'JSON',
        UsernameField: { Identifier: '/form/username' },
        PasswordField: { Identifier: '/form/password' },
      },
    };
    const group = managed('ATPRuleSet', { ManagedRuleGroupConfigs: [{ AWSManagedRulesATPRuleSet: config }] });
    const require = {
      AndStatement: {
        Statements: [
          label('awswaf:managed:token:absent'),
          byteMatch({ UriPath: {} }, '/web/login', { PositionalConstraint: 'STARTS_WITH' }),
          byteMatch({ Method: {} }, 'POST', { PositionalConstraint: 'EXACTLY' }),
        ],
      },
    };
    const { endedBy } = deciding([groupRule(group), rule(require, { Name: 'RequireTokenForLogins' })]);
    const login: Parts = { uriPath: '/web/login', method: 'POST' };
    assert.equal(endedBy(login), 'RequireTokenForLogins');
    assert.equal(endedBy({ ...login, method: 'GET' }), 'Default_Action');
    assert.equal(
      endedBy({ ...login, ...header('cookie', 'aws-waf-token=x') }),
      'Default_Action',
      'it is there, and rejected',
    );
  });
});
