import type { CognitoService } from './cognito-service.ts';
import { createRoutes } from './oauth/routes.ts';
import { operations } from './operations/operations.ts';
import { type CognitoOptions, openRoom } from './room.ts';
import type { PreTokenGenerationTrigger, UserPoolDeclaration } from './user-pool.ts';

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
    declareUserPool(declaration) {
      assertPossible(declaration);
      assertInvocable(options, declaration.preTokenGeneration);
      const pool = declared.addPool(declaration);
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
    declareDomain: (declaration) => declared.addDomain(declaration),
    close: () => room.database.close(),
  };
}

function assertPossible({ mfa, softwareTokens, tier, preTokenGeneration, passwordPolicy }: UserPoolDeclaration): void {
  if (mfa !== 'OFF' && !softwareTokens) {
    throw new Error('MFA needs SOFTWARE_TOKEN_MFA among EnabledMfas: no other second factor is done here');
  }
  if (tier === 'LITE' && (preTokenGeneration?.version === 'V2_0' || passwordPolicy.historySize > 0)) {
    throw new Error('the LITE tier has neither version 2 of the pre token generation trigger nor a password history');
  }
}

function assertInvocable({ invokeFunction }: CognitoOptions, trigger: PreTokenGenerationTrigger | undefined): void {
  if (trigger !== undefined && invokeFunction === undefined) {
    throw new Error(`${trigger.functionArn} is a trigger, and nothing here runs functions`);
  }
}
