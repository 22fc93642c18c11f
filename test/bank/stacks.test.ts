import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as cdk from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { AwsSolutionsChecks } from 'cdk-nag';
import configuration from '../../cdk.json' with { type: 'json' };
import { bankApi } from '../../lambdas/api.ts';
import { createBank } from '../../lib/bank/index.ts';
import { toExceptionsPage } from '../../scripts/exceptions/to-exceptions-page.ts';
import { createApp, handlersFor } from '../constructs/support/synthesise.ts';

const bank = createBank(createApp(), handlersFor(bankApi));
const templates = new Map(
  Object.entries({ data: bank.data, identity: bank.identity, api: bank.api }).map(([name, stack]) => [
    name,
    Template.fromStack(stack),
  ]),
);

test('no stack has the 500 resources that CloudFormation takes', () => {
  for (const [name, template] of templates) {
    assert.ok(Object.keys(template.toJSON()['Resources']).length < 450, name);
  }
});

test('no right is a wildcard but those that the exceptions ledger names', () => {
  const wildcards = [...templates.values()].flatMap((template) =>
    Object.entries(template.findResources('AWS::IAM::ManagedPolicy')).flatMap(([id, { Properties }]) =>
      // A pattern in a condition gives nothing: it takes away.
      Properties.PolicyDocument.Statement.filter(({ Condition: _, ...right }: Readonly<Record<string, unknown>>) =>
        JSON.stringify(right).includes('*'),
      ).map(({ Action }: { readonly Action: unknown }) =>
        [id.includes('GatewayAccount') ? 'account' : 'function', Action].join(),
      ),
    ),
  );
  assert.deepEqual([...new Set(wildcards)].sort(), [
    'account,logs:CreateLogGroup,logs:CreateLogStream,logs:DescribeLogGroups,logs:DescribeLogStreams,logs:FilterLogEvents,logs:GetLogEvents,logs:PutLogEvents',
    'function,sns:Publish',
    'function,xray:PutTelemetryRecords,xray:PutTraceSegments',
  ]);
});

test('clients find what they need among the outputs', () => {
  const outputs = [...templates].flatMap(([name, template]) =>
    Object.keys(template.findOutputs('*'))
      .filter((id) => !id.startsWith('ExportsOutput') && !id.startsWith('ApiRestApi'))
      .map((id) => `${name}.${id}`),
  );
  assert.deepEqual(outputs.sort(), [
    'api.ApiId',
    'api.StageName',
    'data.ApiKeyPepperSecretArn',
    'data.ApiKeyTableName',
    'data.CredentialTableName',
    'data.LedgerTableName',
    'data.MeteringKeySecretArn',
    'data.PayeeTableName',
    'data.ResponseSigningKeyArn',
    'identity.AppClientId',
    'identity.CliClientId',
    'identity.ServiceClientId',
    'identity.UserPoolArn',
    'identity.UserPoolId',
  ]);
});

test('the templates keep the rules of CloudFormation and of cdk-nag, and docs/exceptions.md names every exception', () => {
  const app = new cdk.App({ context: configuration.context });
  cdk.Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  createBank(app, handlersFor(bankApi));
  const { directory } = app.synth();
  const report: unknown = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8'));
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'exceptions.md'), 'utf8');
  assert.equal(toExceptionsPage(report), page, 'npm run exceptions writes it anew');
});

test('a finding that nobody accepted stops the synthesis', () => {
  const app = createApp();
  cdk.Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const { data } = createBank(app, handlersFor(bankApi));
  new secretsmanager.Secret(data, 'Forgotten');
  assert.throws(() => app.synth(), /Validation failed/);
});

test('a template that CloudFormation would refuse stops the synthesis', () => {
  const app = new cdk.App({ context: configuration.context });
  const stack = new cdk.Stack(app, 'Stack');
  new wafv2.CfnLoggingConfiguration(stack, 'Logging', {
    resourceArn: 'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/a/1',
    logDestinationConfigs: ['arn:aws:logs:eu-central-1:123456789012:log-group:aws-waf-logs-a'],
    // CloudFormation spells it 'Name', and the CDK passes this field on as it is.
    redactedFields: [{ singleHeader: { name: 'cookie' } }],
  });
  assert.throws(() => app.synth(), /Validation failed/);
});
