import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { suggestGrant } from '../../../lib/local/access/grant-suggestion.ts';
import { accessFixture, table } from './fixture.ts';

const allow = (Action: string, Resource = table) => ({ Effect: 'Allow', Action, Resource });

describe('a refused right', () => {
  it('is explained once: who, what, on what, the statement that is missing, and how CDK grants it', () => {
    using fixture = accessFixture({ get: [allow('dynamodb:Query')], put: [allow('dynamodb:PutItem')] });
    for (let i = 0; i < 3; i++) assert.equal(fixture.call('get', 'dynamodb:GetItem'), 'unmentioned');
    assert.deepEqual(fixture.hints, [
      [
        'Bank/get/Function may not dynamodb:GetItem on Bank/Ledger/Table: AccessDeniedException, as on AWS.',
        `  No identity-based policy has the statement: {"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"${table}"}`,
        '  In CDK (fn is Bank/get/Function, table is Bank/Ledger/Table):',
        '    table.grantReadData(fn)   or just this right:',
        "    iam.Grant.addToPrincipal({ grantee: fn, actions: ['dynamodb:GetItem'], resourceArns: [table.tableArn] })",
      ].join('\n'),
    ]);
    assert.ok(fixture.log().includes(fixture.hints[0] ?? 'a hint'));
    fixture.call('put', 'dynamodb:GetItem');
    fixture.call('get', 'dynamodb:GetItem', `${table}/index/byOwner`);
    assert.equal(fixture.hints.length, 3);
    assert.match(fixture.hints[2] ?? '', /resourceArns: \[table\.tableArn \+ '\/index\/byOwner'\]/);
  });

  it('names the statement that denies, and offers no grant', () => {
    using fixture = accessFixture({
      get: [allow('*', '*'), { Sid: 'NoDeletes', Effect: 'Deny', Action: 'dynamodb:Delete*', Resource: '*' }],
    });
    assert.equal(fixture.call('get', 'dynamodb:DeleteItem'), 'denied');
    assert.match(
      fixture.hints[0] ?? '',
      /Denied by statement 'NoDeletes' of Bank\/get\/Role\/Rights, of an identity-based policy/,
    );
    assert.doesNotMatch(fixture.hints[0] ?? '', /grantee/);
  });

  it('names a statement that comes near, and an ARN that the template does not have', () => {
    using fixture = accessFixture({ get: [allow('dynamodb:GetItem')] });
    fixture.call('get', 'dynamodb:GetItem', 'arn:aws:dynamodb:eu-central-1:123456789012:table/Other');
    const [hint = ''] = fixture.hints;
    assert.match(
      hint,
      /statement 0 of Bank\/get\/Role\/Rights names the action, for other resources or under other conditions/,
    );
    assert.match(hint, /resourceArns: \['arn:aws:dynamodb:eu-central-1:123456789012:table\/Other'\]/);
  });

  it('keeps no telephone number, and asks for the only resource that a policy can name for one', () => {
    using fixture = accessFixture({ get: [allow('dynamodb:Query')] });
    fixture.call('get', 'sns:Publish', '+48600100200');
    const [hint = ''] = fixture.hints;
    assert.match(hint, /may not sns:Publish on a telephone number/);
    assert.match(hint, /"Action":"sns:Publish","Resource":"\*"/);
    assert.match(hint, /resourceArns: \['\*'\]/);
    assert.doesNotMatch(JSON.stringify([hint, fixture.log()]), /48600100200/);
  });

  it('sends nothing of a function to the terminal but text of one line', () => {
    using fixture = accessFixture({ get: [allow('dynamodb:Query')] });
    fixture.call('get', 'dynamodb:GetItem', `${table}\u001b[2J\nBank/put/Function may not`);
    assert.match(fixture.hints[0] ?? '', /^Bank\/get\/Function may not dynamodb:GetItem on .*\\x1b\[2J␊Bank/);
  });

  it('is not explained when it was allowed', () => {
    using fixture = accessFixture({ get: [allow('dynamodb:GetItem')] });
    fixture.call('get', 'dynamodb:GetItem');
    assert.deepEqual([fixture.hints, fixture.log()], [[], '']);
  });
});

describe('a grant', () => {
  it('is the one of the construct that has the right', () => {
    for (const [action, grant] of [
      ['dynamodb:UpdateItem', 'grantWriteData'],
      ['secretsmanager:GetSecretValue', 'grantRead'],
      ['kms:Decrypt', 'grantDecrypt'],
      ['sns:Publish', 'grantPublish'],
      ['sqs:SendMessage', 'grantSendMessages'],
      ['lambda:InvokeFunction', 'grantInvoke'],
      ['dynamodb:DeleteTable', undefined],
      ['s3:GetObject', undefined],
    ] as const) {
      assert.equal(suggestGrant(action).grant, grant, action);
    }
  });
});

describe('the tags of a resource in the template', () => {
  it('are known to the conditions of policies', () => {
    const tagged = (tier: string) => ({
      ...allow('dynamodb:GetItem', '*'),
      Condition: { StringEquals: { 'aws:ResourceTag/tier': tier } },
    });
    using fixture = accessFixture({ get: [tagged('gold')], put: [tagged('silver')] });
    assert.equal(fixture.call('get', 'dynamodb:GetItem'), 'allowed');
    assert.equal(fixture.call('get', 'dynamodb:GetItem', `${table}/index/byOwner`), 'allowed');
    assert.equal(fixture.call('put', 'dynamodb:GetItem'), 'unmentioned');
  });
});
