import { AwsError } from '../../aws-service.ts';
import type { Operation } from './operation.ts';

const TEMPLATE = 'the template declares it: change it there';
const DIRECTORIES = 'there are no other identity providers here';
const THREATS = 'threat protection is not done here';
const IMPORTS = 'users are imported from no file here';
const REPLICAS = 'there is one region here';
const PAGE = 'the login page has one style, and shows no terms';
const SETTINGS = 'AWS put SetUserMFAPreference in its place';
const SESSIONS = 'sign-ins are not told apart here: GlobalSignOut ends them all, RevokeToken one';

/** Operations that are refused with a reason. Every other that is not there is refused by its name alone. */
const reasons = {
  ...{ CreateUserPool: TEMPLATE, UpdateUserPool: TEMPLATE, DeleteUserPool: TEMPLATE, AddCustomAttributes: TEMPLATE },
  ...{ CreateUserPoolClient: TEMPLATE, UpdateUserPoolClient: TEMPLATE, DeleteUserPoolClient: TEMPLATE },
  ...{ CreateUserPoolDomain: TEMPLATE, UpdateUserPoolDomain: TEMPLATE, DeleteUserPoolDomain: TEMPLATE },
  ...{ CreateResourceServer: TEMPLATE, UpdateResourceServer: TEMPLATE, DeleteResourceServer: TEMPLATE },
  ...{ SetUserPoolMfaConfig: TEMPLATE, TagResource: TEMPLATE, UntagResource: TEMPLATE },
  ...{ CreateIdentityProvider: DIRECTORIES, UpdateIdentityProvider: DIRECTORIES, DeleteIdentityProvider: DIRECTORIES },
  ...{ AdminLinkProviderForUser: DIRECTORIES, AdminDisableProviderForUser: DIRECTORIES },
  ...{ AdminListUserAuthEvents: THREATS, AdminUpdateAuthEventFeedback: THREATS, UpdateAuthEventFeedback: THREATS },
  ...{ SetRiskConfiguration: THREATS, DescribeRiskConfiguration: THREATS },
  ...{ CreateUserImportJob: IMPORTS, StartUserImportJob: IMPORTS, StopUserImportJob: IMPORTS, GetCSVHeader: IMPORTS },
  ...{ CreateUserPoolReplica: REPLICAS, UpdateUserPoolReplica: REPLICAS, DeleteUserPoolReplica: REPLICAS },
  ...{
    SetUICustomization: PAGE,
    CreateManagedLoginBranding: PAGE,
    UpdateManagedLoginBranding: PAGE,
    CreateTerms: PAGE,
  },
  ...{ SetUserSettings: SETTINGS, AdminSetUserSettings: SETTINGS },
  ...{ ListUserSessions: SESSIONS, RevokeUserSession: SESSIONS },
  ...{ AdminListUserSessions: SESSIONS, AdminRevokeUserSession: SESSIONS },
} as const satisfies Record<string, string>;

/** Told to whoever asks: that nothing is done needs no right. */
export const refused: readonly Operation[] = Object.entries(reasons).map(([name, notDone]) => () => ({
  ...{ name, notDone, authorization: 'unsigned' as const },
  rights: () => [],
  run: () => {
    throw new AwsError('UnknownOperationException', `The local Cognito does not do ${name}: ${notDone}.`);
  },
}));
