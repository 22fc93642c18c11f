import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CredentialTable, ReplayTable, ResponseSigningKey } from '../../lib/constructs/index.ts';
import { granted } from './support/granted.ts';
import { only, synthesise } from './support/synthesise.ts';

const tableArn = { 'Fn::GetAtt': ['CredentialsTable', 'Arn'] };
const keyArn = { 'Fn::GetAtt': ['CredentialsKey', 'Arn'] };
const look = (kind: string) => ({
  Action: 'dynamodb:GetItem',
  Resource: tableArn,
  Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${kind}#*`] } },
});
const seal = (Action: string, ...kinds: string[]) => ({
  Action,
  Resource: keyArn,
  Condition: { StringLike: { 'kms:EncryptionContext:credentialId': kinds.map((kind) => `${kind}#*`) } },
});

describe('the table of credentials', () => {
  for (const { grant, rights, variables } of [
    {
      grant: 'grantDigest',
      rights: [
        look('digest'),
        seal('kms:Decrypt', 'digest'),
        { Action: 'secretsmanager:GetSecretValue', Resource: { Ref: 'CredentialsNonceSecret' } },
      ],
      variables: ['CREDENTIAL_TABLE', 'CREDENTIAL_KEY', 'DIGEST_NONCE_SECRET'],
    },
    {
      grant: 'grantSignature',
      rights: [look('signature'), seal('kms:Decrypt', 'signature')],
      variables: ['CREDENTIAL_TABLE', 'CREDENTIAL_KEY'],
    },
    { grant: 'grantCertificate', rights: [look('certificate')], variables: ['CREDENTIAL_TABLE'] },
    {
      grant: 'grantIssue',
      rights: [{ Action: 'dynamodb:PutItem', Resource: tableArn }, seal('kms:Encrypt', 'digest', 'signature')],
      variables: ['CREDENTIAL_TABLE', 'CREDENTIAL_KEY'],
    },
    {
      grant: 'grantList',
      rights: [
        {
          Action: 'dynamodb:Query',
          Resource: { 'Fn::Join': ['', [tableArn, '/index/byIssue']] },
        },
      ],
      variables: ['CREDENTIAL_TABLE'],
    },
    {
      grant: 'grantRevoke',
      rights: [
        {
          Action: 'dynamodb:UpdateItem',
          Resource: tableArn,
          Condition: {
            'ForAllValues:StringEquals': {
              'dynamodb:Attributes': ['credentialId', 'status', 'revokedAtSeconds', 'revokedBy'],
            },
            StringEqualsIfExists: { 'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'] },
          },
        },
      ],
      variables: ['CREDENTIAL_TABLE'],
    },
  ] as const) {
    it(`${grant} gives exactly its actions on exactly its items`, () => {
      const given = granted((stack, grantee) => new CredentialTable(stack, 'Credentials')[grant](grantee));
      assert.deepEqual(given, { rights, variables });
    });
  }

  it('is listed without any material', () => {
    const template = synthesise((stack) => void new CredentialTable(stack, 'Credentials'));
    const [index] = Object(only(template, 'AWS::DynamoDB::Table')).GlobalSecondaryIndexes;
    const listed: readonly string[] = index.Projection.NonKeyAttributes;
    assert.equal(index.Projection.ProjectionType, 'INCLUDE');
    assert.ok(listed.length > 0 && !listed.some((name) => ['sealed', 'publicKey'].includes(name)));
  });

  it('outlives a mistake, and so does the key without which it means nothing, which rotates', () => {
    const template = synthesise((stack) => void new CredentialTable(stack, 'Credentials'));
    template.allResources('AWS::KMS::Key', { DeletionPolicy: 'Retain', Properties: { EnableKeyRotation: true } });
    template.allResources('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      Properties: {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    });
  });
});

describe('the table of what may be used once', () => {
  it('lets a function claim, and neither read nor free anything', () => {
    assert.deepEqual(
      granted((stack, grantee) => new ReplayTable(stack, 'Replays').grantClaim(grantee)),
      {
        rights: [{ Action: 'dynamodb:PutItem', Resource: { 'Fn::GetAtt': ['ReplaysTable', 'Arn'] } }],
        variables: ['REPLAY_TABLE'],
      },
    );
  });

  it('forgets by itself', () => {
    const template = synthesise((stack) => void new ReplayTable(stack, 'Replays'));
    const { TimeToLiveSpecification } = Object(only(template, 'AWS::DynamoDB::Table'));
    assert.deepEqual(TimeToLiveSpecification, { AttributeName: 'expiresAt', Enabled: true });
  });
});

describe('the key that signs answers', () => {
  it('signs by one algorithm for whom it is granted, and stays', () => {
    assert.deepEqual(
      granted((stack, grantee) => new ResponseSigningKey(stack, 'Answers').grantSign(grantee)),
      {
        rights: [
          {
            Action: 'kms:Sign',
            Resource: { 'Fn::GetAtt': ['AnswersKey', 'Arn'] },
            Condition: { StringEquals: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256' } },
          },
        ],
        variables: ['RESPONSE_SIGNING_KEY'],
      },
    );
    const template = synthesise((stack) => void new ResponseSigningKey(stack, 'Answers'));
    template.allResources('AWS::KMS::Key', {
      DeletionPolicy: 'Retain',
      Properties: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
    });
  });

  it('signs nothing for who tells its public half', () => {
    assert.deepEqual(
      granted((stack, grantee) => new ResponseSigningKey(stack, 'Answers').grantGetPublicKey(grantee)),
      {
        rights: [{ Action: 'kms:GetPublicKey', Resource: { 'Fn::GetAtt': ['AnswersKey', 'Arn'] } }],
        variables: ['RESPONSE_SIGNING_KEY'],
      },
    );
  });
});
