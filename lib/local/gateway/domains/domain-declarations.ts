import { X509Certificate } from 'node:crypto';
import { DeclarationError } from '../declaration-error.ts';
import type { RestApi } from '../rest-api.ts';
import type { CustomDomain } from './custom-domain.ts';

/** What the resources of a template tell the gateway of domains. Each throws DeclarationError for what cannot be honoured. */
export interface DomainDeclarations {
  declareDomainName(declaration: {
    readonly name: string;
    readonly securityPolicy: string | undefined;
    /** `s3://<bucket>/<key>` of the authorities whose clients are let in. */
    readonly trustStoreUri: string | undefined;
  }): void;
  declareBasePathMapping(declaration: {
    readonly domainName: string;
    readonly basePath: string;
    readonly apiId: string;
    readonly stage: string | undefined;
  }): void;
}

interface DomainDeclarationsOptions {
  readonly apis: ReadonlyMap<string, RestApi>;
  readonly domains: Map<string, CustomDomain>;
  /** Text of a file asset, by its key in the bootstrap bucket. */
  readonly readAsset: (objectKey: string) => string;
}

export const createDomainDeclarations = ({
  apis,
  domains,
  readAsset,
}: DomainDeclarationsOptions): DomainDeclarations => ({
  declareDomainName({ name, securityPolicy, trustStoreUri }) {
    if (domains.has(name)) throw new DeclarationError(`the domain '${name}' is declared twice`);
    const trustStore = trustStoreUri === undefined ? undefined : readTrustStore(trustStoreUri, name, readAsset);
    domains.set(name, { name, securityPolicy, trustStore, mappings: new Map() });
  },

  declareBasePathMapping({ domainName, basePath, apiId, stage }) {
    const domain = domains.get(domainName);
    const api = apis.get(apiId);
    if (domain === undefined) throw new DeclarationError(`there is no domain '${domainName}'`);
    if (api === undefined) throw new DeclarationError(`there is no REST API '${apiId}'`);
    if (stage === undefined) {
      throw new DeclarationError(`the mapping of '${domainName}' names no stage: its clients would choose one`);
    }
    if (api.stage?.name !== stage) throw new DeclarationError(`API '${api.name}' has no stage '${stage}'`);
    if (domain.mappings.has(basePath)) {
      throw new DeclarationError(`the base path '${basePath}' of '${domainName}' is mapped twice`);
    }
    domain.mappings.set(basePath, apiId);
  },
});

/** @throws DeclarationError when it is no asset of the app, or holds something that is no authority's certificate */
function readTrustStore(uri: string, domainName: string, readAsset: (objectKey: string) => string): string {
  const key = /^s3:\/\/[^/]+\/(?<key>.+)$/.exec(uri)?.groups?.['key'];
  if (key === undefined) throw new DeclarationError(`the trust store of '${domainName}' is no S3 object: '${uri}'`);
  const pem = readAsset(key);
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (certificates.length === 0) throw new DeclarationError(`the trust store of '${domainName}' has no certificate`);
  for (const each of certificates) {
    // Given to TLS as it is, a broken one would be left out without a word.
    if (!isCertificate(each)) throw new DeclarationError(`the trust store of '${domainName}' has a broken certificate`);
  }
  return certificates.join('\n');
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
