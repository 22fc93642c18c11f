import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { evaluatePolicy, policyDocument } from '../../../lib/local/gateway/authorizers/policy.ts';

const arn = 'arn:aws:execute-api:eu-central-1:123456789012:abc/live/GET/accounts/7';
const decide = (...statements: readonly object[]) =>
  evaluatePolicy(policyDocument.parse({ Statement: statements }), arn);
const allow = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' };

describe("an authorizer's policy", () => {
  it('allows what a statement names', () => {
    assert.equal(decide(allow), 'allow');
    assert.equal(decide({ ...allow, Resource: [arn] }), 'allow');
    assert.equal(
      decide({ ...allow, Action: ['execute-api:invoke'], Resource: 'arn:aws:execute-api:*:*:abc/*/GET/*' }),
      'allow',
    );
  });

  it('refuses in silence what no statement names', () => {
    assert.equal(decide({ ...allow, Resource: `${arn}1` }), 'implicit-deny');
    assert.equal(decide({ ...allow, Resource: arn.slice(0, -1) }), 'implicit-deny');
    assert.equal(decide({ ...allow, Action: 'execute-api:InvalidateCache' }), 'implicit-deny');
    assert.equal(decide({ ...allow, Resource: arn.toUpperCase() }), 'implicit-deny');
  });

  it('refuses what a Deny names, before or after an Allow', () => {
    const deny = { ...allow, Effect: 'Deny' };
    assert.equal(decide(allow, deny), 'explicit-deny');
    assert.equal(decide(deny, allow), 'explicit-deny');
  });

  it('matches wildcards as a regular expression does', () => {
    const letters = fc.stringMatching(/^[ab/*?]{0,8}$/);
    fc.assert(
      fc.property(letters, fc.stringMatching(/^[ab/]{0,8}$/), (pattern, text) => {
        const expected = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(text);
        const policy = policyDocument.parse({ Statement: { ...allow, Resource: pattern } });
        assert.equal(evaluatePolicy(policy, text), expected ? 'allow' : 'implicit-deny');
      }),
    );
  });
});
