import * as z from 'zod';
import type { TableDefinition } from '../../dynamodb/index.ts';
import { DEFAULT_RECOVERY_DAYS, recoveryDays, streamViewType, toEncryption } from '../../dynamodb/index.ts';
import type { Enforcement } from '../../resource-type.ts';

/** Properties that tables and the replicas of global tables share. */

export const resourcePolicy = z.strictObject({ PolicyDocument: z.record(z.string(), z.json()) });
export const streamSpecification = z.strictObject({
  StreamViewType: streamViewType,
  ResourcePolicy: resourcePolicy.optional(),
});
export const timeToLive = z.strictObject({
  Enabled: z.boolean(),
  AttributeName: z.string().min(1).max(255).optional(),
});
export const recovery = z.strictObject({
  PointInTimeRecoveryEnabled: z.boolean().optional(),
  RecoveryPeriodInDays: recoveryDays.optional(),
});
export const insights = z.strictObject({
  Enabled: z.boolean(),
  Mode: z.enum(['ACCESSED_AND_THROTTLED_KEYS', 'THROTTLED_KEYS']).optional(),
});
export const warmThroughput = z.strictObject({
  ReadUnitsPerSecond: z.int().min(1).optional(),
  WriteUnitsPerSecond: z.int().min(1).optional(),
});

/** @throws Error when an enabled time to live has no attribute */
export const toTimeToLive = (
  specification: z.infer<typeof timeToLive> | undefined,
): Pick<TableDefinition, 'timeToLiveAttribute'> => {
  if (specification?.Enabled !== true) return {};
  const { AttributeName: attribute } = specification;
  if (attribute === undefined) {
    throw new Error('TimeToLiveSpecification: an enabled time to live names its attribute');
  }
  return { timeToLiveAttribute: attribute };
};

export const toRecovery = (
  specification: z.infer<typeof recovery> | undefined,
): Pick<TableDefinition, 'recoveryDays'> =>
  specification?.PointInTimeRecoveryEnabled === true
    ? { recoveryDays: specification.RecoveryPeriodInDays ?? DEFAULT_RECOVERY_DAYS }
    : {};

/** As CloudFormation spells it. @throws AwsError */
export const toKmsKey = (
  specification: { readonly SSEEnabled: boolean; readonly SSEType?: 'KMS' | undefined } | undefined,
  key: string | undefined,
): Pick<TableDefinition, 'kmsKey'> =>
  toEncryption(
    specification === undefined
      ? undefined
      : { Enabled: specification.SSEEnabled, SSEType: specification.SSEType, KMSMasterKeyId: key },
  );

const unlimited = { kind: 'not-enforced', why: 'no read or write is throttled for its capacity' } as const;
const uncounted = { kind: 'not-enforced', why: 'nobody counts which keys are asked for most' } as const;

type Lesser = Exclude<Enforcement, { readonly kind: 'enforced' }>;

/** Properties of capacity, in each of the places where they may stand. */
export const lesserCapacity = (names: readonly string[], places: readonly string[]): Readonly<Record<string, Lesser>> =>
  Object.fromEntries(places.flatMap((place) => names.map((name) => [`${place}${name}`, unlimited])));

/** What is less here than on AWS, wherever a table says it. */
export const lesserSettings = {
  insights: uncounted,
  encryption: {
    kind: 'not-enforced',
    why: 'items stand unencrypted in the state folder, which only its owner can read; the KMS key is shown and not asked',
  },
  recovery: {
    kind: 'not-enforced',
    why: 'it is remembered and shown, but nothing is backed up: restores are refused by name',
  },
  deletionProtection: {
    kind: 'approximated',
    how: 'DeleteTable is refused, but starting with --fresh empties the table',
  },
  timeToLive: { kind: 'approximated', how: 'expired items go within ten seconds, and not within days' },
  tableClass: { kind: 'not-enforced', why: 'it says what storage costs' },
  tags: {
    kind: 'approximated',
    how: 'policies know the tags of the template, not those that TagResource adds; each start sets those of the template',
  },
} as const satisfies Record<string, Lesser>;
