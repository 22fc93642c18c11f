import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { bankApi } from '../../lambdas/api.ts';
import { createBank } from '../../lib/bank/index.ts';
import { localContext } from '../../lib/local/dev/local-context.ts';
import { createApp, handlersFor, only } from '../constructs/support/synthesise.ts';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-partners-'));
after(() => rmSync(folder, { recursive: true }));

/** The API of the bank, as it is made of a context. */
function apiOf(context: Readonly<Record<string, string>>) {
  const app = createApp();
  for (const [name, value] of Object.entries(context)) app.node.setContext(name, value);
  const { api } = createBank(app, handlersFor(bankApi));
  return { template: Template.fromStack(api), stack: api };
}

const environment = { accountId: '123456789012', region: 'eu-central-1' };
const warning = Match.stringLikeRegexp('GET /settlement-windows, GET /settlement-instructions: the API has no');

describe('the domain of partners', () => {
  it('asks for certificates where the context names one, and nobody is warned', () => {
    const { template, stack } = apiOf(localContext(folder, environment, Date.now()));
    const domain = only(template, 'AWS::ApiGateway::DomainName');
    assert.match(JSON.stringify(domain['MutualTlsAuthentication']), /[0-9a-f]{64}\.pem/);
    assert.deepEqual(Annotations.fromStack(stack).findWarning('*', warning), []);
  });

  it('is not made without, and whoever deploys hears which endpoints nobody can call', () => {
    const { template, stack } = apiOf({});
    template.resourceCountIs('AWS::ApiGateway::DomainName', 0);
    assert.equal(Annotations.fromStack(stack).findWarning('*', warning).length, 1);
  });
});
