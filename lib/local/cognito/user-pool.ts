/** What the template declares: pools and what belongs to them. Complete: defaults are filled in where CloudFormation is read. */

export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly requireLowercase: boolean;
  readonly requireUppercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  /** How many former passwords, the present one included, may not be chosen again. */
  readonly historySize: number;
  readonly temporaryPasswordDays: number;
}

/** An attribute that users may have, by the name under which tokens show it: `email`, `custom:branch`. */
export interface AttributeSchema {
  readonly name: string;
  readonly type: 'String' | 'Number' | 'Boolean' | 'DateTime';
  readonly required: boolean;
  readonly mutable: boolean;
  /** Whether administrators alone read and write it: `dev:custom:score`. */
  readonly developerOnly: boolean;
  /** Length of a string, value of a number. */
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
}

export interface PreTokenGenerationTrigger {
  readonly functionArn: string;
  readonly version: 'V1_0' | 'V2_0' | 'V3_0';
}

/** Where a code may be sent. */
export type ContactAttribute = 'email' | 'phone_number';
export type SecondFactor = 'SOFTWARE_TOKEN_MFA' | 'SMS_MFA' | 'EMAIL_OTP';
/** What USER_AUTH lets people choose from; PASSWORD stands for both ways to prove one. */
export type FirstFactor = 'PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN';
export type RecoveryMechanism = 'verified_email' | 'verified_phone_number' | 'admin_only';

/** `DeviceConfiguration` */
export interface DeviceTracking {
  /** `ChallengeRequiredOnNewDevice`: a remembered device takes the place of a text message or an authenticator app. */
  readonly secondFactorOnNewOnly: boolean;
  /** `DeviceOnlyRememberedOnUserPrompt`: a device that is confirmed is not remembered until the user says so. */
  readonly rememberedOnPromptOnly: boolean;
}

/** The `WebAuthn…` properties; they matter where WEB_AUTHN is a first factor. */
export interface PasskeyTerms {
  /** Undefined: the domain of the login page. */
  readonly relyingPartyId: string | undefined;
  readonly userVerification: 'required' | 'preferred';
  /** Whether a passkey, with a finger or a number, may be both factors for users who want it. */
  readonly multiFactor: boolean;
}

/** The triggers of a pool by their names in `LambdaConfig`; pre token generation has versions and stands apart. */
export type TriggerName =
  | 'PreSignUp'
  | 'PostConfirmation'
  | 'PreAuthentication'
  | 'PostAuthentication'
  | 'CustomMessage'
  | 'DefineAuthChallenge'
  | 'CreateAuthChallenge'
  | 'VerifyAuthChallengeResponse'
  | 'UserMigration';

/** What a pool's messages say; `{####}` is the code, `{username}` the name, `{##text##}` the link. */
export interface MessageTemplates {
  readonly emailFrom: string;
  readonly verification: {
    readonly byLink: boolean;
    readonly emailSubject: string;
    readonly emailMessage: string;
    readonly linkSubject: string;
    readonly linkMessage: string;
    readonly smsMessage: string;
  };
  readonly invitation: { readonly emailSubject: string; readonly emailMessage: string; readonly smsMessage: string };
  readonly authentication: {
    readonly emailSubject: string;
    readonly emailMessage: string;
    readonly smsMessage: string;
  };
}

export interface UserPoolDeclaration {
  /** Twelve lower-case hex digits, stable over restarts: the pool id comes from it. */
  readonly uniqueSuffix: string;
  readonly name: string;
  readonly tier: 'LITE' | 'ESSENTIALS' | 'PLUS';
  readonly deletionProtection: 'ACTIVE' | 'INACTIVE';
  readonly mfa: 'OFF' | 'OPTIONAL' | 'ON';
  /** What may be a second factor. */
  readonly secondFactors: readonly SecondFactor[];
  /** What USER_AUTH takes as a first one. */
  readonly firstFactors: readonly FirstFactor[];
  readonly passwordPolicy: PasswordPolicy;
  /** Empty: people sign in with a user name of their own. Else with their address or number, and the user name is made here. */
  readonly usernameAttributes: readonly ('email' | 'phone_number')[];
  /** Further names to sign in with; an address or number only once it is verified. */
  readonly aliasAttributes: readonly (ContactAttribute | 'preferred_username')[];
  /** What is verified by a code at sign-up and after a change. */
  readonly autoVerified: readonly ContactAttribute[];
  /** What keeps its old value until the code of the new one has come back. */
  readonly verifiedBeforeUpdate: readonly ContactAttribute[];
  /** In order of priority. Empty: AWS's default, the number before the address. */
  readonly recovery: readonly RecoveryMechanism[];
  readonly messages: MessageTemplates;
  /** Undefined where the pool does not know one device from another. */
  readonly devices: DeviceTracking | undefined;
  readonly passkeys: PasskeyTerms;
  readonly caseSensitive: boolean;
  readonly adminCreateUserOnly: boolean;
  readonly attributes: ReadonlyMap<string, AttributeSchema>;
  readonly preTokenGeneration: PreTokenGenerationTrigger | undefined;
  /** ARNs of functions. */
  readonly triggers: ReadonlyMap<TriggerName, string>;
}

export interface UserPool extends UserPoolDeclaration {
  /** `eu-central-1_` and nine letters or digits. */
  readonly id: string;
  readonly arn: string;
  /** The `iss` of its tokens. */
  readonly issuer: string;
  readonly declaredAt: number;
  readonly groups: Map<string, Group>;
  readonly resourceServers: Map<string, ResourceServer>;
  /** Prefix or custom domain of the OAuth 2.0 endpoints; without one AWS serves none. */
  domain: string | undefined;
  /** Whether the domain shows managed login, the second version of the page; the classic one knows no passkeys. */
  managedLogin: boolean;
}

export interface GroupDeclaration {
  readonly userPoolId: string;
  readonly name: string;
  readonly description: string | undefined;
  /** The lower, the more it counts. */
  readonly precedence: number | undefined;
  readonly roleArn: string | undefined;
}

export interface Group extends GroupDeclaration {
  readonly declaredAt: number;
  readonly modifiedAt: number;
  /** Whether the API made it, and may change it; groups of the template change there. */
  readonly own: boolean;
}

export interface ResourceServer {
  readonly userPoolId: string;
  /** What stands before the slash of its scopes. */
  readonly identifier: string;
  readonly name: string;
  readonly scopes: readonly { readonly name: string; readonly description: string }[];
}

export interface DomainDeclaration {
  readonly userPoolId: string;
  readonly domain: string;
  readonly managedLogin: boolean;
}

/** A user whom the template begins with. */
export interface UserDeclaration {
  readonly userPoolId: string;
  readonly username: string;
  readonly attributes: ReadonlyMap<string, string>;
}

export interface MembershipDeclaration {
  readonly userPoolId: string;
  readonly username: string;
  readonly groupName: string;
}

export const authFlows = [
  'ALLOW_USER_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
] as const;
export type AllowedAuthFlow = (typeof authFlows)[number];

export interface AppClientDeclaration {
  readonly uniqueSuffix: string;
  readonly userPoolId: string;
  readonly name: string;
  readonly hasSecret: boolean;
  readonly authFlows: readonly AllowedAuthFlow[];
  readonly preventUserExistenceErrors: boolean;
  readonly tokenRevocation: boolean;
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  /** Set where each refresh brings a new refresh token: how long the one before may still be used, for lost answers. */
  readonly rotationGraceSeconds: number | undefined;
  readonly authSessionMinutes: number;
  /** Undefined: all of them. */
  readonly readAttributes: readonly string[] | undefined;
  readonly writeAttributes: readonly string[] | undefined;
  readonly oauth: {
    readonly flows: readonly ('code' | 'implicit' | 'client_credentials')[];
    readonly scopes: readonly string[];
    /** Compared letter by letter: where codes are sent, and where browsers go after they have signed out. */
    readonly callbackUrls: readonly string[];
    readonly logoutUrls: readonly string[];
    /** For a request that names no `redirect_uri`. */
    readonly defaultRedirectUri: string | undefined;
  };
}

export interface AppClient extends AppClientDeclaration {
  /** 26 lower-case letters or digits, unique over all pools. */
  readonly id: string;
  readonly declaredAt: number;
}
