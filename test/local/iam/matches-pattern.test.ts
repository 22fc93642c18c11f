import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { matchesArn, matchesPattern } from '../../../lib/local/iam/index.ts';

const alphabet = fc.constantFrom('a', 'b', '*', '?', ':', '.');
const text = fc.string({ unit: alphabet, maxLength: 12 });

describe('an IAM pattern', () => {
  it('matches what the regular expression of the same meaning matches', () => {
    fc.assert(
      fc.property(text, text, (value, pattern) => {
        const source = [...pattern].map((c) => (c === '*' ? '.*' : c === '?' ? '.' : c.replace('.', '\\.'))).join('');
        assert.equal(matchesPattern(value, pattern), new RegExp(`^${source}$`, 's').test(value));
      }),
    );
  });

  it('is decided in a moment, however many wildcards it has', () => {
    assert.equal(matchesPattern('a'.repeat(5_000), `${'*a'.repeat(200)}b`), false);
  });
});

describe('an ARN pattern', () => {
  it('matches part by part, so that a wildcard does not reach beyond a colon', () => {
    const arn = 'arn:aws:execute-api:eu-central-1:123456789012:abc/prod/GET/me';
    assert.equal(matchesArn(arn, 'arn:aws:execute-api:eu-central-1:123456789012:abc/*/GET/me'), true);
    assert.equal(matchesArn(arn, 'arn:*:*:*:*:*'), true);
    assert.equal(matchesArn(arn, 'arn:aws:execute-api:*'), false);
    assert.equal(matchesArn(arn, 'arn:aws:execute-api:eu-central-1:123456789012:abd/*'), false);
  });

  it('keeps the colons of the resource in it', () => {
    const arn = 'arn:aws:logs:eu-central-1:123456789012:log-group:bank:stream:1';
    assert.equal(matchesArn(arn, 'arn:aws:logs:eu-central-1:123456789012:log-group:bank:*'), true);
    assert.equal(matchesArn(arn, 'arn:aws:logs:eu-central-1:123456789012:log-group:other:*'), false);
  });
});
