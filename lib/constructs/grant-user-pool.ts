import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { environment } from '../contract/index.ts';
import type { UserPool } from './user-pool.ts';

/** Uses of a user pool by the bank's own functions: exactly these operations of Amazon Cognito, on exactly this pool. */
const uses = {
  /** To read how a user is reached. */
  readContact: ['AdminGetUser'],
  /** To make a user, send an invitation, and give the first roles. */
  invite: ['AdminCreateUser', 'AdminAddUserToGroup'],
  list: ['ListUsers'],
  /** To read one user with roles. */
  read: ['AdminGetUser', 'AdminListGroupsForUser'],
  /** To shut a user out, and to end what is open. */
  disable: ['AdminDisableUser', 'AdminUserGlobalSignOut'],
  enable: ['AdminEnableUser'],
  signOut: ['AdminUserGlobalSignOut'],
  /** To make the old password worthless, end what is open, and send a new invitation. */
  resetPassword: ['AdminGetUser', 'AdminSetUserPassword', 'AdminCreateUser', 'AdminUserGlobalSignOut'],
  /** To change roles, and to end what was open with the old ones. */
  setRoles: ['AdminListGroupsForUser', 'AdminAddUserToGroup', 'AdminRemoveUserFromGroup', 'AdminUserGlobalSignOut'],
} as const satisfies Record<string, readonly string[]>;

/** What a function does with users. */
export type UserPoolUse = keyof typeof uses;

/** Lets a function use a pool in one way, and tells it which pool that is. */
export function grantUserPool(
  users: Pick<UserPool, 'userPoolArn' | 'userPoolId'>,
  use: UserPoolUse,
  grantee: lambda.Function,
): void {
  iam.Grant.addToPrincipal({
    grantee,
    actions: uses[use].map((operation) => `cognito-idp:${operation}`),
    resourceArns: [users.userPoolArn],
  });
  grantee.addEnvironment(environment.userPoolId, users.userPoolId);
}
