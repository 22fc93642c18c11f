import type { AwsJsonService, HttpRoutes } from '../aws-service.ts';
import type { JsonWebKey } from './store/signing-keys.ts';
import type {
  AppClient,
  AppClientDeclaration,
  DomainDeclaration,
  GroupDeclaration,
  MembershipDeclaration,
  ResourceServer,
  UserDeclaration,
  UserPool,
  UserPoolDeclaration,
} from './user-pool.ts';

/** What the gateway's Cognito authorizer needs of a user pool. */
export interface UserPoolKeys {
  /** `https://cognito-idp.<region>.amazonaws.com/<poolId>` */
  readonly issuer: string;
  /** Public keys as a JWK Set (RFC 7517), retired ones included. */
  readonly jwks: { readonly keys: readonly JsonWebKey[] };
}

export interface CognitoService {
  readonly api: AwsJsonService;
  /** Discovery, JWKS, `/oauth2/…`. */
  readonly routes: HttpRoutes;
  /** By the ARN of the pool. @throws when there is no such pool */
  keysOf(userPoolArn: string): UserPoolKeys;
  /** Signs with a new key from now on; the old ones stay published while their tokens last. @throws for no such pool */
  rotateSigningKeys(userPoolId: string): string;
  /** @throws when the combination cannot be honoured, or a trigger is declared and nothing runs functions */
  declareUserPool(declaration: UserPoolDeclaration): UserPool;
  /** @throws when its pool or a scope it may use is not declared */
  declareClient(declaration: AppClientDeclaration): {
    readonly client: AppClient;
    readonly secret: string | undefined;
  };
  declareGroup(declaration: GroupDeclaration): void;
  declareResourceServer(declaration: ResourceServer): void;
  /** @returns the user's name @throws for attributes that the pool does not take */
  declareUser(declaration: UserDeclaration): string;
  /** @throws when user or group is not declared */
  declareMembership(declaration: MembershipDeclaration): void;
  declareDomain(declaration: DomainDeclaration): void;
  close(): void;
}
