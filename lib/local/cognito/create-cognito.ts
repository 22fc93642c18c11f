import { declareUser } from './accounts/declare-user.ts';
import type { CognitoService } from './cognito-service.ts';
import { createRoutes } from './oauth/routes.ts';
import { operations } from './operations/operations.ts';
import { type CognitoOptions, openRoom } from './room.ts';
import type { UserPoolDeclaration } from './user-pool.ts';

/**
 * User pools of a template, with their state in `<stateFolder>/cognito.sqlite`. Declare the pools, then what belongs to
 * them, at every start; users, keys and secrets are found again.
 */
export function createCognito(options: CognitoOptions): CognitoService {
  const room = openRoom(options);
  const { declared } = room;
  return {
    api: {
      signingName: 'cognito-idp',
      targetPrefix: 'AWSCognitoIdentityProviderService',
      jsonVersion: '1.1',
      operations: new Map(
        operations.map((create) => {
          const operation = create(room);
          return [operation.name, operation];
        }),
      ),
    },
    routes: createRoutes(room),
    keysOf(userPoolArn) {
      const pool = declared.pools.find(({ arn }) => arn === userPoolArn);
      if (pool === undefined) throw new Error(`there is no user pool ${userPoolArn}`);
      return { issuer: pool.issuer, jwks: room.signingKeys.jwks(pool) };
    },
    rotateSigningKeys: (userPoolId) => room.signingKeys.rotate(declared.pool(userPoolId)),
    declareUserPool(declaration) {
      assertPossible(declaration);
      assertInvocable(options, declaration);
      const pool = declared.addPool(declaration);
      room.fixedSettings.keep(pool);
      room.signingKeys.ensure(pool);
      return pool;
    },
    declareClient(declaration) {
      const client = declared.addClient(declaration);
      room.clientSecrets.ensure(client);
      return { client, secret: room.clientSecrets.secretOf(client) };
    },
    declareGroup: (declaration) => declared.addGroup(declaration),
    declareResourceServer: (declaration) => declared.addResourceServer(declaration),
    declareUser: (declaration) => declareUser(room, declaration),
    declareMembership({ userPoolId, username, groupName }) {
      const pool = declared.pool(userPoolId);
      room.memberships.add(room.users.get(pool, username), declared.group(pool, groupName));
    },
    declareDomain: (declaration) => declared.addDomain(declaration),
    close: () => room.database.close(),
  };
}

function assertPossible(pool: UserPoolDeclaration): void {
  const { mfa, secondFactors, firstFactors, tier, preTokenGeneration, passwordPolicy } = pool;
  if (mfa !== 'OFF' && secondFactors.length === 0) {
    throw new Error('MFA needs a second factor: SOFTWARE_TOKEN_MFA, SMS_MFA or EMAIL_OTP among EnabledMfas');
  }
  if (!firstFactors.includes('PASSWORD')) throw new Error('AllowedFirstAuthFactors must hold PASSWORD');
  const alone = firstFactors.filter(
    (name) => name !== 'PASSWORD' && !(name === 'WEB_AUTHN' && pool.passkeys.multiFactor),
  );
  if (mfa === 'ON' && alone.length > 0) {
    throw new Error(
      'a pool that requires MFA has PASSWORD as its only AllowedFirstAuthFactors, or WEB_AUTHN as both factors as well',
    );
  }
  if (pool.usernameAttributes.length > 0 && pool.aliasAttributes.length > 0) {
    throw new Error('UsernameAttributes and AliasAttributes exclude one another');
  }
  if (tier === 'LITE' && ((preTokenGeneration?.version ?? 'V1_0') !== 'V1_0' || passwordPolicy.historySize > 0)) {
    throw new Error('the LITE tier has neither version 2 of the pre token generation trigger nor a password history');
  }
  if (tier === 'LITE' && (firstFactors.length > 1 || secondFactors.includes('EMAIL_OTP'))) {
    throw new Error('the LITE tier has no codes by mail and no other first factor than the password');
  }
}

function assertInvocable({ invokeFunction }: CognitoOptions, pool: UserPoolDeclaration): void {
  const [functionArn] = [
    ...pool.triggers.values(),
    ...(pool.preTokenGeneration ? [pool.preTokenGeneration.functionArn] : []),
  ];
  if (functionArn !== undefined && invokeFunction === undefined) {
    throw new Error(`${functionArn} is a trigger, and nothing here runs functions`);
  }
}
