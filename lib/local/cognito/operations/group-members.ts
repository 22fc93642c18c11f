import * as z from 'zod';
import { invalidParameter } from '../refusals.ts';
import type { Group } from '../user-pool.ts';

/** What CreateGroup and UpdateGroup say of a group. */
export const groupMembers = {
  Description: z.string().max(2_048).optional(),
  Precedence: z.int().min(0).optional(),
  RoleArn: z.string().min(20).max(2_048).optional(),
} as const;

type Given = z.output<z.ZodObject<typeof groupMembers>>;

export const toGroupMembers = ({ Description, Precedence, RoleArn }: Given) => ({
  description: Description,
  precedence: Precedence,
  roleArn: RoleArn,
});

/** @throws AwsError InvalidParameterException for a group of the template: the next start would undo the change */
export function assertOwn(group: Group): void {
  if (!group.own) throw invalidParameter(`The group ${group.name} is declared by the template: change it there`);
}
