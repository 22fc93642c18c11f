import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { Endpoint } from '../contract/index.ts';

/**
 * What holds for every method. API Gateway takes none of it over into a method that has settings of its own, so each
 * repeats it all.
 */
export const commonMethodSettings = {
  metricsEnabled: true,
  loggingLevel: apigateway.MethodLoggingLevel.ERROR,
  // A data trace would write bodies and headers, credentials among them, to the log.
  dataTraceEnabled: false,
} as const satisfies apigateway.MethodDeploymentOptions;

/** Endpoint to its throttle, by `/accounts/{accountId}/GET`, as the CDK spells the path of a method. */
export const methodSettingsOf = (endpoints: readonly Endpoint[]): Record<string, apigateway.MethodDeploymentOptions> =>
  Object.fromEntries(
    endpoints.map(({ path, method, limits }) => [
      `${path}/${method}`,
      {
        ...commonMethodSettings,
        throttlingRateLimit: limits.ratePerSecond,
        throttlingBurstLimit: limits.burst,
      },
    ]),
  );
