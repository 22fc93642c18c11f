import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiGatewayAccount } from '../../lib/constructs/index.ts';
import { apiTemplate } from './support/create-api.ts';
import { synthesise } from './support/synthesise.ts';

test('a stack has one account setting, however many ask for it, and it stays when the stack goes', () => {
  const template = synthesise((stack) => {
    assert.equal(ApiGatewayAccount.ensure(stack), ApiGatewayAccount.ensure(stack));
  });
  template.resourceCountIs('AWS::ApiGateway::Account', 1);
  template.hasResource('AWS::ApiGateway::Account', { DeletionPolicy: 'Retain' });
  template.hasResource('AWS::IAM::Role', { DeletionPolicy: 'Retain' });
  template.hasResource('AWS::IAM::ManagedPolicy', { DeletionPolicy: 'Retain' });
});

test('the stage waits for it, because logging fails without', () => {
  const template = apiTemplate();
  const [account = ''] = Object.keys(template.findResources('AWS::ApiGateway::Account'));
  const [stage] = Object.values(template.findResources('AWS::ApiGateway::Stage'));
  assert.ok(stage?.['DependsOn'].includes(account));
});

test('an account that has one already gets none', () => {
  apiTemplate({ createAccountRole: false }).resourceCountIs('AWS::ApiGateway::Account', 0);
});
