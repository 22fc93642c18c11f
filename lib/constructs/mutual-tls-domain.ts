import { resolve } from 'node:path';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as s3assets from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { warnOfNamesakes } from './mutual-tls-namesakes.ts';
import { loadTrustStore } from './mutual-tls-trust-store.ts';
import { noteMutualTls } from './mutual-tls-warning.ts';
import { assertProps, type PropsRule } from './props-rule.ts';
import type { SecureRestApi } from './secure-rest-api.ts';

export interface MutualTlsDomainProps {
  /** What is served there, whole. */
  readonly api: Pick<SecureRestApi, 'restApi' | 'stage'>;
  /** `partners.bank.example.com`; a DNS alias for it to {@link MutualTlsDomain.aliasTarget} is the deployer's. */
  readonly domainName: string;
  /** Of the server: from ACM, in the region of the API. */
  readonly certificate: acm.ICertificate;
  /** PEM file of the authorities whose clients are let in, each with its chain up to the root. */
  readonly trustStoreFile: string;
  /**
   * Issued by ACM for the same name, to show that it is yours.
   * @default none; then `certificate` must be one that ACM issued itself, and not an imported or private one
   */
  readonly ownershipCertificate?: acm.ICertificate;
}

const rules: readonly PropsRule<MutualTlsDomainProps>[] = [
  {
    message: "domainName is one name in lower case: 'partners.bank.example.com'",
    broken: ({ domainName }) => !/^(?=.{1,253}$)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/.test(domainName),
  },
];

/**
 * Context from which {@link MutualTlsDomain.fromContext} takes what differs from one deployment to the next:
 * `cdk deploy -c mutualTlsDomain=… -c mutualTlsCertificate=… -c mutualTlsTrustStore=…`. The local runtime sets the same
 * three (lib/local/dev/local-context.ts).
 */
export const mutualTlsContext = {
  domainName: 'mutualTlsDomain',
  /** ARN of a certificate in ACM. */
  certificate: 'mutualTlsCertificate',
  /** Path of a PEM file. */
  trustStore: 'mutualTlsTrustStore',
} as const;

/**
 * A regional domain where every client must show a certificate that an authority of the trust store has issued: without
 * one no request reaches the API.
 *
 * The trust store is an asset: its name in the bootstrap bucket is the hash of its content, so that a changed file is another
 * object and takes effect with the deployment, back and forth. A bucket of its own would have to be deployed before, and
 * its versions would have to be told to the stack by hand.
 *
 * API Gateway takes mutual TLS with the security policy `TLS_1_2` only; a handshake is negotiated by the policy of the API
 * nevertheless, which is stricter. It asks nobody whether a certificate was revoked (CRL, OCSP): the authorizer does.
 *
 * @throws Error for a trust store that API Gateway would not take whole
 */
export class MutualTlsDomain extends Construct {
  readonly domain: apigateway.DomainName;
  /** What a DNS alias for the domain points to. */
  readonly aliasTarget: { readonly domainName: string; readonly hostedZoneId: string };

  constructor(scope: Construct, id: string, props: MutualTlsDomainProps) {
    super(scope, id);
    assertProps(this.node.path, props, rules);
    warnOfNamesakes(this, loadTrustStore(props.trustStoreFile, Date.now()));
    const { api, domainName, certificate, trustStoreFile, ownershipCertificate } = props;
    const trustStore = new s3assets.Asset(this, 'TrustStore', { path: resolve(trustStoreFile) });
    this.domain = new apigateway.DomainName(this, 'Domain', {
      domainName,
      certificate,
      endpointType: apigateway.EndpointType.REGIONAL,
      securityPolicy: apigateway.SecurityPolicy.TLS_1_2,
      mtls: { bucket: trustStore.bucket, key: trustStore.s3ObjectKey },
    });
    if (ownershipCertificate !== undefined) {
      // L2 DomainName has no property for it.
      const { defaultChild } = this.domain.node;
      if (!(defaultChild instanceof apigateway.CfnDomainName)) throw new Error('a domain without a resource');
      defaultChild.ownershipVerificationCertificateArn = ownershipCertificate.certificateArn;
    }
    this.domain.addBasePathMapping(api.restApi, { stage: api.stage });
    this.aliasTarget = {
      domainName: this.domain.domainNameAliasDomainName,
      hostedZoneId: this.domain.domainNameAliasHostedZoneId,
    };
    noteMutualTls(api.restApi);
  }

  /**
   * The domain that the context names; none where it names none.
   *
   * @throws Error for a part of {@link mutualTlsContext} without the others
   */
  static fromContext(
    scope: Construct,
    id: string,
    { api }: Pick<MutualTlsDomainProps, 'api'>,
  ): MutualTlsDomain | undefined {
    const names = Object.values(mutualTlsContext);
    const given = names.filter((name) => scope.node.tryGetContext(name) !== undefined);
    if (given.length === 0) return undefined;
    if (given.length < names.length) {
      throw new Error(`${scope.node.path}: the context has ${given.join(', ')} and needs ${names.join(', ')}`);
    }
    const contextOf = (name: string) => String(scope.node.tryGetContext(name));
    return new MutualTlsDomain(scope, id, {
      api,
      domainName: contextOf(mutualTlsContext.domainName),
      certificate: acm.Certificate.fromCertificateArn(
        scope,
        `${id}Certificate`,
        contextOf(mutualTlsContext.certificate),
      ),
      trustStoreFile: contextOf(mutualTlsContext.trustStore),
    });
  }
}
