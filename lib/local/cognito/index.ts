import type { AwsJsonService, HttpRoutes } from '../aws-service.ts';

/** What the gateway's Cognito authorizer needs of a user pool. */
export interface UserPoolKeys {
  /** `https://cognito-idp.<region>.amazonaws.com/<poolId>` */
  readonly issuer: string;
  /** Public keys as a JWK Set (RFC 7517), retired ones included. */
  readonly jwks: { readonly keys: readonly JsonWebKey[] };
}

/** A public RSA key (RFC 7517, RFC 7518 §6.3.1). */
export interface JsonWebKey {
  readonly kty: 'RSA';
  readonly kid: string;
  readonly alg: 'RS256';
  readonly use: 'sig';
  readonly n: string;
  readonly e: string;
}

export interface CognitoService {
  readonly api: AwsJsonService;
  /** Discovery, JWKS, `/oauth2/…`. */
  readonly routes: HttpRoutes;
  /** By the ARN of the pool. @throws when there is no such pool */
  keysOf(userPoolArn: string): UserPoolKeys;
  close(): void;
}
