import type { LocalEnvironment } from '../environment.ts';
import type { Json, JsonObject } from '../json.ts';
import type { OutboxService } from '../outbox/outbox-service.ts';
import { createVault } from '../vault.ts';
import { Declared } from './declared.ts';
import { createNobody, type Nobody } from './secrets/nobody.ts';
import { AuthorizationCodes } from './store/authorization-codes.ts';
import { BrowserSessions } from './store/browser-sessions.ts';
import { ChallengeSessions } from './store/challenge-sessions.ts';
import { ClientSecrets } from './store/client-secrets.ts';
import { ConfirmationCodes } from './store/confirmation-codes.ts';
import { CountedActions } from './store/counted-actions.ts';
import { type Database, openDatabase } from './store/database.ts';
import { Devices } from './store/devices.ts';
import { FailedAttempts } from './store/failed-attempts.ts';
import { FixedSettings } from './store/fixed-settings.ts';
import { Grants } from './store/grants.ts';
import { LoginTransactions } from './store/login-transactions.ts';
import { Memberships } from './store/memberships.ts';
import { MessageFactors } from './store/message-factors.ts';
import { OwnGroups } from './store/own-groups.ts';
import { Passkeys } from './store/passkeys.ts';
import { Passwords } from './store/passwords.ts';
import { SignIns } from './store/sign-ins.ts';
import { SigningKeys } from './store/signing-keys.ts';
import { SoftwareTokens } from './store/software-tokens.ts';
import { type User, Users } from './store/users.ts';
import type { AppClient, UserPool } from './user-pool.ts';

/** Invokes a Lambda trigger and gives what it returned; rejects with what it threw. */
export type InvokeFunction = (functionArn: string, event: JsonObject) => Promise<Json>;

export interface CognitoOptions {
  readonly environment: LocalEnvironment;
  /** Needed as soon as a pool has a trigger. */
  readonly invokeFunction?: InvokeFunction;
  /** Where mail and text messages land. Without one, whatever needs a message is refused. */
  readonly outbox?: Pick<OutboxService, 'post'>;
  /** Where this machine serves it, for discovery: `https://localhost:8444`. @default AWS's own hosts */
  readonly origin?: string;
  /** @default 'file' */
  readonly storage?: 'file' | 'memory';
}

/** What every operation works on. */
export interface Room {
  readonly environment: LocalEnvironment;
  readonly origin: string | undefined;
  readonly invokeFunction: InvokeFunction | undefined;
  readonly outbox: Pick<OutboxService, 'post'> | undefined;
  readonly database: Database;
  readonly declared: Declared;
  readonly fixedSettings: FixedSettings;
  readonly users: Users;
  readonly nobody: Nobody;
  readonly passwords: Passwords;
  readonly passkeys: Passkeys;
  readonly softwareTokens: SoftwareTokens;
  readonly messageFactors: MessageFactors;
  readonly confirmationCodes: ConfirmationCodes;
  readonly countedActions: CountedActions;
  readonly ownGroups: OwnGroups;
  readonly memberships: Memberships;
  readonly failedAttempts: FailedAttempts;
  readonly devices: Devices;
  readonly sessions: ChallengeSessions;
  readonly signIns: SignIns;
  readonly signingKeys: SigningKeys;
  readonly clientSecrets: ClientSecrets;
  readonly grants: Grants;
  readonly codes: AuthorizationCodes;
  readonly loginTransactions: LoginTransactions;
  readonly browserSessions: BrowserSessions;
  /**
   * What comes of a sign-in once nothing is left to prove. Undefined in the API: tokens. The login page remembers who it
   * was instead, and tokens are made when the code is redeemed.
   */
  readonly onceProven?: (proven: Proven) => JsonObject;
  /**
   * The one page whose passkeys count. Undefined in the API: every page of the relying party. What the login page asked is
   * answered there only, though other servers of this machine are pages of the same host.
   */
  readonly onlyOrigin?: string | undefined;
}

/** Who has proven to be whom, to which client. */
export interface Proven {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly user: User;
}

export function openRoom(options: CognitoOptions): Room {
  const { environment, invokeFunction, origin, outbox, storage = 'file' } = options;
  const { now } = environment;
  const database = openDatabase(environment.stateFolder, storage);
  const vault = createVault(environment.masterKey, 'cognito-idp');
  const users = new Users(database, now);
  const ownGroups = new OwnGroups(database);
  return {
    environment,
    origin,
    invokeFunction,
    outbox,
    database,
    declared: new Declared(environment, database, ownGroups),
    fixedSettings: new FixedSettings(database),
    users,
    nobody: createNobody(vault),
    passkeys: new Passkeys(database, now),
    passwords: new Passwords(database, vault, now),
    softwareTokens: new SoftwareTokens(database, vault, now),
    messageFactors: new MessageFactors(database),
    confirmationCodes: new ConfirmationCodes(database, vault, now),
    countedActions: new CountedActions(database, now),
    ownGroups,
    memberships: new Memberships(database, users),
    failedAttempts: new FailedAttempts(database, now),
    devices: new Devices(database, vault, now),
    sessions: new ChallengeSessions(database, vault, now),
    signIns: new SignIns(database, now),
    signingKeys: new SigningKeys(database, vault, now),
    clientSecrets: new ClientSecrets(database, vault),
    grants: new Grants(database),
    codes: new AuthorizationCodes(database, vault, now),
    loginTransactions: new LoginTransactions(database, vault, now),
    browserSessions: new BrowserSessions(database, now),
  };
}
