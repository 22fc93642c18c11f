import * as cdk from 'aws-cdk-lib';
import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { type Endpoint, environment, requestHeadersOf, responseHeadersOf } from '../contract/index.ts';

/** Whether a text is one exact origin (RFC 6454 §6.2): HTTPS, a lower-case host, a port if need be, nothing else. */
export const isExactOrigin = (text: string): boolean =>
  /^https:\/\/[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::[1-9]\d{0,4})?$/.test(text);

/**
 * Lets pages of one origin ask beforehand (preflight, Fetch standard §4.8) on every path, and for no more than the
 * methods and headers that the endpoints of that path take.
 */
export function addCorsPreflight(restApi: apigateway.RestApi, endpoints: readonly Endpoint[], origin: string): void {
  for (const [path, ofPath] of Map.groupBy(endpoints, (endpoint) => endpoint.path)) {
    restApi.root.resourceForPath(path).addCorsPreflight({
      allowOrigins: [origin],
      allowMethods: ofPath.map(({ method }) => method),
      allowHeaders: [...new Set(ofPath.flatMap(requestHeadersOf))].sort(),
      maxAge: cdk.Duration.minutes(10),
      statusCode: 204,
    });
  }
}

/** What the function behind an endpoint is told of pages: its answers pass the gateway as they are. */
export const corsVariables = (endpoint: Endpoint, origin: string | undefined): Readonly<Record<string, string>> =>
  origin === undefined
    ? {}
    : { [environment.corsOrigin]: origin, [environment.corsExposed]: responseHeadersOf(endpoint).join() };
