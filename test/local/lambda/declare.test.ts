import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { FunctionDeclaration } from '../../../lib/local/lambda/index.ts';
import { arn, lambdaFixture } from './fixture.ts';

const code = 'export const handler = async () => {};';

describe('a function', () => {
  const refusals: readonly (readonly [string, Partial<FunctionDeclaration>, RegExp])[] = [
    [
      'whose role Lambda cannot assume',
      { roleArn: 'arn:aws:iam::123456789012:role/untrusted' },
      /cannot be assumed by Lambda/,
    ],
    ['with a timeout beyond 15 minutes', { timeoutSeconds: 901 }, /1 to 900 seconds, not 901/],
    ['without a timeout', { timeoutSeconds: Number.NaN }, /not NaN/],
    ['with too little memory', { memoryMegabytes: 127 }, /128 to 10240 MB, not 127/],
    ['with a variable that Lambda reserves', { variables: { AWS_REGION: 'x', TABLE: 'y' } }, /reserves: AWS_REGION$/],
    [
      'whose variables lift its limits',
      { variables: { NODE_OPTIONS: '--no-warnings --allow-child-process' } },
      /NODE_OPTIONS$/,
    ],
    [
      'whose variables load code into its process or write files',
      { variables: { LD_PRELOAD: '/x.so', OPENSSL_CONF: '/x', NODE_REDIRECT_WARNINGS: '/x', TABLE: 'y' } },
      /template: LD_PRELOAD, OPENSSL_CONF, NODE_REDIRECT_WARNINGS$/,
    ],
    [
      'whose variables are set here',
      { variables: { TMPDIR: '/x', AWS_ENDPOINT_URL: 'x' } },
      /TMPDIR, AWS_ENDPOINT_URL$/,
    ],
    ['with more than 4 KB of variables', { variables: { BIG: 'x'.repeat(4_094) } }, /larger than 4096 bytes/],
    ['with half a reserved process', { reservedConcurrency: 0.5 }, /whole number, not 0.5/],
    ['whose handler is of another form', { handler: 'index' }, /not of the form index.handler/],
    ['whose handler leads out of the bundle', { handler: '../index.handler' }, /not of the form index.handler/],
    ['whose handler is not in the bundle', { handler: 'other.handler' }, /no module other/],
  ];
  for (const [what, overrides, complaint] of refusals) {
    it(`is refused ${what}`, async () => {
      await using fixture = lambdaFixture();
      assert.throws(() => fixture.declare('teller', code, overrides), complaint);
    });
  }

  it('is declared at the bounds of what AWS takes', async () => {
    await using fixture = lambdaFixture();
    const bounds = { timeoutSeconds: 900, memoryMegabytes: 128, variables: { BIG: 'x'.repeat(4_093) } };
    assert.equal(fixture.declare('teller', code, bounds), arn('teller'));
  });

  it('says to Node what it likes as long as it may do no more', async () => {
    await using fixture = lambdaFixture();
    const variables = { NODE_OPTIONS: '--enable-source-maps  --stack-trace-limit=50', NODE_ENV: 'production' };
    assert.equal(fixture.declare('teller', code, { variables }), arn('teller'));
  });

  it('is refused when a link leads out of its bundle, at its start and when it is given new code', async () => {
    await using fixture = lambdaFixture();
    fixture.declare('teller', code);
    const next = fixture.bundle('next.zip', code);
    mkdirSync(join(next, 'deep'));
    symlinkSync('../index.mjs', join(next, 'deep', 'inside'));
    fixture.lambda.reload('teller', next);
    symlinkSync(fixture.folder, join(next, 'deep', 'outside'));
    assert.throws(() => fixture.lambda.reload('teller', next), /outside is a link that leads out of the code$/);
    symlinkSync('/nowhere', join(fixture.bundle('other.zip', code), 'secret'));
    assert.throws(() => fixture.declare('other', code), /secret is a link/);
  });

  it('has a name of its own, of letters, digits, hyphens and underscores', async () => {
    await using fixture = lambdaFixture();
    fixture.declare('teller', code);
    assert.throws(() => fixture.declare('teller', code), /two functions named teller/);
    assert.throws(() => fixture.declare('../teller', code), /1 to 64 letters/);
  });

  it('has credentials of its own', async () => {
    await using fixture = lambdaFixture();
    assert.equal(fixture.lambda.identify(''), undefined);
    assert.equal(fixture.lambda.identify('AKIAIOSFODNN7EXAMPLE'), undefined);
  });
});

describe('a permission', () => {
  const api = 'arn:aws:execute-api:eu-central-1:123456789012:abc123';
  const request = {
    functionArn: arn('teller'),
    principal: 'apigateway.amazonaws.com',
    sourceArn: `${api}/prod/GET/me`,
  };

  it('lets its principal invoke its function for its source, and nobody else', async () => {
    await using fixture = lambdaFixture();
    fixture.declare('teller', code);
    fixture.declare('other', code);
    const { lambda } = fixture;
    assert.equal(lambda.mayInvoke(request), false);
    lambda.declarePermission({
      functionArn: lambda.arnOf('teller'),
      principal: 'apigateway.amazonaws.com',
      sourceArn: `${api}/*/GET/me`,
      sourceAccount: undefined,
    });
    assert.equal(lambda.mayInvoke(request), true);
    assert.equal(lambda.mayInvoke({ ...request, sourceArn: `${api}/prod/POST/me` }), false);
    assert.equal(lambda.mayInvoke({ ...request, sourceArn: request.sourceArn.replace('abc123', 'abc124') }), false);
    assert.equal(lambda.mayInvoke({ ...request, principal: 'cognito-idp.amazonaws.com' }), false);
    assert.equal(lambda.mayInvoke({ ...request, functionArn: arn('other') }), false);
  });

  it('for an account takes no source of another', async () => {
    await using fixture = lambdaFixture();
    fixture.declare('teller', code);
    const permission = { functionArn: arn('teller'), principal: 'apigateway.amazonaws.com', sourceArn: undefined };
    fixture.lambda.declarePermission({ ...permission, sourceAccount: '123456789012' });
    assert.equal(fixture.lambda.mayInvoke(request), true);
    assert.equal(
      fixture.lambda.mayInvoke({ ...request, sourceArn: request.sourceArn.replace('123456789012', '210987654321') }),
      false,
    );
  });

  it('needs a function that is there', async () => {
    await using fixture = lambdaFixture();
    assert.throws(() => fixture.lambda.arnOf('none'), /There is no function none/);
    const permission = { functionArn: arn('none'), principal: 'x', sourceArn: undefined, sourceAccount: undefined };
    assert.throws(() => fixture.lambda.declarePermission(permission), /There is no function/);
  });
});
