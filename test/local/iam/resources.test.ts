import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createIam } from '../../../lib/local/iam/index.ts';
import type { Json, JsonObject } from '../../../lib/local/json.ts';
import type { ResourceType } from '../../../lib/local/resource-type.ts';
import { managedPolicy } from '../../../lib/local/resources/iam/managed-policy.ts';
import { policy } from '../../../lib/local/resources/iam/policy.ts';
import { role } from '../../../lib/local/resources/iam/role.ts';
import { logGroup } from '../../../lib/local/resources/logs/log-group.ts';
import type { LocalServices } from '../../../lib/local/services.ts';

const environment = { partition: 'aws', region: 'eu-central-1', accountId: '123456789012' };

/** Parses and declares as the core does. */
const declare = (type: ResourceType, logicalId: string, properties: Json, services: object) =>
  type.declare(
    {
      path: logicalId,
      stackName: 'Bank',
      logicalId,
      uniqueSuffix: '0123456789ab',
      properties: type.properties.parse(properties),
    },
    // The types under test use no other service.
    services as LocalServices,
  );

const AssumeRolePolicyDocument: JsonObject = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
};
const allow = (Action: string): JsonObject => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
});

describe('the IAM resources of a template', () => {
  it('give a role the rights of its managed, inline and attached policies, and no other', () => {
    const services = { iam: createIam(environment) };
    const managed = declare(
      managedPolicy,
      'Rights',
      { Description: '', Path: '/', PolicyDocument: allow('s3:GetObject') },
      services,
    );
    assert.equal(managed.ref, 'arn:aws:iam::123456789012:policy/Bank-Rights-0123456789ab');
    const Policies = [{ PolicyName: 'own', PolicyDocument: allow('s3:PutObject') }];
    const teller = declare(
      role,
      'Teller',
      { AssumeRolePolicyDocument, ManagedPolicyArns: [managed.ref], Policies },
      services,
    );
    assert.equal(teller.ref, 'Bank-Teller-0123456789ab');
    const attached = { PolicyName: 'attached', PolicyDocument: allow('s3:ListBucket'), Roles: [teller.ref] };
    declare(policy, 'Attached', attached, services);
    const roleArn = String(teller.attributes['Arn']);
    const may = (action: string) => services.iam.isAllowed({ roleArn, action, resource: '*' });
    assert.deepEqual(['s3:GetObject', 's3:PutObject', 's3:ListBucket', 's3:DeleteObject'].map(may), [
      true,
      true,
      true,
      false,
    ]);
    assert.ok(services.iam.mayBeAssumedBy(roleArn, 'lambda.amazonaws.com'));
  });

  it('bound a role by a managed policy, and make its tags known to conditions', () => {
    const services = { iam: createIam(environment) };
    const boundary = declare(managedPolicy, 'Boundary', { PolicyDocument: allow('s3:Get*') }, services);
    const Condition = { StringEquals: { 'aws:PrincipalTag/team': 'payments' } };
    const PolicyDocument = {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*', Condition },
    };
    const Policies = [{ PolicyName: 'own', PolicyDocument }];
    const Tags = [{ Key: 'team', Value: 'payments' }];
    const bounded = { AssumeRolePolicyDocument, Policies, Tags, PermissionsBoundary: boundary.ref };
    const { attributes } = declare(role, 'Teller', bounded, services);
    const roleArn = String(attributes['Arn']);
    const may = (action: string) => services.iam.isAllowed({ roleArn, action, resource: '*' });
    assert.deepEqual([may('s3:GetObject'), may('s3:PutObject')], [true, false]);
    assert.equal(services.iam.describeRoles()[0]?.statements[0]?.path, 'Teller');
  });

  it('refuse what would be evaluated otherwise: users, groups and paths', () => {
    const refused = (type: ResourceType, properties: JsonObject) => !type.properties.safeParse(properties).success;
    assert.equal(refused(role, { AssumeRolePolicyDocument }), false);
    assert.equal(refused(role, { AssumeRolePolicyDocument, Path: '/service/' }), true);
    assert.equal(refused(managedPolicy, { PolicyDocument: allow('s3:*'), Users: ['ada'] }), true);
    assert.equal(refused(policy, { PolicyName: 'p', PolicyDocument: allow('s3:*'), Groups: ['g'] }), true);
  });

  it('keep names within the length that IAM takes', () => {
    const services = { iam: createIam(environment) };
    const long = declare(role, 'VeryLongLogicalId'.repeat(6), { AssumeRolePolicyDocument }, services);
    assert.equal(long.ref.length, 64);
    assert.match(long.ref, /-0123456789ab$/);
  });
});

describe('AWS::Logs::LogGroup', () => {
  it('has a name and the ARN that policies name', () => {
    const retentions: unknown[] = [];
    const { ref, attributes } = declare(
      logGroup,
      'Log',
      { RetentionInDays: 365 },
      {
        environment,
        lambda: { declareLogGroup: (...given: unknown[]) => void retentions.push(given) },
      },
    );
    assert.deepEqual(retentions, [[ref, 365]]);
    assert.equal(ref, 'Bank-Log-0123456789ab');
    assert.equal(attributes['Arn'], `arn:aws:logs:eu-central-1:123456789012:log-group:${ref}:*`);
  });

  it('says that keys are not enforced here and retention only nearly, and refuses what it does not know', () => {
    assert.deepEqual(Object.keys(logGroup.lesser ?? {}), ['KmsKeyId', 'RetentionInDays']);
    assert.equal(logGroup.properties.safeParse({ DataProtectionPolicy: {} }).success, false);
  });
});
