import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkRights } from '../../../lib/local/aws-endpoint/check-rights.ts';
import { AwsError } from '../../../lib/local/aws-service.ts';
import type { AccessRequest, Verdict } from '../../../lib/local/iam/index.ts';
import { developer, teller } from './fixture.ts';

const right = { action: 'kms:Decrypt', resource: 'key/1', context: { 'kms:viaservice': ['x'] } };
const by = { policy: 'p', path: undefined, index: 0, sid: undefined };
const allowed: Verdict = { decision: 'allowed', by: [] };

/** What a caller is told, and what IAM was asked. */
const check = (verdict: Verdict, signingName = 'kms', caller = teller.caller) => {
  const asked: AccessRequest[] = [];
  const evaluate = (request: AccessRequest) => {
    // The context is worked out when somebody asks for it.
    asked.push({ ...request, context: request.context ?? {} });
    return verdict;
  };
  const request = { headers: new Map([['user-agent', ['sdk']]]) };
  try {
    checkRights(caller, [right], { iam: { evaluate }, signingName, request });
    return { asked, told: undefined };
  } catch (error) {
    assert.ok(error instanceof AwsError);
    return { asked, told: `${error.code}: ${error.message}` };
  }
};
const who = 'arn:aws:sts::123456789012:assumed-role/teller/transfers';

describe('the rights of a call', () => {
  it('are asked of IAM for the function in its role, with what the service and the request say', () => {
    const { asked, told } = check(allowed);
    assert.equal(told, undefined);
    assert.deepEqual(asked, [
      {
        roleArn: 'arn:aws:iam::123456789012:role/teller',
        functionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:transfers',
        action: 'kms:Decrypt',
        resource: 'key/1',
        context: { 'aws:useragent': ['sdk'], 'kms:viaservice': ['x'] },
      },
    ]);
  });

  it('are refused in the words of AWS, with the kind of policy that said no or had to say yes', () => {
    const because = (verdict: Verdict) => check(verdict).told?.split('resource: key/1 ')[1];
    for (const [kind, article] of [
      ['identity-based policy', 'an'],
      ['resource-based policy', 'a'],
      ['permissions boundary', 'a'],
    ] as const) {
      const missing = because({ decision: 'unmentioned', in: kind });
      assert.equal(missing, `because no ${kind} allows the kms:Decrypt action`);
      assert.equal(because({ decision: 'denied', in: kind, by }), `with an explicit deny in ${article} ${kind}`);
    }
  });

  it('are refused as each service spells it', () => {
    const refused: Verdict = { decision: 'unmentioned', in: 'identity-based policy' };
    const begin = `User: ${who} is not authorized to perform:`;
    assert.ok(check(refused).told?.startsWith(`AccessDeniedException: ${begin} kms:Decrypt on resource: key/1`));
    assert.ok(check(refused, 'sqs').told?.startsWith(`AccessDeniedException: ${begin} kms:decrypt on`));
    assert.ok(check(refused, 'sns').told?.startsWith(`AuthorizationError: ${begin} kms:Decrypt on`));
    const ses = `AccessDeniedException: User \`${who}' is not authorized to perform \`kms:Decrypt' on resource \`key/1'`;
    assert.equal(check(refused, 'ses').told, ses);
  });

  it('are not asked of the developer, and nobody knows an anonymous caller', () => {
    const refused: Verdict = { decision: 'denied', in: 'identity-based policy', by };
    assert.deepEqual(check(refused, 'kms', developer.caller), { asked: [], told: undefined });
    const { asked, told } = check(allowed, 'kms', { kind: 'anonymous' });
    assert.deepEqual(asked, []);
    assert.match(told ?? '', /^AccessDeniedException: User: anonymous is not authorized/);
  });
});
