import type { JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import type { User } from '../store/users.ts';
import type { Group } from '../user-pool.ts';

/** AWS JSON 1.1 writes a timestamp as seconds since the epoch, with a fraction. */
export const toTimestamp = (millis: number): number => millis / 1_000;

export const toAttributes = (user: User): readonly { readonly Name: string; readonly Value: string }[] => [
  ...[...user.attributes].map(([Name, Value]) => ({ Name, Value })),
  { Name: 'sub', Value: user.sub },
];

/** `UserType`. */
export const toUserType = (user: User): JsonObject => ({
  Username: user.username,
  Attributes: toAttributes(user),
  UserCreateDate: toTimestamp(user.createdAt),
  UserLastModifiedDate: toTimestamp(user.modifiedAt),
  Enabled: user.enabled,
  UserStatus: user.status,
});

/** `GroupType`. */
export const toGroupType = (group: Group): JsonObject => ({
  GroupName: group.name,
  UserPoolId: group.userPoolId,
  ...(group.description === undefined ? {} : { Description: group.description }),
  ...(group.precedence === undefined ? {} : { Precedence: group.precedence }),
  ...(group.roleArn === undefined ? {} : { RoleArn: group.roleArn }),
  CreationDate: toTimestamp(group.declaredAt),
  LastModifiedDate: toTimestamp(group.declaredAt),
});

/** Which second factors a user has, as `GetUser` and `AdminGetUser` show it. */
export function toMfaSettings(room: Room, user: User): JsonObject {
  const token = room.softwareTokens.find(user);
  if (!token?.enabled) return {};
  return {
    UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
    ...(token.preferred ? { PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA' } : {}),
  };
}
