import type { JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import type { User } from '../store/users.ts';
import type { Group, ResourceServer } from '../user-pool.ts';

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
  LastModifiedDate: toTimestamp(group.modifiedAt),
});

/** Which second factors a user has, as `GetUser` and `AdminGetUser` show it. */
export function toMfaSettings(room: Room, user: User): JsonObject {
  const token = room.softwareTokens.find(user);
  const factors = [
    ...(token?.enabled ? [{ name: 'SOFTWARE_TOKEN_MFA', preferred: token.preferred }] : []),
    ...(['SMS_MFA', 'EMAIL_OTP'] as const).flatMap((name) => {
      const factor = room.messageFactors.find(user, name);
      return factor?.enabled ? [{ name, preferred: factor.preferred }] : [];
    }),
  ];
  const preferred = factors.find((factor) => factor.preferred)?.name;
  return {
    ...(factors.length === 0 ? {} : { UserMFASettingList: factors.map(({ name }) => name) }),
    ...(preferred === undefined ? {} : { PreferredMfaSetting: preferred }),
  };
}

/** `ResourceServerType` */
export const toResourceServerType = ({ userPoolId, identifier, name, scopes }: ResourceServer): JsonObject => ({
  UserPoolId: userPoolId,
  Identifier: identifier,
  Name: name,
  Scopes: scopes.map((scope) => ({ ScopeName: scope.name, ScopeDescription: scope.description })),
});
