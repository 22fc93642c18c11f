import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createPermissions } from '../../../lib/local/lambda/permissions.ts';
import { invokeTrigger } from '../../../lib/local/runtime/invoke-trigger.ts';
import { testEnvironment } from '../support/environment.ts';

const functionArn = 'arn:aws:lambda:eu-central-1:123456789012:function:trigger';
const poolArn = (id: string) => `arn:aws:cognito-idp:eu-central-1:123456789012:userpool/${id}`;

/** As much of the Lambda service as a trigger is invoked by. */
function lambdaFor(principal: string, sourceArn: string) {
  const permissions = createPermissions();
  permissions.add({ functionArn, principal, sourceArn, sourceAccount: undefined });
  return {
    mayInvoke: permissions.allow,
    invoke: async () => ({ kind: 'returned', payload: 'done' }) as const,
  } as unknown as Parameters<typeof invokeTrigger>[0]['lambda'];
}

const trigger = (principal: string, sourceArn: string) =>
  invokeTrigger({ lambda: lambdaFor(principal, sourceArn), environment: testEnvironment('') }, functionArn, {
    userPoolId: 'eu-central-1_aaaaaaaaa',
  });

describe('a trigger', () => {
  it('is invoked by the pool that the permission of its function names', async () => {
    assert.equal(await trigger('cognito-idp.amazonaws.com', poolArn('eu-central-1_aaaaaaaaa')), 'done');
  });

  it('is refused to another pool, and to a pool without permission', async () => {
    await assert.rejects(trigger('cognito-idp.amazonaws.com', poolArn('eu-central-1_bbbbbbbbb')), /no permission lets/);
    await assert.rejects(trigger('apigateway.amazonaws.com', poolArn('eu-central-1_aaaaaaaaa')), /no permission lets/);
  });
});
