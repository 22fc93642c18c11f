import type { AttributeType } from '@aws-sdk/client-cognito-identity-provider';
import type { UserSummary } from '../schemas.ts';

/** What Amazon Cognito says of a user; `AdminGetUser` and `ListUsers` spell it in two ways. */
export interface KnownUser {
  readonly Username?: string | undefined;
  readonly Attributes?: readonly AttributeType[] | undefined;
  readonly Enabled?: boolean | undefined;
  readonly UserStatus?: string | undefined;
  readonly UserCreateDate?: Date | undefined;
  readonly UserLastModifiedDate?: Date | undefined;
}

/** Cognito's words and the bank's. */
export const userStatuses = {
  FORCE_CHANGE_PASSWORD: 'invited',
  CONFIRMED: 'active',
  RESET_REQUIRED: 'reset-required',
} as const;

const statuses: ReadonlyMap<string, UserSummary['status']> = new Map(Object.entries(userStatuses));

export const attributeOf = (attributes: readonly AttributeType[], name: string): string | undefined =>
  attributes.find(({ Name }) => Name === name)?.Value;

/** A user as operators see it in a list. @throws Error for a user without `sub`: the pool is not what this code knows */
export function toSummary({ Attributes = [], ...user }: KnownUser): UserSummary {
  const [sub, email, phone] = ['sub', 'email', 'phone_number'].map((name) => attributeOf(Attributes, name));
  if (sub === undefined || user.Username === undefined) throw new Error('the pool tells no name or sub of a user');
  return {
    userId: sub,
    username: user.Username,
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
    enabled: user.Enabled === true,
    status: statuses.get(user.UserStatus ?? '') ?? 'other',
    createdAt: toInstant(user.UserCreateDate),
    modifiedAt: toInstant(user.UserLastModifiedDate),
  };
}

const toInstant = (date: Date | undefined): string => (date ?? new Date(0)).toISOString();
