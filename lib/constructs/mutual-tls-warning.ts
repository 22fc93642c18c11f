import * as cdk from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { type Endpoint, usesScheme } from '../contract/index.ts';

const served = new WeakSet<IConstruct>();

/** Notes that a REST API stands behind a domain that asks for client certificates. */
export const noteMutualTls = (restApi: IConstruct): void => {
  served.add(restApi);
};

/** Says at synthesis which endpoints nobody can call by a client certificate, because no domain of the API asks for one. */
export function warnWithoutMutualTls(restApi: IConstruct, endpoints: readonly Endpoint[]): void {
  const routes = endpoints.filter(({ access }) => usesScheme(access, 'clientCertificate')).map(({ route }) => route);
  if (routes.length === 0) return;
  // An aspect looks when everything stands: the domain is made after the API.
  cdk.Aspects.of(restApi).add({
    visit(node) {
      if (node !== restApi || served.has(restApi)) return;
      cdk.Annotations.of(restApi).addWarningV2(
        'portcullis:noMutualTlsDomain',
        `no client certificate can be shown for ${routes.join(', ')}: the API has no MutualTlsDomain`,
      );
    },
  });
}
