import { adminAddUserToGroup } from './admin-add-user-to-group.ts';
import { adminCreateUser } from './admin-create-user.ts';
import { adminDeleteUser } from './admin-delete-user.ts';
import { adminDisableUser } from './admin-disable-user.ts';
import { adminEnableUser } from './admin-enable-user.ts';
import { adminGetUser } from './admin-get-user.ts';
import { adminInitiateAuth } from './admin-initiate-auth.ts';
import { adminListGroupsForUser } from './admin-list-groups-for-user.ts';
import { adminRemoveUserFromGroup } from './admin-remove-user-from-group.ts';
import { adminRespondToAuthChallenge } from './admin-respond-to-auth-challenge.ts';
import { adminSetUserPassword } from './admin-set-user-password.ts';
import { adminUserGlobalSignOut } from './admin-user-global-sign-out.ts';
import { associateSoftwareToken } from './associate-software-token.ts';
import { changePassword } from './change-password.ts';
import { describeUserPool } from './describe-user-pool.ts';
import { describeUserPoolClient } from './describe-user-pool-client.ts';
import { getUser } from './get-user.ts';
import { globalSignOut } from './global-sign-out.ts';
import { initiateAuth } from './initiate-auth.ts';
import { listGroups } from './list-groups.ts';
import { listUserPoolClients } from './list-user-pool-clients.ts';
import { listUsers } from './list-users.ts';
import { listUsersInGroup } from './list-users-in-group.ts';
import type { Operation } from './operation.ts';
import { respondToAuthChallenge } from './respond-to-auth-challenge.ts';
import { revokeToken } from './revoke-token.ts';
import { setUserMfaPreference } from './set-user-mfa-preference.ts';
import { verifySoftwareToken } from './verify-software-token.ts';

/** Everything a user pool answers to here. What is missing is refused by name. */
export const operations: readonly Operation[] = [
  ...[adminCreateUser, adminSetUserPassword, adminGetUser, adminDeleteUser, adminDisableUser, adminEnableUser],
  ...[adminAddUserToGroup, adminRemoveUserFromGroup, adminListGroupsForUser, adminUserGlobalSignOut],
  ...[listUsers, listUsersInGroup, listGroups, listUserPoolClients, describeUserPool, describeUserPoolClient],
  ...[initiateAuth, adminInitiateAuth, respondToAuthChallenge, adminRespondToAuthChallenge],
  ...[associateSoftwareToken, verifySoftwareToken, setUserMfaPreference],
  ...[getUser, changePassword, globalSignOut, revokeToken],
];
