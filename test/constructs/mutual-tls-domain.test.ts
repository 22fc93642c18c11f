import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import * as cdk from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import { MutualTlsDomain, type MutualTlsDomainProps, mutualTlsContext } from '../../lib/constructs/index.ts';
import { warnWithoutMutualTls } from '../../lib/constructs/mutual-tls-warning.ts';
import { allOf, apiKey, clientCertificate, endpoint } from '../../lib/contract/index.ts';
import { issueClientAuthority, issueClientCertificate } from '../../lib/local/tls/index.ts';
import { opensslAuthorities } from './support/openssl-authorities.ts';
import { createApp, only } from './support/synthesise.ts';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-trust-'));
after(() => rmSync(folder, { recursive: true }));
const now = { nowMillis: Date.now(), days: 30 };
const authority = issueClientAuthority(now);
let count = 0;
function fileOf(text: string): string {
  count += 1;
  const file = join(folder, `trust-${count}.pem`);
  writeFileSync(file, text);
  return file;
}
const trustStoreFile = fileOf(authority.certificate.toString());
const certificateArn = 'arn:aws:acm:eu-central-1:123456789012:certificate/0b1c';

/** A stack with an API of one method, and what `build` puts beside it. */
function synthesise(
  build: (stack: cdk.Stack, api: MutualTlsDomainProps['api']) => void,
  context: Readonly<Record<string, string>> = {},
) {
  const app = createApp();
  for (const [name, value] of Object.entries(context)) app.node.setContext(name, value);
  const stack = new cdk.Stack(app, 'Stack');
  const restApi = new apigateway.RestApi(stack, 'RestApi', { deployOptions: { stageName: 'live' } });
  restApi.root.addMethod('GET');
  build(stack, { restApi, stage: restApi.deploymentStage });
  return { app, stack, template: Template.fromStack(stack) };
}

const propsFor = (stack: cdk.Stack, props: Partial<MutualTlsDomainProps> = {}) => ({
  domainName: 'partners.bank.example.com',
  certificate: acm.Certificate.fromCertificateArn(stack, 'Certificate', certificateArn),
  trustStoreFile,
  ...props,
});
const withDomain = (props: Partial<MutualTlsDomainProps> = {}) =>
  synthesise((stack, api) => void new MutualTlsDomain(stack, 'Partners', { api, ...propsFor(stack, props) }));

describe('a domain with mutual TLS', () => {
  it('is regional, has the policy that AWS takes mutual TLS with, and serves the stage whole', () => {
    const { template } = withDomain();
    const domain = only(template, 'AWS::ApiGateway::DomainName');
    assert.equal(domain['SecurityPolicy'], 'TLS_1_2');
    assert.deepEqual(domain['EndpointConfiguration'], { Types: ['REGIONAL'] });
    assert.equal(domain['RegionalCertificateArn'], certificateArn);
    const mapping = only(template, 'AWS::ApiGateway::BasePathMapping');
    assert.equal(mapping['BasePath'], undefined);
    assert.ok(mapping['Stage']);
  });

  it('names its trust store by the content: another one is another object, and so another deployment', () => {
    const keyOf = (file: string) => {
      const { MutualTlsAuthentication } = only(
        withDomain({ trustStoreFile: file }).template,
        'AWS::ApiGateway::DomainName',
      );
      return /[0-9a-f]{64}\.pem/.exec(JSON.stringify(MutualTlsAuthentication))?.[0];
    };
    const first = keyOf(trustStoreFile);
    assert.ok(first);
    assert.equal(keyOf(fileOf(authority.certificate.toString())), first);
    assert.notEqual(keyOf(fileOf(issueClientAuthority(now).certificate.toString())), first);
  });

  it('puts the trust store into the assembly as it is', () => {
    const { app } = withDomain();
    const { directory } = app.synth();
    const asset = readdirSync(directory).find((name) => name.startsWith('asset.') && name.endsWith('.pem'));
    assert.equal(readFileSync(join(directory, asset ?? ''), 'utf8'), authority.certificate.toString());
  });

  it('shows AWS that the name is ours where the certificate is an imported one', () => {
    const { template } = synthesise((stack, api) => {
      const ownershipCertificate = acm.Certificate.fromCertificateArn(stack, 'Ownership', `${certificateArn}2`);
      new MutualTlsDomain(stack, 'Partners', { api, ...propsFor(stack, { ownershipCertificate }) });
    });
    const { OwnershipVerificationCertificateArn } = only(template, 'AWS::ApiGateway::DomainName');
    assert.equal(OwnershipVerificationCertificateArn, `${certificateArn}2`);
  });

  it('has a name that is one', () => {
    for (const domainName of ['Partners.example.com', 'localhost', '*.example.com', 'a.example.com/b']) {
      assert.throws(() => withDomain({ domainName }), /Stack\/Partners: domainName is one name/);
    }
  });
});

describe('a trust store', () => {
  const leaf = issueClientCertificate(authority, 'acme', now);
  const { privateKey } = authority;
  const pem = authority.certificate.toString();
  const past = { nowMillis: now.nowMillis - 90 * 86_400_000, days: 30 };
  const future = { nowMillis: now.nowMillis + 90 * 86_400_000, days: 30 };
  const rows: readonly (readonly [string, string, RegExp])[] = [
    ['nothing', '', /holds no certificate/],
    [
      'a private key',
      `${pem}${privateKey.export({ type: 'pkcs8', format: 'pem' })}`,
      /something that is no certificate/,
    ],
    ['a client certificate', `${pem}${leaf.certificate}`, /of nobody who may certify others/],
    ['an authority that has ended', issueClientAuthority(past).certificate.toString(), /expired, or is not valid yet/],
    ['one that has not begun', issueClientAuthority(future).certificate.toString(), /expired, or is not valid yet/],
    ['a broken certificate', pem.replace(/^MII/m, 'AAA'), /cannot be read/],
    ['too many', pem.repeat(1_001), /more than 1,000/],
    ['an authority without its root', opensslAuthorities().intermediate, /lacks the root/],
    ['a short RSA key', opensslAuthorities({ key: ['rsa:1024'] }).root, /weaker key/],
    ['a signature with SHA-1', opensslAuthorities({ digest: 'sha1' }).root, /SHA-1/],
  ];
  for (const [what, text, message] of rows) {
    it(`is refused with ${what}`, () => {
      assert.throws(() => withDomain({ trustStoreFile: fileOf(text) }), message);
    });
  }

  it('may hold several authorities, each with its chain', () => {
    const { root, intermediate } = opensslAuthorities();
    const others = issueClientAuthority(now).certificate.toString();
    assert.doesNotThrow(() => withDomain({ trustStoreFile: fileOf(`${pem}\n${others}\n${intermediate}${root}`) }));
  });

  describe('of which an authority may certify others, under whatever name', () => {
    const chain = opensslAuthorities();
    const namedIn = (message: string, ...parts: readonly string[]) => {
      const { stack } = withDomain({ trustStoreFile: fileOf(parts.join('\n')) });
      const found = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp(message));
      return found.flatMap(({ entry }) => String(entry.data).match(/CN=\w+/g) ?? []);
    };
    const warned = (...parts: readonly string[]) => namedIn('may certify others', ...parts);

    it('is named in a warning where another one stands beside it: their clients could pass for one another', () => {
      assert.deepEqual(warned(pem, chain.intermediate, chain.root), ['CN=Sub', 'CN=Root']);
      assert.deepEqual(warned(chain.root, opensslAuthorities().root), ['CN=Root', 'CN=Root']);
    });
    it('is not where it stands alone, or where each certifies clients only', () => {
      assert.deepEqual(warned(chain.intermediate, chain.root), []);
      assert.deepEqual(warned(chain.root), []);
      assert.deepEqual(warned(pem, issueClientAuthority(now).certificate.toString()), []);
    });
    it('is named, too, where another one with another key bears its name already', () => {
      const ofOneName = 'bear one name';
      assert.deepEqual(namedIn(ofOneName, pem, issueClientAuthority(now).certificate.toString()), ['CN=Portcullis']);
      assert.deepEqual(namedIn(ofOneName, chain.root, chain.intermediate, pem, pem), []);
    });
  });
});

describe('context', () => {
  const from = (context: Readonly<Record<string, string>>) =>
    synthesise(
      (stack, api) => void MutualTlsDomain.fromContext(stack, 'Partners', { api }),
      context,
    ).template.findResources('AWS::ApiGateway::DomainName');
  const whole = {
    [mutualTlsContext.domainName]: 'partners.bank.example.com',
    [mutualTlsContext.certificate]: certificateArn,
    [mutualTlsContext.trustStore]: trustStoreFile,
  };

  it('makes the domain where it names it', () => assert.equal(Object.keys(from(whole)).length, 1));
  it('makes none where it names none', () => assert.deepEqual(from({}), {}));
  it('is refused where a part is missing', () => {
    const { [mutualTlsContext.trustStore]: _, ...rest } = whole;
    assert.throws(() => from(rest), /has mutualTlsDomain, mutualTlsCertificate and needs/);
  });
});

describe('endpoints that take client certificates', () => {
  const settlements = endpoint({
    route: 'GET /settlements',
    summary: 'List settlements',
    access: allOf(apiKey({ scopes: ['bank/a.read'] }), clientCertificate({ scopes: ['bank/a.read'] })),
    permission: 'settlements:read',
    effect: 'reads',
    responses: { 204: null },
  });
  const warningsOf = (hasDomain: boolean) => {
    const { stack } = synthesise((scope, api) => {
      warnWithoutMutualTls(api.restApi, [settlements]);
      if (hasDomain) new MutualTlsDomain(scope, 'Partners', { api, ...propsFor(scope) });
    });
    return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('no client certificate'));
  };

  it('are named in a warning when no domain asks for one', () => {
    const [warning, ...others] = warningsOf(false);
    assert.match(String(warning?.entry.data), /for GET \/settlements: the API has no MutualTlsDomain/);
    assert.deepEqual(others, []);
  });
  it('are not when one does', () => assert.deepEqual(warningsOf(true), []));
});
