import * as z from 'zod';
import { DeclarationError } from '../../gateway/index.ts';
import { resourceType } from '../../resource-type.ts';
import { noTags, tags } from './tags.ts';

/**
 * A regional domain. `Ref` is its name. An edge domain (`CertificateArn`), a private one and routing rules are refused by
 * name. API Gateway Developer Guide, "How to turn on mutual TLS authentication for your REST APIs".
 */
export const domainName = resourceType({
  type: 'AWS::ApiGateway::DomainName',
  properties: z.strictObject({
    DomainName: z.string().regex(/^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/),
    RegionalCertificateArn: z.string(),
    OwnershipVerificationCertificateArn: z.string().optional(),
    EndpointConfiguration: z.strictObject({
      Types: z.tuple([z.literal('REGIONAL')]),
      IpAddressType: z.enum(['ipv4', 'dualstack']).optional(),
    }),
    SecurityPolicy: z.string().optional(),
    EndpointAccessMode: z.enum(['BASIC', 'STRICT']).optional(),
    RoutingMode: z.literal('BASE_PATH_MAPPING_ONLY').optional(),
    MutualTlsAuthentication: z
      .strictObject({ TruststoreUri: z.string(), TruststoreVersion: z.string().optional() })
      .optional(),
    Tags: tags,
  }),
  enforcement: { kind: 'enforced' },
  lesser: {
    RegionalCertificateArn: {
      kind: 'approximated',
      how: 'the listener has a certificate of the local CA, and a port of its own on localhost',
    },
    OwnershipVerificationCertificateArn: { kind: 'not-enforced', why: 'nobody but this machine needs to be convinced' },
    EndpointAccessMode: { kind: 'not-enforced', why: 'every connection here comes to one name, localhost' },
    MutualTlsAuthentication: {
      kind: 'approximated',
      how: 'a certificate that is not trusted ends the TLS handshake, which AWS finishes to answer 403; names are in the order of RFC 4514',
    },
    'MutualTlsAuthentication.TruststoreVersion': {
      kind: 'not-enforced',
      why: 'an asset has one version here: the one of the assembly',
    },
    Tags: noTags,
  },
  declare({ path, properties: given }, { gateway, environment: { partition, region } }) {
    const { DomainName: name, SecurityPolicy: securityPolicy, MutualTlsAuthentication: mutualTls } = given;
    if (mutualTls !== undefined && securityPolicy !== 'TLS_1_2') {
      throw new DeclarationError(`${path}: AWS takes mutual TLS with the security policy TLS_1_2 only`);
    }
    gateway.declareDomainName({ name, securityPolicy, trustStoreUri: mutualTls?.TruststoreUri });
    return {
      ref: name,
      attributes: {
        DomainNameArn: `arn:${partition}:apigateway:${region}::/domainnames/${name}`,
        RegionalDomainName: name,
        RegionalHostedZoneId: 'Z1U9ULNL0V5AJ3',
      },
    };
  },
});
