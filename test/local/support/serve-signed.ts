import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAwsEndpoint, developerIdentity, type SigningIdentity } from '../../../lib/local/aws-endpoint/index.ts';
import type { AwsService } from '../../../lib/local/aws-service.ts';
import type { LocalEnvironment } from '../../../lib/local/environment.ts';
import { createIam, type IamService } from '../../../lib/local/iam/index.ts';
import type { Json, JsonObject } from '../../../lib/local/json.ts';

const FUNCTION_NAME = 'payments';

/**
 * Serves AWS services on a free port through the real endpoint: signatures, protocols and rights as in a running
 * system, without TLS.
 *
 * @param options.roleArn the role of a declared function, in which `functionClient` signs
 */
export const serveSigned = async (
  services: readonly AwsService[],
  options: { readonly environment: LocalEnvironment; readonly iam?: IamService; readonly roleArn?: string },
) => {
  const { environment, iam = createIam(environment), roleArn = 'none' } = options;
  const developer = developerIdentity(environment);
  const aFunction: SigningIdentity = {
    caller: {
      kind: 'function',
      arn: `arn:aws:sts::123456789012:assumed-role/role/${FUNCTION_NAME}`,
      roleArn,
      functionArn: `arn:aws:lambda:eu-central-1:123456789012:function:${FUNCTION_NAME}`,
    },
    accessKeyId: 'ASIA0123456789ABCDEF',
    secretAccessKey: 'a secret',
    sessionToken: 'a session',
  };
  const reported: unknown[] = [];
  const server = createServer(
    createAwsEndpoint({
      // Clients sign by their own clock.
      environment: { region: environment.region, now: Date.now },
      services,
      routes: [],
      iam,
      identify: (id) => [developer, aFunction].find(({ accessKeyId }) => accessKeyId === id),
      report: (error) => {
        reported.push(error);
        console.error(error);
      },
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  const configurationOf = ({ accessKeyId, secretAccessKey, sessionToken }: SigningIdentity) => ({
    endpoint: `http://127.0.0.1:${port}`,
    region: environment.region,
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
  });
  return {
    /** For the constructor of a client of the AWS SDK. */
    asDeveloper: configurationOf(developer),
    asFunction: configurationOf(aFunction),
    reported,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** A role that a function may take, with these statements as its policy. Answers its ARN. */
export const declareRole = (iam: IamService, statements: readonly Json[], name = 'payments'): string =>
  iam.declareRole({
    name,
    trustPolicy: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
    },
    inlinePolicies:
      statements.length === 0 ? [] : [{ name: 'rights', document: { Version: '2012-10-17', Statement: statements } }],
    managedPolicyArns: [],
  });

export const allow = (action: string | readonly string[], resource: string): JsonObject => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
});
