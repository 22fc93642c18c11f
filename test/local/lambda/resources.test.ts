import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createIam } from '../../../lib/local/iam/index.ts';
import type { Json, JsonObject } from '../../../lib/local/json.ts';
import type { ResourceType } from '../../../lib/local/resource-type.ts';
import { lambdaFunction } from '../../../lib/local/resources/lambda/function.ts';
import { permission } from '../../../lib/local/resources/lambda/permission.ts';
import type { LocalServices } from '../../../lib/local/services.ts';
import { arn, lambdaFixture } from './fixture.ts';

const bank: JsonObject = {
  Architectures: ['arm64'],
  Code: { S3Bucket: 'cdk-hnb659fds-assets-123456789012-eu-central-1', S3Key: 'teller.zip' },
  Description: 'Answers GET /me',
  Environment: { Variables: { PORTCULLIS_ROLES: 'customer' } },
  Handler: 'index.handler',
  LoggingConfig: { LogGroup: 'BankApi-Log' },
  MemorySize: 512,
  Role: 'arn:aws:iam::123456789012:role/teller',
  Runtime: 'nodejs24.x',
  Timeout: 10,
  TracingConfig: { Mode: 'Active' },
};

/** Parses and declares as the core does. */
const declare = (type: ResourceType, properties: Json, services: Partial<LocalServices>) =>
  type.declare(
    {
      path: 'BankApi/Teller',
      stackName: 'BankApi',
      logicalId: 'TellerFunction',
      uniqueSuffix: '0123456789ab',
      properties: type.properties.parse(properties),
    },
    // The types under test use no other service.
    services as LocalServices,
  );

describe('AWS::Lambda::Function', () => {
  it('declares a function as the template says, under a name as CloudFormation makes one', async () => {
    await using fixture = lambdaFixture();
    fixture.bundle(
      'teller.zip',
      `export const handler = async (_, c) => [process.env.PORTCULLIS_ROLES, c.logGroupName];`,
    );
    const { ref, attributes } = declare(lambdaFunction, bank, fixture);
    assert.equal(ref, 'BankApi-TellerFunction-0123456789ab');
    assert.deepEqual(attributes, { Arn: arn(ref) });
    const result = await fixture.lambda.invoke({ functionArn: arn(ref), payload: {}, traceId: '' });
    assert.deepEqual(result, { kind: 'returned', payload: ['customer', 'BankApi-Log'] });
  });

  for (const [property, value] of [
    ['Layers', ['arn:aws:lambda:eu-central-1:123456789012:layer:x:1']],
    ['VpcConfig', { SubnetIds: [] }],
    ['Runtime', 'nodejs22.x'],
    ['Code', { ZipFile: 'exports.handler = 1' }],
    ['PackageType', 'Image'],
    ['SnapStart', { ApplyOn: 'PublishedVersions' }],
  ] as const) {
    it(`refuses ${property} as ${JSON.stringify(value)}, by its name`, () => {
      const result = lambdaFunction.properties.safeParse({ ...bank, [property]: value });
      assert.match(String(result.error?.message), new RegExp(property));
    });
  }

  it('refuses a role that does not trust Lambda', async () => {
    await using fixture = lambdaFixture({
      iam: createIam({ partition: 'aws', region: 'eu-central-1', accountId: '123456789012' }),
    });
    fixture.bundle('teller.zip', 'export const handler = async () => {};');
    assert.throws(() => declare(lambdaFunction, bank, fixture), /cannot be assumed by Lambda/);
  });
});

describe('AWS::Lambda::Permission', () => {
  const given = {
    Action: 'lambda:InvokeFunction',
    FunctionName: arn('teller'),
    Principal: 'apigateway.amazonaws.com',
    SourceArn: 'arn:aws:execute-api:eu-central-1:123456789012:abc/*/GET/me',
  };

  it('lets its principal invoke the function, named by ARN or name', async () => {
    for (const FunctionName of [arn('teller'), 'teller']) {
      await using fixture = lambdaFixture();
      fixture.declare('teller', 'export const handler = async () => {};');
      declare(permission, { ...given, FunctionName }, fixture);
      const sourceArn = given.SourceArn.replace('*', 'prod');
      assert.ok(fixture.lambda.mayInvoke({ functionArn: arn('teller'), principal: given.Principal, sourceArn }));
    }
  });

  it('refuses everybody as a principal, another action, and function URLs', () => {
    const refuses = (overrides: JsonObject) => !permission.properties.safeParse({ ...given, ...overrides }).success;
    assert.equal(refuses({}), false);
    assert.equal(refuses({ Principal: '*' }), true);
    assert.equal(refuses({ Principal: '210987654321' }), true);
    assert.equal(refuses({ Action: 'lambda:*' }), true);
    assert.equal(refuses({ FunctionUrlAuthType: 'NONE' }), true);
  });
});
