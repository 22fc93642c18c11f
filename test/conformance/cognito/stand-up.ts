import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { createAwsEndpoint, developerIdentity } from '../../../lib/local/aws-endpoint/index.ts';
import { createCognito } from '../../../lib/local/cognito/index.ts';
import { createIam } from '../../../lib/local/iam/index.ts';
import type { JsonObject } from '../../../lib/local/json.ts';
import { listenSecurely } from '../../../lib/local/runtime/secure-server.ts';
import { certificatesIn } from '../../../lib/local/tls/index.ts';
import { cognitoOf } from '../../../scripts/bank/sdk-clients.ts';
import { trust } from '../../../scripts/bank/trust.ts';
import { allFlows, bankPool, declareResource } from '../../local/cognito/fixture.ts';
import { testEnvironment } from '../../local/support/environment.ts';
import { enrol, type Person } from './person.ts';

/** A user pool as the local runtime serves it: HTTPS, signatures checked, everything on a port of its own. */
export interface Standing {
  readonly url: string;
  readonly region: string;
  readonly caFile: string;
  readonly userPoolId: string;
  readonly issuer: string;
  /** By what they are: without a secret, with one, and a program of its own. */
  readonly clients: {
    readonly open: string;
    readonly secret: { readonly id: string; readonly secret: string };
    readonly service: { readonly id: string; readonly secret: string };
  };
  /** Where the clients have people sent back to: an app on this machine that says nothing. */
  readonly callback: string;
  readonly signedOut: string;
  /** Signs as the developer. */
  readonly aws: sdk.CognitoIdentityProviderClient;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** A pool that remembers devices when people say so, and then asks for no code. */
  readonly tracking: { readonly userPoolId: string; readonly client: string; newPerson(): Promise<Person> };
  /** A pool that takes a passkey of this machine for both factors. */
  readonly passkeys: { readonly userPoolId: string; readonly client: string; newPerson(): Promise<Person> };
  /** Like the bank's: managed login offers passkeys of the page's own host. */
  readonly managed: {
    readonly userPoolId: string;
    readonly issuer: string;
    readonly client: string;
    newPerson(): Promise<Person>;
  };
  /** Somebody new, with password and authenticator app. */
  newPerson(): Promise<Person>;
  rotateSigningKeys(): string;
  close(): Promise<void>;
}

export async function standUp(): Promise<Standing> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-conformance-'));
  const environment = { ...testEnvironment(folder), masterKey: randomBytes(32) };
  const { caFile, server } = certificatesIn(join(folder, 'tls'), Date.now());
  trust(caFile);
  let listener: RequestListener = (_, response) => response.writeHead(503).end();
  const { url, close } = await listenSecurely({
    port: 0,
    tls: server,
    listener: (request, response) => listener(request, response),
  });
  const app = createServer((_, response) => response.end('Signed in.'));
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  // A server that listens on a TCP port has an address with a port.
  const appUrl = `http://localhost:${(app.address() as AddressInfo).port}`;
  const [callback, signedOut] = [`${appUrl}/signed-in`, `${appUrl}/signed-out`];
  const cognito = createCognito({ environment, origin: url, storage: 'memory' });
  const developer = developerIdentity(environment);
  listener = createAwsEndpoint({
    ...{ environment, services: [cognito.api], routes: [cognito.routes], iam: createIam(environment) },
    identify: (id) => (id === developer.accessKeyId ? developer : undefined),
    report: (error) => console.error(error),
  });

  const declare = (type: string, properties: JsonObject, suffix: string) =>
    declareResource(cognito, `AWS::Cognito::${type}`, properties, suffix);
  const { ref: UserPoolId, attributes } = declare('UserPool', { ...bankPool, UserPoolName: 'bank' }, '0000000000aa');
  declare('UserPoolDomain', { UserPoolId, Domain: 'bank' }, '0000000000ab');
  const Scopes = [{ ScopeName: 'rates.read', ScopeDescription: 'Rates' }];
  declare('UserPoolResourceServer', { UserPoolId, Identifier: 'bank', Name: 'bank', Scopes }, '0000000000ac');
  const client = (properties: JsonObject, suffix: string) => {
    const made = declare(
      'UserPoolClient',
      { UserPoolId, AllowedOAuthFlowsUserPoolClient: true, ...properties },
      suffix,
    );
    return { id: made.ref, secret: String(made.attributes['ClientSecret'] ?? '') };
  };
  const codes = {
    ...{ ...allFlows, AllowedOAuthFlows: ['code'], CallbackURLs: [callback], LogoutURLs: [signedOut] },
    AllowedOAuthScopes: ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin'],
  };
  const open = client(codes, '0000000000b0').id;
  const { ref: trackingPool } = declare(
    'UserPool',
    {
      ...bankPool,
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
    },
    '0000000000c0',
  );
  const trackingClient = declare('UserPoolClient', { ...allFlows, UserPoolId: trackingPool }, '0000000000c1').ref;
  const { ref: passkeyPool } = declare(
    'UserPool',
    {
      ...{ ...bankPool, WebAuthnRelyingPartyID: 'localhost', WebAuthnUserVerification: 'required' },
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
      WebAuthnFactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
    },
    '0000000000d0',
  );
  const ExplicitAuthFlows = [...allFlows.ExplicitAuthFlows, 'ALLOW_USER_AUTH'];
  const choice = { ...allFlows, ExplicitAuthFlows, UserPoolId: passkeyPool };
  const passkeyClient = declare('UserPoolClient', choice, '0000000000d1').ref;
  const { ref: managedPool, attributes: managedAttributes } = declare(
    'UserPool',
    {
      ...{ ...bankPool, WebAuthnUserVerification: 'required' },
      Policies: { ...bankPool.Policies, SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
      WebAuthnFactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
    },
    '0000000000e0',
  );
  declare('UserPoolDomain', { UserPoolId: managedPool, Domain: 'managed', ManagedLoginVersion: 2 }, '0000000000e1');
  const onPage = { ...codes, ExplicitAuthFlows, UserPoolId: managedPool };
  const managedClient = client(onPage, '0000000000e2').id;
  const credentials = { accessKeyId: developer.accessKeyId, secretAccessKey: developer.secretAccessKey };
  const { region } = environment;
  const aws = cognitoOf({ awsEndpoint: url, region, caFile, awsCredentials: credentials });
  let people = 0;
  const newPersonOf = (UserPoolId: string, ClientId: string) => () => {
    people += 1;
    return enrol(aws, { UserPoolId, ClientId, Username: `person-${people}` });
  };
  return {
    ...{ url, region, caFile, userPoolId: UserPoolId, issuer: String(attributes['ProviderURL']) },
    ...{ aws, credentials, callback, signedOut },
    clients: {
      open,
      secret: client({ ...codes, GenerateSecret: true }, '0000000000b1'),
      service: client(
        { GenerateSecret: true, AllowedOAuthFlows: ['client_credentials'], AllowedOAuthScopes: ['bank/rates.read'] },
        '0000000000b2',
      ),
    },
    tracking: {
      ...{ userPoolId: trackingPool, client: trackingClient },
      newPerson: newPersonOf(trackingPool, trackingClient),
    },
    passkeys: {
      ...{ userPoolId: passkeyPool, client: passkeyClient },
      newPerson: newPersonOf(passkeyPool, passkeyClient),
    },
    managed: {
      ...{ userPoolId: managedPool, client: managedClient, issuer: String(managedAttributes['ProviderURL']) },
      newPerson: newPersonOf(managedPool, managedClient),
    },
    newPerson: newPersonOf(UserPoolId, open),
    rotateSigningKeys: () => cognito.rotateSigningKeys(UserPoolId),
    async close() {
      aws.destroy();
      app.closeAllConnections();
      app.close();
      await close();
      cognito.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
