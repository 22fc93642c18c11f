import * as cdk from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { PropsRule } from './props-rule.ts';

export interface PasskeyOptions {
  /**
   * The domain for which passkeys are made, where the pages of an app do it through the API: `bank.example`. Browsers then
   * take them on pages of that domain, and on no login page of Cognito.
   * @default the domain of the login page
   */
  readonly relyingPartyId?: string;
}

/** What of a pool decides about its passkeys. */
interface PasskeyProps {
  readonly domainPrefix: string;
  readonly passkeys?: PasskeyOptions;
}

export const passkeyRules: readonly PropsRule<PasskeyProps>[] = [
  {
    message: 'relyingPartyId is a domain name of at most 63 characters, without scheme and port',
    broken: ({ passkeys }) => !isAbsentOr(isDomainName, passkeys?.relyingPartyId),
  },
  {
    // Browsers refuse a domain under which others have pools (the public suffix list).
    message: "relyingPartyId is the pool's own domain, or none of amazoncognito.com",
    broken: ({ passkeys, domainPrefix }) =>
      !isAbsentOr((id) => !isOfCognito(id) || id.startsWith(`${domainPrefix}.auth.`), passkeys?.relyingPartyId),
  },
];

const isAbsentOr = (holds: (id: string) => boolean, id: string | undefined): boolean =>
  id === undefined || cdk.Token.isUnresolved(id) || holds(id);
const isDomainName = (id: string): boolean =>
  id.length <= 63 && /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(id);
const isOfCognito = (id: string): boolean => /(?:^|\.)amazoncognito\.com$/.test(id);

/**
 * A passkey beside the password, and both factors at once: a pool that requires MFA takes no other (AWS refuses
 * `SINGLE_FACTOR` there), and wants a finger, a face or a PIN each time.
 */
export const passkeyProps = ({ relyingPartyId }: PasskeyOptions) =>
  ({
    signInPolicy: { allowedFirstAuthFactors: { password: true, passkey: true } },
    passkeyUserVerification: cognito.PasskeyUserVerification.REQUIRED,
    ...(relyingPartyId !== undefined && { passkeyRelyingPartyId: relyingPartyId }),
  }) satisfies cognito.UserPoolProps;

/** What the CDK's own construct has no property for. */
export function takePasskeysAsBothFactors(pool: cognito.UserPool): void {
  // The one resource that the construct makes under this name.
  const resource = pool.node.defaultChild as cognito.CfnUserPool;
  resource.webAuthnFactorConfiguration = 'MULTI_FACTOR_WITH_USER_VERIFICATION';
}

/** Managed login shows no page to a client without a style: Cognito's own. */
export function addManagedLoginStyle(pool: cognito.UserPool, client: cognito.UserPoolClient): void {
  new cognito.CfnManagedLoginBranding(client, 'Style', {
    userPoolId: pool.userPoolId,
    clientId: client.userPoolClientId,
    useCognitoProvidedValues: true,
  });
}
